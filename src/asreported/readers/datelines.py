"""Datelines: "LIMA, March 3 (Reuters) -" and its relatives, at the head of a report."""

from __future__ import annotations

import re
from collections.abc import Mapping

from asreported.lexicons import Lexicons, values
from asreported.records import DatelineSpan, Span

_CAPITALS = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢİĪĶŁŃŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽ"
_ARTICLE = r"(?:Mc|Mac|Al-|al-|El-|el-|Ad-|ad-|As-|as-|D['’]|L['’])?"
_UPPER = rf"{_ARTICLE}[{_CAPITALS}][{_CAPITALS}'’.]+(?:[-‑][{_CAPITALS}][{_CAPITALS}'’.]*)*"
_TITLE = rf"(?:al-|el-|ad-|as-)?[{_CAPITALS}][\w'’.]*(?:[-‑][\w'’.]+)*"
_UPPER_PLACE = rf"{_UPPER}(?: (?:{_UPPER}|de|del|du|la|of|and|the|di|do|da|am|an|der|y)\b\.?){{0,4}}"
_TITLE_PLACE = rf"{_TITLE}(?:(?<![a-z]{{3}}\.) (?:{_TITLE}|de|del|du|la|of|the|di|do|da|am|y)\b\.?){{0,3}}"
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?i:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_DAY = rf"(?:{_MONTH} ?\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})\b(?:,? (?:19|20)\d\d)?"
_DATE = rf"(?:(?:{_WEEKDAY},? )?{_DAY}|(?i:mon|tues|wednes|thurs|fri|satur|sun)day)"
_NOT_DATE = rf"(?!{_DATE}\b)"
_REGION = rf", {_NOT_DATE}{_TITLE}(?:(?<![a-z]{{3}}\.) (?:{_TITLE}|of|and|the)\b\.?){{0,3}}"
_LONGEST = 160
"""A dateline longer than this many code points is none: the longest seen in 500 newswire stories is 71."""


class DatelineTable:
    """What tells a dateline: the agencies that sign them, and the words in capitals that are no place."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._agencies: Mapping[str, str] = {
            form: row["name"] for row in lexicons.rows("readers/agencies") for form in values(row["forms"])
        }
        self._labels = {word for row in lexicons.rows("readers/labels") for word in values(row["words"])}
        known = "|".join(re.escape(form) for form in sorted(self._agencies, key=lambda form: (-len(form), form)))
        bracket = r"\((?P<bracket>[^()\n]{2,40})\)|\[(?P<square>[^\[\]\n]{2,40})\]|/(?P<slash>[^/\n]{2,30})/"
        agency = rf"(?P<agency>{bracket}|(?P<bare>{known})(?![\w]))"
        dash = r"(?P<dash>,?\s*(?:--+|[—–―‒])\s*|,?\s+-\s+|\s-(?=[A-Z“\"])|-\s+|\s?:\s+|(?<=[)\]]):)"
        rest = (
            rf"(?:(?:[,.]\s?|\s)(?P<date>{_DATE})\s*(?=[\s,.()\[/:—–-]))?"
            rf"(?:[,.]?\s?{agency})?"
            rf"(?:,?\s(?P<date2>{_DATE}))?"
            rf"(?:{dash}|(?P<stop>\.\s+)|(?P<blank>\s+))"
        )
        regions = rf"(?:(?!, (?:{known})\s?[-–—:]){_REGION}){{0,2}}"
        self._upper = re.compile(rf"(?P<place>{_UPPER_PLACE}(?: ?/ ?{_UPPER_PLACE}){{0,3}}{regions}){rest}")
        self._title = re.compile(rf"(?P<place>{_TITLE_PLACE}(?:/{_TITLE_PLACE}){{0,2}}{regions}){rest}")
        self._signed = re.compile(rf"{agency}(?:{dash}|(?P<stop>\.\s+)|(?P<blank>\s+))")

    def publisher(self, agency: str) -> str | None:
        """The agency that signs itself so, by the name the table gives it, or None when the table has none."""
        for part in (agency, *re.split(r"[/,&]| and ", agency)):
            if (name := self._agencies.get(part.strip(" @."))) is not None:
                return name
        return None

    def find(self, text: str, line: Span, *, is_first: bool) -> DatelineSpan | None:
        """The dateline `line` begins with.

        Arguments:
            text: the report's text.
            line: the line's span, without white space at its edges.
            is_first: whether it is the first line of the story. Further down only a dateline with an agency or a date
                is taken for one, since words in capitals before a dash are also headings.

        Returns:
            Its spans, from its first letter up to and with its dash, or None.
        """
        start = line[0]
        end = min(line[1], start + _LONGEST)
        if end - start < 5 or not (text[start].isupper() or text[start] in "([/aed"):
            return None
        for pattern in (self._upper, self._title):
            if (match := pattern.match(text, start, end)) and self._holds(match, text, is_first=is_first):
                return self._spans(match)
        if (match := self._signed.match(text, start, end)) and self._is_signature(match):
            return self._spans(match)
        return None

    def _is_signature(self, match: re.Match[str]) -> bool:
        found = match.groupdict()
        if found["bare"] is not None:
            return found["dash"] is not None and ":" not in found["dash"]
        return found["stop"] is None and self._is_known(match)

    def _is_known(self, match: re.Match[str]) -> bool:
        span = _agency_span(match)
        return span is not None and self.publisher(match.string[span[0] : span[1]]) is not None

    def _holds(self, match: re.Match[str], text: str, *, is_first: bool) -> bool:
        found = match.groupdict()
        place = found["place"]
        has_date = bool(found["date"] or found["date2"])
        has_dash, has_colon = found["dash"] is not None, ":" in (found["dash"] or "")
        head = text[match.end() : match.end() + 1]
        if self._is_label(place) or not head.strip():
            return False
        if self._is_known(match):
            return has_dash or (match.group("bare") is None and not head.islower())
        if not has_dash:  # "MOSCOW, November 21. /Agency/. Talks …": slashes and a date leave no doubt
            return has_date and found["slash"] is not None and found["stop"] is not None
        if match.re is self._title:
            return has_date
        if has_date or found["agency"] is not None:
            return True
        rest = text[match.end() : match.end() + 40].split("\n", 1)[0]
        if not is_first or head.islower() or rest.isupper():
            return False
        return not has_colon or (len(place) > 4 and not _is_transcript(text))

    def _is_label(self, place: str) -> bool:
        words = re.split(r"[,/]", place)[0].strip()
        return place in self._agencies or words in self._labels or words.split(" ")[0].rstrip(".") in _MONTH_WORDS

    def _spans(self, match: re.Match[str]) -> DatelineSpan:
        found = match.groupdict()
        end = match.start("dash") + len(found["dash"].rstrip()) if found["dash"] else match.end()
        end = match.start() + len(match.string[match.start() : end].rstrip())
        date = "date" if found.get("date") else "date2" if found.get("date2") else None
        return DatelineSpan(
            span=(match.start(), end),
            place_span=_place_span(match) if found.get("place") else None,
            agency_span=_agency_span(match),
            date_span=match.span(date) if date is not None else None,
        )


_MONTH_WORDS = {
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "On", "In", "By", "The",
}  # fmt: skip


def _place_span(match: re.Match[str]) -> Span:
    """The place without a full stop that ends it ("Moscow. 5 March."), but with one that belongs to it ("D.C.")."""
    start, end = match.span("place")
    place = match["place"]
    if place.endswith(".") and place.count(".") == 1 and "," not in place:
        end -= 1
    return start, end


def _agency_span(match: re.Match[str]) -> Span | None:
    for name in ("bracket", "square", "slash", "bare"):
        if match.group(name) is not None and not re.fullmatch(_DATE, match.group(name)):
            return match.span(name)
    return None


def _is_transcript(text: str) -> bool:
    """Whether lines begin with speakers in capitals and a colon, as interviews in questions and answers do."""
    return len(re.findall(rf"^(?:{_UPPER} ?){{1,3}}:", text[:8_000], re.MULTILINE)) > 1
