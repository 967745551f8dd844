"""Record -> Check, Wording: what does not add up, and words that take a side."""
