"""How good and how fast the coder is, measured; run ``python -m benchmarks``."""
