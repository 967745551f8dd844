"""Rows of the actor tables as entries: what a name, a noun of office or a spell of office says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from asreported.lexicons import Row, values
from asreported.records import ActorKind, International

Form = Literal["name", "adjective", "people", "capital", "seat", "noun"]
KINDS: frozenset[str] = frozenset({"person", "organization", "group", "state", "people", "document", "unnamed"})
SHORT_ACRONYM = 4
"""An all-capitals word up to this long may be an ordinary word in capitals (US, WHO, IS, AID)."""
_PIECES = re.compile(r"[^\W_]+(?:[.](?=[^\W_])[^\W_]+)*\.?|['’]s\b|['’]|[-–/&]")
_DEFAULT_KIND: Mapping[str, ActorKind] = {
    "countries": "state",
    "bodies": "organization",
    "groups": "group",
    "peoples": "people",
    "persons": "person",
    "offices": "person",
    "organs": "organization",
    "agents": "unnamed",
}
_FORMS: Mapping[str, tuple[tuple[str, Form], ...]] = {
    "countries": (("aliases", "name"), ("adjectives", "adjective"), ("people", "people"), ("capital", "capital"),
                  ("seats", "seat")),
    "peoples": (("words", "people"),),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What a table row says of an actor, under one of its forms.

    `table` is one of countries, bodies, groups, organs, offices, agents, peoples, persons. `words` is the lower-cased
    form of a noun, () for a name. `level` is an office's (head-of-state, military, honorific …; "style" for Mr and Dr);
    `gender` what the word itself says. `from_` and `to` bound the existence of the thing, ISO dates or "".
    """

    table: str
    row: str
    name: str
    form: Form
    kind: ActorKind | None = None
    country: str | None = None
    international: International | None = None
    sectors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    is_collective: bool = False
    level: str = ""
    gender: str = ""
    from_: str = ""
    to: str = ""
    ambiguous: bool = False
    changes: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def sectors_on(self, date: str | None) -> tuple[str, ...]:
        """The sectors on `date` (ISO): the last change before it, else `sectors`."""
        past = [sectors for since, sectors in self.changes if date is not None and since <= date]
        return past[-1] if past else self.sectors


@dataclass(frozen=True, slots=True)
class Spell:
    """Who held which office of which country, from when to when (half open, "" where open).

    `checked` is the last day an open end was known to be open, "" where that was not noted.
    """

    row: str
    person: str
    office: str
    country: str | None
    from_: str
    to: str
    checked: str = ""
    body: str = ""

    def holds(self, date: str) -> bool:
        """Whether the office was held on `date` (ISO).

        An open spell is taken to last to the end of the year after it was checked: longer and the table would name
        people who have left, shorter and it would be stale on the day it is published.
        """
        if date < self.from_ or (self.to and date >= self.to):
            return False
        return bool(self.to) or not self.checked or int(date[:4]) <= int(self.checked[:4]) + 1


def _kind(row: Row, default: ActorKind) -> ActorKind:
    kind = row.get("kind", "")
    return cast("ActorKind", kind) if kind in KINDS else default


def _international(row: Row) -> International | None:
    return cast("International", row["international"]) if row.get("international") else None


def _entry(table: str, row: Row, form: Form, words: tuple[str, ...] = (), *, ambiguous: bool = False) -> Entry:
    country = row.get("iso3") if table == "countries" else row.get("country")
    return Entry(
        table=table,
        row=row["row"],
        name=row.get("name") or row.get("title") or values(row.get("words", ""))[0],
        form=form,
        kind="people" if form == "people" else _kind(row, _DEFAULT_KIND[table]),
        country=country or None,
        international=_international(row),
        sectors=values(row.get("sectors", "")),
        words=words,
        is_collective=row.get("collective", "") in ("yes", "true", "1") or table == "organs",
        level="style" if row.get("honorific") == "yes" else row.get("level", ""),
        gender=_gender(row, words),
        from_=row.get("from", ""),
        to=row.get("until", "") or row.get("to", ""),
        ambiguous=ambiguous,
        changes=tuple(sorted(_change(change) for change in values(row.get("changes", "")))),
    )


def _change(text: str) -> tuple[str, tuple[str, ...]]:
    since, _, sectors = text.partition("=")
    return since, tuple(sectors.split("+"))


def _gender(row: Row, words: tuple[str, ...]) -> str:
    marked = dict(pair.split("=", 1) for pair in values(row.get("gendered", "")) if "=" in pair)
    genders = {tuple(_PIECES.findall(text.lower())): gender for text, gender in marked.items()}
    return {"m": "male", "f": "female"}.get(genders.get(words, ""), "")


def forms_of(table: str, row: Row) -> Iterator[tuple[str, Entry]]:
    """Each name under which a row can be found in text, with its entry; a form counts once a row."""
    ambiguous = values(row.get("ambiguous", ""))
    seen: set[str] = set()
    for column, form in (("name", "name"), *_FORMS.get(table, (("aliases", "name"),))):
        for text in values(row.get(column, "")):
            if text in seen or not any(char.isupper() for char in text):
                continue
            seen.add(text)
            shown: Form = "people" if table == "peoples" else form
            entry = _entry(table, row, shown, ambiguous=text in ambiguous)
            yield text, entry
            if table == "countries" and form != "capital" and len(text) > SHORT_ACRONYM and not text.isupper():
                yield text.upper(), entry


def noun_entries(table: str, row: Row) -> Iterator[Entry]:
    """The entries of a row as a noun, one for each form."""
    texts = (*values(row.get("words", "")), *((row["title"],) if row.get("title") else ()))
    seen: set[tuple[str, ...]] = set()
    for text in (form for cell in texts for form in dict.fromkeys((cell, cell.replace("'", "’")))):
        words = tuple(_PIECES.findall(text.lower()))
        if words and words not in seen and not (table == "peoples" and text != text.lower()):
            seen.add(words)
            yield _entry(table, row, "noun", words)


def phrases_of(cell: str) -> Iterator[tuple[str, ...]]:
    """The lower-cased tokens of each phrase of a cell."""
    for text in values(cell):
        yield tuple(_PIECES.findall(text.lower()))


def spell_of(row: Row) -> Spell:
    """A row of the spells as a spell."""
    return Spell(
        row["row"],
        row["person"],
        row["office"],
        row["country"] or None,
        row["from"],
        row["to"],
        row.get("checked", ""),
        row.get("body", ""),
    )
