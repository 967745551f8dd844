"""Toponyms -> Place: which place in the world is meant."""
