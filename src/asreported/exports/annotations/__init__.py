"""Spans for annotation tools: brat, W3C Web Annotation, Prodigy, TimeML."""
