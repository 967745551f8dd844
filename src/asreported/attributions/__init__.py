"""Parse -> Saying: who said what, as spans."""
