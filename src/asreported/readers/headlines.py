"""Headlines and bylines: what stands before the story begins."""

from __future__ import annotations

import re

from asreported.records import Span

LONGEST = 200
"""A first paragraph longer than this many code points is no headline; the longest of 1,200 articles' titles is 170."""
_CAP = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢİĪĶŁŃŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽ]"
_PARTICLE = r"(?:al|bin|bint|da|de|del|den|der|di|dos|du|el|ibn|la|le|ter|van|von|ben|abu)"
_NAME = rf"{_CAP}[\w'’.-]*(?:(?:\s{_PARTICLE}){{0,2}}[\s-]{_CAP}[\w'’.-]*){{1,4}}"
_BYLINE = re.compile(
    rf"(?:By|BY|by|Written by|From|Story by|Text by)\s+(?P<names>{_NAME}(?:\s*(?:,|,? and|&|;)\s+{_NAME}){{0,5}})"
    r"(?P<rest>\s*(?:\||,|/|[—–-]\s|\().{0,80})?"
)
_BY_STAFF = re.compile(
    r"(?:By|BY)\s+(?:the\s+|our\s+)?(?:[\w'’.-]+\s+){0,3}"
    r"(?i:staff|desk|agenc(?:y|ies)|correspondents?|reporters?|writers?|monitoring|bureau|editors?|team|online|press)"
    r"(?:[\s|,(].{0,60})?"
)
_WORKPLACE = re.compile(
    r"\b(?i:press|news|agency|correspondents?|staff|editors?|reporters?|writers?|bureau|times|post|desk|tv|media)\b"
)
_CITY = re.compile(rf"\s*\|\s*(?P<city>{_CAP}[\w'’.-]*(?: {_CAP}[\w'’.-]*){{0,3}}(?:, {_CAP}[\w.'’-]*)?)\s*")
_BETWEEN_NAMES = re.compile(r"\s*(?:;|,\s+and\s|,|\band\b|&)\s*")
_CLOSERS = "\"'”’»)]"
_INITIALS = re.compile(r"(?:\b[A-Z]\.){2,}$")
_FOLD = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "})


def read_byline(line: str) -> tuple[tuple[str, ...], Span | None] | None:
    """The authors a line such as "By Jane Doe" names, and where in it a place follows ("By Jane Doe | Lima").

    Returns:
        The names as written and the place's span within `line` or None; None when it is no byline.
    """
    if match := _BYLINE.fullmatch(line):
        city = _CITY.fullmatch(match["rest"] or "")
        place = None
        if city is not None:
            place = match.start("rest") + city.start("city"), match.start("rest") + city.end("city")
        return _names(match["names"]), place
    if len(line) <= 80 and not line.endswith(".") and _BY_STAFF.fullmatch(line):
        return (), None
    return None


def _names(words: str) -> tuple[str, ...]:
    """Three names from "Ann Roe, Bo Poe and Cy Coe"; in "Ann Roe, Daily Post" where she works follows the comma."""
    names = [name.strip() for name in _BETWEEN_NAMES.split(words) if name.strip()]
    if not re.search(r"\band\b|&|;", words):
        names = names[:1]
    return tuple(name for name in names if not _WORKPLACE.search(name))


def looks_like_headline(line: str) -> bool:
    """Whether a line that stands alone at the head of a report can be its headline: short, without a full stop."""
    bare = line.rstrip(_CLOSERS)
    if len(line) > LONGEST or not any(map(str.isalpha, line)) or not bare:
        return False
    if bare[-1] in ".:;," and not bare.endswith(("...", "U.S.", "U.N.", "U.K.")) and not _INITIALS.search(bare):
        return False
    words = line.split()
    return len(words) > 3 or (len(words) > 1 and not all(word[0].isupper() for word in words))


def find_given(text: str, start: int, headline: str) -> Span | None:
    """Where the headline that was given stands, when it is what `text` begins with from `start`, else None.

    Quotation marks, dashes and white space may differ; what follows must be the end of a line.
    """
    wanted = headline.strip()
    if not wanted:
        return None
    end = start + len(wanted)
    if text.startswith(wanted, start) and _ends_line(text, end):
        return start, end
    stop = re.compile(r"\n\s*\n|\Z").search(text, start, min(len(text), start + 2 * len(wanted) + 40))
    end = start + len(text[start : stop.start()].rstrip()) if stop is not None else start
    if end > start and _fold(text[start:end]) == _fold(wanted):
        return start, end
    return None


def _ends_line(text: str, end: int) -> bool:
    rest = text[end : end + 200].split("\n", 1)[0]
    return not rest.strip()


def _fold(text: str) -> str:
    return " ".join(text.translate(_FOLD).casefold().split())
