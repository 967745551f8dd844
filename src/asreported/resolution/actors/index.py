"""The actor tables made searchable: names found in running text, nouns of office and kind found token by token."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from asreported.lexicons import Lexicons, Row, values
from asreported.lexicons.phrases import Phrases
from asreported.parsing.parse import Parse
from asreported.records import Role
from asreported.resolution.actors.rows import SHORT_ACRONYM, Entry, Spell, forms_of, noun_entries, phrases_of, spell_of
from asreported.resolution.confidence import Confidences

NAMED = ("countries", "bodies", "groups", "peoples", "persons")
_NOUNS = ("offices", "organs", "agents", "peoples")
_WORD_TAGS = frozenset({"PRP", "WP", "VBZ", "VBP", "VB", "MD", "IN", "DT", "RB", "CC", "TO"})


@dataclass(frozen=True, slots=True)
class Found:
    """A name of the tables in the text: tokens [start, end) and the entries it can stand for."""

    start: int
    end: int
    entries: tuple[Entry, ...]


class ActorIndex:
    """All actor tables and the small tables of resolution, built once and shared by every report.

    Arguments:
        lexicons: the tables, with a researcher's overlay if there is one. Tables that are not there count as empty.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        rows = {name: _rows(lexicons, f"actors/{name}") for name in {*NAMED, *_NOUNS, "spells", "epithets"}}
        names: dict[str, list[Entry]] = {}
        self.by_row: dict[str, Entry] = {}
        for table in NAMED:
            for row in rows[table]:
                for form, entry in forms_of(table, row):
                    names.setdefault(fold(form), []).append(entry)
                    self.by_row.setdefault(entry.row, entry)
        self._entries = {form: tuple(entries) for form, entries in names.items()}
        self._names = Phrases({form: found for form, found in self._entries.items() if form})
        self._row_words: dict[str, tuple[str, ...]] = {}
        self._nouns = self._noun_phrases(rows)
        self.spells = tuple(spell_of(row) for row in rows["spells"])
        self._spells_of: dict[str, list[Spell]] = {}
        self._holders: dict[str, list[Spell]] = {}
        for spell in self.spells:
            self._spells_of.setdefault(spell.person, []).append(spell)
            self._holders.setdefault(spell.office, []).append(spell)
        states = [row["row"] for row in rows["countries"] if not row.get("part_of") and not row.get("until")]
        self.countries = {country: self.by_row[row] for row in states if (country := self.by_row[row].country)}
        self._surnames: dict[str, list[Entry]] = {}
        self._persons: dict[str, Entry] = {}
        for entry in self.by_row.values():
            if entry.table == "persons":
                self._persons.setdefault(fold(entry.name).lower(), entry)
        for row in rows["persons"]:
            entry = self.by_row[row["row"]]
            for surname in sorted({fold(f).lower().split()[-1] for f in (row["name"], *values(row["aliases"]))}):
                self._surnames.setdefault(surname, []).append(entry)
        self.words = _word_uses(_rows(lexicons, "resolution/words"))
        self.pronouns = {w: row for row in _rows(lexicons, "resolution/pronouns") for w in values(row["words"])}
        self.official_names = self._official_names(rows["countries"])
        self.loaded = _loaded(_rows(lexicons, "wording/terms"))
        given = _rows(lexicons, "resolution/given_names")
        self.given_names = frozenset(w for row in given if row["shows"] == "person" for w in values(row["words"]))
        self.genders = {w: row["gender"] for row in given for w in values(row["words"])}
        self._endings = [
            (row["ending"], row["gender"], row["position"], int(row["least_letters"]), values(row["exceptions"]))
            for row in _rows(lexicons, "resolution/name_endings")
        ]
        self.confidences = Confidences(lexicons)

    def _noun_phrases(self, rows: Mapping[str, Iterable[Row]]) -> dict[str, tuple[Entry, ...]]:
        nouns: dict[str, list[Entry]] = {}
        for row in rows["epithets"]:
            for words in phrases_of(row["words"]):
                meant = replace(self.by_row[row["actor"]], table="epithets", form="noun", words=words)
                nouns.setdefault(words[0], []).append(meant)
        for table in _NOUNS:
            for row in rows[table]:
                self._row_words[row["row"]] = values(row["words"])
                for entry in noun_entries(table, row):
                    self.by_row.setdefault(entry.row, entry)
                    nouns.setdefault(entry.words[0], []).append(entry)
        return {first: tuple(sorted(found, key=lambda e: -len(e.words))) for first, found in nouns.items()}

    @staticmethod
    def _official_names(countries: Iterable[Row]) -> dict[str, tuple[str, ...]]:
        """What stands before "of" in official names, to countries: "Islamic Republic" to IRN, PAK, MRT."""
        found: dict[str, list[str]] = {}
        for row in countries:
            for alias in values(row.get("aliases", "")):
                kind, of, _ = alias.partition(" of ")
                if of and row.get("iso3") and row["iso3"] not in found.setdefault(kind.lower(), []):
                    found[kind.lower()].append(row["iso3"])
        return {kind: tuple(codes) for kind, codes in found.items()}

    def names(self, parse: Parse) -> list[Found]:
        """The names of the tables in the text, longest first at each place, aligned with tokens."""
        starts = {start: token for token, start in enumerate(parse.starts)}
        ends = {end: token + 1 for token, end in enumerate(parse.ends)}
        found = []
        for (start, end), entries in self._names.find(fold(parse.text)):
            first, last = starts.get(start), ends.get(end)
            if last is None:
                last = ends.get(end + 1) if parse.text[end : end + 1] == "." else None
            if first is None or last is None or not _is_name(parse, first, last):
                continue
            found.append(Found(first, last, entries))
        return found

    def is_name(self, word: str) -> bool:
        """Whether a word is a listed name by itself."""
        return fold(word) in self._entries

    def gender_of(self, words: Sequence[str]) -> str:
        """What a person's name hints at: its given name, else how a patronymic or family name ends; "" for nothing."""
        lower = [word.lower() for word in words]
        if len(lower) > 1 and (gender := self.genders.get(fold(lower[0]))):
            return gender
        for ending, gender, position, least, exceptions in self._endings:
            places = lower[-1:] if position == "last" else lower[1:-1]
            if any(w.endswith(ending) and len(w) >= least and w not in exceptions for w in places):
                return gender
        return ""

    def is_pair(self, word: str) -> bool:
        """Whether a word is listed names joined by a hyphen: "U.S.-China"."""
        parts = fold(word).split("-")
        return len(parts) > 1 and all(part in self._entries for part in parts)

    def alternatives(self, entry: Entry, form: str) -> tuple[Entry, ...]:
        """The other rows that a form can stand for."""
        return tuple(e for e in self._entries.get(fold(form), ()) if e.row != entry.row)

    def nouns(self, parse: Parse, tokens: Iterable[int]) -> Iterator[tuple[int, int, Entry]]:
        """(first token, last token + 1, entry) of each noun of office, organ or agent, none inside another."""
        words, lemmas, size = parse.words, parse.lemmas, len(parse)
        reached = 0
        for token in tokens:
            if token < reached:
                continue
            word = words[token].lower()
            for entry in (*self._nouns.get(word, ()), *self._nouns.get(_other(lemmas[token].lower(), word), ())):
                end = token + len(entry.words)
                is_here = end <= size and (
                    len(entry.words) == 1
                    or all(
                        expected in (words[at].lower(), lemmas[at].lower())
                        for at, expected in enumerate(entry.words[1:], token + 1)
                    )
                )
                if is_here and not _splits_name(parse, token, end):
                    yield token, end, entry
                    reached = end
                    break

    def roles(self, person: str, date: str | None) -> list[tuple[Role, tuple[str, ...], str | None]]:
        """What the tables say a person was on `date`: role, sectors, country; none without a date."""
        if date is None:
            return []
        found = []
        for spell in self._spells_of.get(person, ()):
            office = self.by_row.get(spell.office)
            if office is not None and spell.holds(date):
                body = self.by_row.get(spell.body)
                text = self.title(office, spell.country) if body is None else f"{office.name} of the {body.name}"
                role = Role(text, "lexicon", spell.row, None, (spell.from_, spell.to or None))
                found.append((role, office.sectors, spell.country))
        return found

    def is_past(self, person: str, date: str) -> bool:
        """Whether every office the tables know of the person had ended by `date`."""
        spells = self._spells_of.get(person, ())
        return bool(spells) and all(spell.to and spell.to <= date for spell in spells)

    def spells_of(self, person: str) -> tuple[Spell, ...]:
        """The offices a person held, with dates."""
        return tuple(self._spells_of.get(person, ()))

    def capital(self, name: str) -> Entry | None:
        """The state whose capital bears this name, None if several do or it may be something else."""
        found = [e for e in self._entries.get(fold(name), ()) if e.form in ("capital", "seat")]
        return found[0] if len(found) == 1 and not found[0].ambiguous else None

    def country_of_place(self, name: str) -> str | None:
        """The country a capital or a country's own name stands for, whatever its case; None for other places."""
        forms = (name, name.title())
        found = {e.country for form in forms for e in self._entries.get(fold(form), ()) if e.table == "countries"}
        return found.pop() if len(found) == 1 else None

    def offices(self, person: str) -> frozenset[str]:
        """The offices a person ever held, by row."""
        return frozenset(spell.office for spell in self._spells_of.get(person, ()))

    def holder(
        self, office: str, country: str | None, date: str | None, bodies: frozenset[str] = frozenset()
    ) -> Entry | None:
        """The one person who held the office on `date`, or None: nobody listed, several, or no date.

        Arguments:
            office: the office's row.
            country: the country it is said to be of, None if none is said.
            date: the day (ISO).
            bodies: the bodies it is said to be of, by row; where neither is said the office must have but one seat.
        """
        if date is None:
            return None
        spells = self._holders.get(office, ())
        if bodies:
            fitting = [spell for spell in spells if spell.body in bodies]
        elif country is not None:
            fitting = [spell for spell in spells if spell.country == country and not self._is_international(spell)]
        else:
            fitting = list(spells) if len({spell.body or spell.country for spell in spells}) == 1 else []
        people = {spell.person for spell in fitting if spell.holds(date)}
        return self.by_row.get(people.pop()) if len(people) == 1 else None

    def _is_international(self, spell: Spell) -> bool:
        """Whether an office is one of an international body: its holder's country is only where they are from."""
        body = self.by_row.get(spell.body)
        return body is not None and body.international is not None

    def person(self, name: str) -> Entry | None:
        """The listed person of this full name, whatever its capitals and accents."""
        return self._persons.get(fold(name).lower())

    def bearers(self, surname: str, offices: Iterable[str], country: str | None, date: str | None) -> list[Entry]:
        """The listed persons of this surname who held one of the offices, in `country` if known.

        Whoever held it on `date` (ISO), else whoever ever did before: papers go on calling people by their office.
        """
        held = [
            (entry, spell)
            for entry in self._surnames.get(fold(surname).lower(), ())
            for spell in self._spells_of.get(entry.row, ())
            if spell.office in offices and country in (None, spell.country) and (date is None or spell.from_ <= date)
        ]
        now = {entry.row for entry, spell in held if date is not None and spell.holds(date)}
        ever = {entry.row for entry, _ in held}
        return [self.by_row[row] for row in sorted(now or ever)]

    def incumbent(self, surname: str, date: str | None) -> Entry | None:
        """The one listed person of this surname who holds any office on `date`, or None: nobody names Putin in full."""
        if date is None:
            return None
        entries = self._surnames.get(fold(surname).lower(), ())
        found = [e for e in entries if any(spell.holds(date) for spell in self._spells_of.get(e.row, ()))]
        return found[0] if len(found) == 1 else None

    def plain_word(self, row: str, word: str) -> str:
        """The first single word of a noun's row that is not loaded, plural if `word` looks plural; "" for none."""
        is_plural = word.endswith(("s", "men"))
        found = (w for w in self._row_words.get(row, ()) if " " not in w and w not in self.loaded)
        return next((w for w in found if w.endswith(("s", "men")) == is_plural), "")

    def title(self, office: Entry, country: str | None) -> str:
        """An office with its country: "president of Iran"."""
        place = self.countries.get(country) if country else None
        if place is None or place.name in office.name:
            return office.name
        article = "the " if self.is_use("article_country", place.name.lower()) else ""
        return f"{office.name} of {article}{place.name}"

    def is_use(self, use: str, word: str) -> bool:
        """Whether table `resolution/words` lists the lower-cased word under `use`."""
        return word in self.words.get(use, frozenset())


_BLANKS = str.maketrans("\n\r\t\v\f", "     ")


def fold(text: str) -> str:
    """The text with accents, curly apostrophes and white space made plain, one character for one."""
    if text.isascii():
        return text.translate(_BLANKS)
    return "".join(_plain(char) for char in text)


def _plain(char: str) -> str:
    if char.isascii():
        return char.translate(_BLANKS)
    if char in "’‘ʼ`´":
        return "'"
    if char.isspace():
        return " "
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isalnum() else char


def _other(lemma: str, word: str) -> str:
    return lemma if lemma != word else ""


def _rows(lexicons: Lexicons, name: str) -> tuple[Row, ...]:
    return lexicons.rows(name) if name in lexicons.names else ()


def _word_uses(rows: Iterable[Row]) -> dict[str, frozenset[str]]:
    return {row["row"].split("/", 1)[1]: frozenset(values(row["words"])) for row in rows}


def _splits_name(parse: Parse, start: int, end: int) -> bool:
    """Whether a noun would begin inside a name and end outside: "union official" in "European Union official"."""
    words, tags = parse.words, parse.tags
    if start == 0 or end - start < 2 or not words[start][0].isupper() or not words[end - 1].islower():
        return False
    before = start - 1
    return (
        tags[before] == "NNP" and words[before][0].isupper() and parse.sentence_of[before] == parse.sentence_of[start]
    )


def _loaded(rows: Iterable[Row]) -> frozenset[str]:
    """The single words, in small letters, that table `wording/terms` calls loaded."""
    forms = (form for row in rows if row["kind"] == "loaded" for form in values(row["forms"]) if form.islower())
    found = {form.removeprefix("the ") for form in forms}
    return frozenset(form for form in found if " " not in form)


def _is_name(parse: Parse, first: int, last: int) -> bool:
    """Whether tokens are written as a name: not a short word in capitals that the tagger reads as an ordinary one."""
    if last - first > 1:
        return True
    word = parse.words[first]
    return not (word.isupper() and len(word) <= SHORT_ACRONYM and parse.tags[first] in _WORD_TAGS)
