"""Mentions -> Actor, TimeExpression, Place."""
