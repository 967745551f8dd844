"""What our tables know that an export's words are read with: countries, kinds of things, offices, who bears a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from asreported.lexicons import Lexicons, Row, values

_SPLIT = re.compile(r" (?:of|to|for|at|in)(?: the)? ")
_ARTICLE = re.compile(r"^the ")


class Knowledge:
    """Our tables by what a label can name in them.

    Arguments:
        lexicons: the tables the rows shall lie over.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self.rows: dict[str, tuple[Row, ...]] = {
            name: lexicons.rows(f"actors/{name}") for name in ("countries", "bodies", "groups", "persons", "spells")
        }
        states = [row for row in self.rows["countries"] if not row["part_of"] and not row["until"]]
        self.states = {row["iso3"]: row for row in states}
        self._iso2 = {row["iso2"]: row["iso3"] for row in lexicons.rows("places/countries")}
        self._country_names: dict[str, str] = {}
        self._adjectives: dict[str, str] = {}
        for row in states:
            for name in (row["name"], *values(row["aliases"])):
                self._country_names.setdefault(_ARTICLE.sub("", name.casefold()), row["iso3"])
            for adjective in values(row["adjectives"]):
                self._adjectives.setdefault(adjective.casefold(), row["iso3"])
        self.of_countries = {*self._country_names, *self._adjectives}
        self._kinds = {key: row for row in lexicons.rows("wikidata/kinds") for key in _kind_keys(row)}
        self._offices: dict[str, str] = {}
        for row in lexicons.rows("actors/offices"):
            if row["honorific"] != "yes" and not row["row"].startswith("office/former-"):
                for word in (row["title"], *values(row["words"])):
                    self._offices.setdefault(word.casefold(), row["row"])
        self._bodies = {
            name.casefold(): row["row"]
            for table in ("groups", "bodies")
            for row in self.rows[table]
            for name in (row["name"], *values(row["aliases"]))
        }
        self._names = {table: _by_name(self.rows[table]) for table in ("bodies", "groups", "persons")}
        self._numbers = {table: _by_number(self.rows[table]) for table in self._names}
        self._seats: dict[str, set[str]] = {}
        for row in self.rows["spells"]:
            self._seats.setdefault(row["office"], set()).add(row["body"])

    def country(self, text: str) -> str:
        """The code of the country that a code of two or three letters or a name means; "" for none of ours."""
        code = self._iso2.get(text, text)
        return code if code in self.states else self._country_names.get(_ARTICLE.sub("", text.casefold()), "")

    def kind(self, text: str) -> Row | None:
        """The row of `wikidata/kinds` for a class: by number, by label, by the longest end or head of a label."""
        label = text.casefold()
        heads = [label, *(_SPLIT.split(label)[:1])]
        for head in heads:
            if head in self._kinds or text in self._kinds:
                return self._kinds.get(text) or self._kinds[head]
        words = heads[-1].split()
        for first in range(1, len(words)):
            found = self._kinds.get(" ".join(words[first:]))
            if found is not None and found["table"] != "countries":
                return found
        return None

    def office(self, label: str, bodies: Mapping[str, str]) -> tuple[str, str, str] | None:
        """What an office's label says: our office, the country or else the body it is of ("" where it does not say).

        Arguments:
            label: "President of Ruritania", "French foreign minister".
            bodies: names of bodies beside ours, folded, to rows.
        """
        text = _ARTICLE.sub("", label.casefold())
        if text in self._offices:
            office = self._offices[text]
            return office, "", self._only_seat(office)
        for head, tail in _heads_and_tails(text):
            if head in self._offices:
                if country := self.country(tail):
                    return self._offices[head], country, ""
                if body := bodies.get(tail) or self._bodies.get(tail):
                    office = self._offices.get(f"{tail} {head}", self._offices[head])
                    return office, "", body
        words = text.split()
        for size in range(1, min(len(words), 5)):
            country = self._adjectives.get(" ".join(words[:size])) or self.country(" ".join(words[:size]))
            if country and (rest := " ".join(words[size:])) in self._offices:
                return self._offices[rest], country, ""
        return None

    def _only_seat(self, office: str) -> str:
        """The one body whose office it is in all spells of ours."""
        seats = self._seats.get(office, set())
        return next(iter(seats)) if len(seats) == 1 else ""

    def ours(self, table: str, number: str, name: str, country: str) -> Row | None:
        """Our row for an item: the one with its number, else the one that bears its name, of the same country.

        Several rows that fit are none.
        """
        same = self._numbers[table].get(number, []) or [
            row
            for row in self._names[table].get(name.casefold(), [])
            if not row["wikidata"] and (row["country"] == country or not (row["country"] and country))
        ]
        return same[0] if len(same) == 1 else None


def _by_name(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by each of their names, folded."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        for name in {name.casefold() for name in (row["name"], *values(row["aliases"]))}:
            found.setdefault(name, []).append(row)
    return found


def _by_number(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by their Wikidata number."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["wikidata"]:
            found.setdefault(row["wikidata"], []).append(row)
    return found


def _kind_keys(row: Row) -> tuple[str, ...]:
    return (*values(row["classes"]), *values(row["words"]))


def _heads_and_tails(text: str) -> Iterator[tuple[str, str]]:
    """Each way to part "minister of defence of ruritania", longest head first."""
    for split in reversed(list(_SPLIT.finditer(text))):
        yield text[: split.start()], text[split.end() :]
