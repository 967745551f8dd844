"""Parse -> Event: who did what to whom, on whose word."""
