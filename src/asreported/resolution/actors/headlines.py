"""Headlines inside the text: lines of capitalised words, whose syntax and names cannot be trusted."""

from __future__ import annotations

from asreported.parsing.parse import Parse


def is_headline(parse: Parse, start: int, end: int) -> bool:
    """Whether a paragraph is a line of capitalised words without a full stop, whose syntax cannot be trusted."""
    words = [word for word in parse.words[start:end] if word[0].isalpha() and len(word) > 3]
    is_short = end - start < 30 and parse.words[end - 1] not in (".", '"', "”", "?", "!")
    return is_short and len(words) > 2 and sum(word[0].isupper() for word in words) > 0.8 * len(words)
