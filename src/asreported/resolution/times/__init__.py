"""Time expressions: their spans, TIMEX3 values and days."""
