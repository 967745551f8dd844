"""Which tokens are names of actors: the tables' names and the recogniser's, mended and brought together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from asreported.parsing.parse import Parse
from asreported.records import ActorKind, Place
from asreported.resolution.actors.headlines import is_headline
from asreported.resolution.actors.index import ActorIndex, Found
from asreported.resolution.actors.listed_names import ListedNames
from asreported.resolution.actors.metonyms import acts
from asreported.resolution.actors.name_edges import NameEdges, Piece
from asreported.resolution.actors.name_evidence import NameEvidence
from asreported.resolution.actors.name_parts import Name
from asreported.resolution.actors.name_shapes import NameShapes
from asreported.resolution.actors.nouns import Noun, head_of
from asreported.resolution.actors.rows import Entry

_OFFICES = frozenset({"minister", "official", "business", "spokesperson", "legislator", "diplomat"})
"""Levels of office whose words are nobody's surname."""
_OTHER = frozenset({"DATE", "TIME", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL", "PERCENT"})


class NameFinder:
    """Finds the names in one parse."""

    def __init__(self, parse: Parse, index: ActorIndex, nouns: Sequence[Noun], places: Sequence[Place] = ()) -> None:
        self.parse = parse
        self.index = index
        self.noun_at = {noun.start: noun for noun in nouns}
        self.taken = [False] * len(parse)
        self.known = ListedNames(parse, index, self.noun_at, {place.span[0]: place.country for place in places})
        self.listed = self.known.found
        covered = frozenset(t for f in self.listed if f.entries[0].table == "countries" for t in range(f.start, f.end))
        headlines = frozenset(n for n, bounds in enumerate(parse.paragraphs) if is_headline(parse, *bounds))
        literal = frozenset(place.span for place in places if place.use == "literal")
        self.shapes = NameShapes(parse, index, self.noun_at, covered, headlines, literal)
        self.edges = NameEdges(parse, index, self.noun_at)
        self.evidence = NameEvidence(parse, index, self.noun_at, self.taken, self.shapes.place_tokens)

    def find(self) -> list[Name]:
        """The names in text order; none overlaps another, but a country may stand before the name it belongs to."""
        listed = self.listed
        names = [self._body(*span) for span in self.shapes.bodies() if not self._is_listed(*span)]
        for name in names:
            self._take(name.start, name.end)
        for office, start, end in self.evidence.long_titled():
            if not any(f.start < end and f.end > start for f in listed):
                names.append(replace(self._person(start, end), office=office))
                self._take(start, end)
        pieces = [
            piece for entity in self.parse.entities for piece in self.edges.trim(entity.start, entity.end, entity.label)
        ]
        surnames = {self.parse.words[p.end - 1] for p in pieces if p.label == "PERSON" and self._size(p) > 1}
        surnames |= {word[0].upper() + word[1:] for word in surnames}  # "Al-Dhafiri" begins a sentence
        pieces = [part for piece in pieces for part in self._parted(piece, surnames)]
        starts, ends = [f.start for f in listed], [f.end for f in listed]
        for piece in pieces:
            if any(self.taken[piece.start : piece.end]):
                continue
            inside = listed[bisect_right(ends, piece.start) : bisect_left(starts, piece.end)]
            if (found_name := self._from_piece(piece, inside, surnames)) is not None:
                names.append(found_name)
                self._take(found_name.start, found_name.end)
        for found in listed:
            if not any(self.taken[found.start : found.end]):
                names.extend(self._from_table(found, surnames))
        names.extend(self._surname_of_office(surnames))
        names.extend(self._person(*span) for span in self.evidence.titled())
        names.extend(self._person(*span) for span in self.evidence.evident())
        last = {self.parse.words[n.end - 1] for n in names if n.kind == "person"}
        names.extend(self._overlooked(last | surnames | self._middle_surnames(names)))
        return self.shapes.trust(self._settle(sorted(self._persons(names), key=lambda name: name.start)))

    def _persons(self, names: Sequence[Name]) -> Iterator[Name]:
        """The names, a body of one word as a person where the report names somebody so in full."""
        words = self.parse.words
        full = [n for n in names if n.kind == "person" and n.end - n.start > 1]
        called = {words[t] for n in full for t in (n.start, n.end - 1)}
        for name in names:
            is_lone = name.kind == "organization" and name.entry is None and name.end - name.start == 1
            yield replace(name, kind="person") if is_lone and words[name.start] in called else name

    def _surname_of_office(self, surnames: set[str]) -> list[Name]:
        """Surnames that are offices too, where somebody of that name was named in full: "King" after "Ada King"."""
        words, tags, found = self.parse.words, self.parse.tags, []
        for token, noun in self.noun_at.items():
            if words[token] not in surnames or noun.end != token + 1 or self.taken[token] or tags[token] != "NNP":
                continue
            before = words[token - 1].lower() if token else ""
            if self.index.is_use("definite", before) or before in ("a", "an") or tags[token + 1 :][:1] == ("NNP",):
                continue
            found.append(Name(token, token + 1, token, "person"))
            self._take(token, token + 1)
        return found

    def _overlooked(self, surnames: set[str]) -> Iterator[Name]:
        """Surnames standing alone that the recogniser left out, of persons it found elsewhere: "Crane said"."""
        words, tags = self.parse.words, self.parse.tags
        for token, word in enumerate(words):
            if word not in surnames or self.taken[token] or token in self.noun_at or not word[0].isupper():
                continue
            beside = (*tags[max(0, token - 1) : token], *tags[token + 1 : token + 2])
            if tags[token] in ("NNP", "NN", "NNS", "NNPS") and "NNP" not in beside:
                self._take(token, token + 1)
                yield Name(token, token + 1, token, "person")

    def _middle_surnames(self, names: Sequence[Name]) -> set[str]:
        """The first of two surnames: "Marin" in "Eladio Marin Sotelo", which may stand for the whole."""
        words = self.parse.words
        middle = {
            words[t] for n in names if n.kind == "person" and n.end - n.start > 2 for t in range(n.start + 1, n.end - 1)
        }
        return {
            word
            for word in middle
            if len(word) > 3 and word.istitle() and word.lower() not in self.index.given_names
            and not self.index.is_use("particle", word.lower())
        }  # fmt: skip

    def _body(self, start: int, end: int) -> Name:
        lead = next((f.entries[0] for f in self.listed if f.start == start and f.entries[0].table == "countries"), None)
        return Name(start, end, head_of(self.parse, start, end), "organization", lead=lead)

    def _is_listed(self, start: int, end: int) -> bool:
        return any(f.start <= start and f.end >= end for f in self.listed)

    # ---- the recogniser's entities -----------------------------------------------------------------------------------

    def _same_sentence(self, one: int, other: int) -> bool:
        return self.parse.sentence_of[one] == self.parse.sentence_of[other]

    @staticmethod
    def _size(piece: Piece) -> int:
        return piece.end - piece.start

    def _from_piece(self, piece: Piece, inside: Sequence[Found], surnames: set[str]) -> Name | None:
        """The name an entity stands for, or None when the tables or the nouns know better."""
        if any(noun.start <= piece.start and piece.end <= noun.end for noun in self._nouns_near(piece)):
            return None
        exact = next((f for f in inside if f.start <= piece.start and f.end >= piece.end), None)
        words, start, end = self.parse.words, piece.start, piece.end
        is_surname = end - start == 1 and words[start] in surnames
        if exact is not None and not (is_surname and _may_be_surname(exact.entries)):
            return None
        if is_surname and piece.label != "NORP":
            return Name(start, end, start, "person")
        if piece.label in ("GPE", "LOC") or (piece.label == "PERSON" and self.shapes.is_place(start, end)):
            return None
        if end - start == 1 and self.index.is_pair(words[start]):
            return None
        if self.shapes.is_site(start, end) or (piece.label == "ORG" and self.shapes.is_literal(start, end)):
            return None
        start = self._after_titles(start, end)
        if start < end and words[start].lower() in ("'s", "’s", "of", "for", "and"):
            start = piece.start
        if piece.label != "ORG" or start > piece.start:
            return self._person_or_people(replace(piece, start=start), inside)
        return self._organization(piece, inside)

    def _parted(self, piece: Piece, surnames: set[str]) -> Iterator[Piece]:
        """A known surname and the house that the recogniser took for part of it: "Quill of the Dorn Institute"."""
        words = self.parse.words
        of = next((t for t in range(piece.start + 1, piece.end) if words[t] == "of"), piece.end)
        if piece.label != "PERSON" or of == piece.end or words[of - 1] not in surnames:
            yield piece
            return
        yield replace(piece, end=of)
        yield replace(piece, start=of + 1, label="ORG")

    def _nouns_near(self, piece: Piece) -> list[Noun]:
        """The nouns of two words or more that begin shortly before an entity's end."""
        near = (self.noun_at.get(t) for t in range(max(0, piece.start - 3), piece.end))
        return [noun for noun in near if noun is not None and noun.end - noun.start > 1]

    def _after_titles(self, start: int, end: int) -> int:
        """The first token after the honorifics and office nouns that open [start, end)."""
        while start < end:
            noun = self.noun_at.get(start)
            if self.index.is_use("honorific", self.parse.words[start].lower()):
                start += 1
            elif noun is not None and noun.entry.table in ("offices", "agents"):
                start = noun.end
            else:
                break
        return min(start, end)

    def _person_or_people(self, piece: Piece, inside: Sequence[Found]) -> Name | None:
        start, end, tags = piece.start, piece.end, self.parse.tags
        if start >= end or not any(tags[t] in ("NNP", "NNPS") for t in range(start, end)):
            return None
        if piece.label == "NORP":
            is_plural = tags[end - 1] == "NNPS" or (tags[end - 1] == "NNS")
            return Name(start, end, head_of(self.parse, start, end), "people") if is_plural and not inside else None
        first = next((f for f in inside if f.start == start and f.entries[0].form == "adjective"), None)
        if first is not None:
            start = first.end
        listed = next((f for f in inside if f.end == end and f.entries[0].kind == "person"), None)
        entry = self._same_person(listed, start) if listed is not None else None
        if entry is None and end - start > 1:
            entry = self.index.person(self.parse.text[slice(*self.parse.span(start, end))])
        if (
            start >= end
            or self.evidence.is_noun(start, end)
            or not any(tags[t] in ("NNP", "NNPS") for t in range(start, end))
        ):
            return None
        is_organization = entry is None and (
            (end < len(tags) and self.evidence.is_organization_noun(end))
            or self.evidence.follows_organization_noun(start)
            or self.evidence.stands_beside_organization_noun(start, end)
        )
        has_given = end - start > 1 and self.parse.words[start].lower() in self.index.given_names
        if not is_organization and not has_given and self.evidence.is_no_actor(end - 1):
            return None
        kind: ActorKind = "organization" if is_organization else "person"
        return Name(start, end, head_of(self.parse, start, end), kind, entry)

    def _same_person(self, listed: Found, start: int) -> Entry | None:
        """The listed person, unless given names before the listed form are not that person's."""
        entry = listed.entries[0]
        before = {self.parse.words[t].lower() for t in range(start, listed.start)}
        known = set(entry.name.lower().replace("-", " ").split())
        return entry if not before or before & known or listed.end - listed.start > 1 else None

    def _organization(self, piece: Piece, inside: Sequence[Found]) -> Name | None:
        start, end, tags = piece.start, piece.end, self.parse.tags
        covered = {t for f in inside for t in range(f.start, f.end)}
        if all(t in covered or not self.parse.words[t][0].isalnum() for t in range(start, end)):
            return None
        if all(self.index.is_use("corporate", self.parse.words[t].lower()) for t in range(start, end)):
            return None
        written = end - start - 2 * self.parse.words[start:end].count("-")
        head = head_of(self.parse, start, end)
        if self._ends_with_office(start, end):
            return None
        if written in (2, 3) and (
            self.evidence.shows_person(head, is_full=False)
            or self.evidence.follows_person_noun(start, head)
            or self._has_given_name(start, end)
        ):
            return Name(start, end, head, "person")
        if (after := self._after_inner_title(start, end)) is not None:
            return Name(after, end, head_of(self.parse, after, end), "person")
        country = next((f for f in inside if f.start == start and f.entries[0].table == "countries"), None)
        lead = country.end if country is not None else start
        if lead < end and self.parse.words[lead] in ("'s", "’s"):
            lead += 1
        if (
            lead >= end
            or self.evidence.is_noun(start, end)
            or (self.evidence.is_noun(lead, end) and not self._is_proper(lead, end))
        ):
            return None
        if country is not None and country.entries[0].form == "capital" and not self._has_organization(lead, end):
            return None
        if not tags[head].startswith("NN") or self.evidence.is_no_actor(head) or self.evidence.is_no_actor(end - 1):
            return None
        if not any(tags[t] in ("NNP", "NNPS") for t in range(lead, end)):
            return None
        return Name(start, end, head, "organization", lead=country.entries[0] if country is not None else None)

    def _ends_with_office(self, start: int, end: int) -> bool:
        """Whether an entity is a title alone: "Chief Road Officer"."""
        noun = next((n for t in range(start, end) if (n := self.noun_at.get(t)) is not None and n.end == end), None)
        return noun is not None and noun.entry.table == "offices" and noun.entry.level in _OFFICES

    def _has_given_name(self, start: int, end: int) -> bool:
        """Whether the words begin with a given name and end with none of a body's."""
        words, tags = self.parse.words, self.parse.tags
        if words[start].lower() not in self.index.genders or any(tags[t] != "NNP" for t in range(start, end)):
            return False
        if self.evidence.follows_organization_noun(start):
            return False
        uses = ("organization", "corporate", "place_noun", "not_actor", "portfolio", "premises")
        return not any(self.index.is_use(use, word.lower()) for word in words[start:end] for use in uses) and not any(
            t in self.noun_at for t in range(start, end)
        )

    def _after_inner_title(self, start: int, end: int) -> int | None:
        """The first token of a person's name in "Norland Army Sergeant Ada Quill", None if it is no such name."""
        for token in range(start, end):
            noun = self.noun_at.get(token)
            if noun is not None and noun.entry.table == "offices" and noun.end < end:
                rest = range(noun.end, end)
                if all(self.parse.tags[t] == "NNP" and t not in self.noun_at for t in rest):
                    return noun.end
        return None

    def _is_proper(self, start: int, end: int) -> bool:
        """Whether nouns of the tables are put together to a name of its own: "Forces Coalition"."""
        noun = self.noun_at.get(start)
        words = self.parse.words[start:end]
        return noun is not None and noun.end < end and all(word[0].isupper() for word in words)

    def _has_organization(self, start: int, end: int) -> bool:
        return any(
            t in self.noun_at or self.index.is_use("organization", self.parse.words[t].lower())
            for t in range(start, end)
        )

    # ---- the tables' names -------------------------------------------------------------------------------------------

    def _from_table(self, found: Found, surnames: set[str]) -> Iterable[Name]:
        parse, start, end = self.parse, found.start, found.end
        entry = found.entries[0]
        head = head_of(parse, start, end)
        cover = self.known.entity_over(start, end)
        if cover is not None and cover.label in _OTHER and entry.kind == "person":
            return
        if entry.kind == "person" and end - start == 1 and not self._stands_alone(start, entry):
            return
        if entry.table == "peoples" and self.known.is_part_of_place(start, end):
            return
        if entry.table == "countries" and not self.known.is_state(found):
            return
        if end - start == 1 and parse.words[start] in surnames and _may_be_surname(found.entries):
            yield Name(start, end, start, "person")
            return
        kept = tuple(e for e in found.entries if e.form not in ("capital", "seat"))
        if not kept:
            kept = found.entries[:1] if acts(parse, self.index, head, found.entries[0]) else ()
        if kept:
            self._take(start, end)
            chosen = kept[0] if len(kept) == 1 else self._choose(kept)
            yield Name(start, end, head, chosen.kind, chosen)

    def _stands_alone(self, token: int, entry: Entry) -> bool:
        """Whether no foreign given name stands before a one-word person's name."""
        before = token - 1
        if before < 0 or self.parse.heads[before] != token or self.parse.tags[before] != "NNP":
            return True
        word = self.parse.words[before].lower()
        return word in entry.name.lower().split() or word not in self.index.given_names

    def _choose(self, entries: Sequence[Entry]) -> Entry:
        """One of several rows with the same form: a state of today before one that is gone."""
        return min(entries, key=lambda e: (bool(e.to), e.table == "peoples", e.ambiguous, entries.index(e)))

    # ---- together ----------------------------------------------------------------------------------------------------

    def _person(self, start: int, end: int) -> Name:
        is_body = self.evidence.follows_organization_noun(start)
        return Name(start, end, head_of(self.parse, start, end), "organization" if is_body else "person")

    def _take(self, start: int, end: int) -> None:
        self.taken[start:end] = [True] * (end - start)

    def _settle(self, names: list[Name]) -> list[Name]:
        """The names without overlaps, and each name of several meanings as the one the report also names plainly.

        A group of such a name is meant only where the report names the group in full or its country.
        """
        plain = {n.entry.row for n in names if n.entry is not None and not n.entry.ambiguous}
        named = {n.entry.country for n in names if n.entry is not None and n.entry.table in ("countries", "peoples")}
        kept: list[Name] = []
        for name in names:
            if kept and name.start < kept[-1].end:
                continue
            entry = name.entry
            if entry is not None and entry.ambiguous and entry.row not in plain:
                other = self.index.alternatives(entry, self.parse.text[slice(*self.parse.span(name.start, name.end))])
                chosen = next((e for e in other if e.row in plain), None)
                if chosen is not None:
                    name = replace(name, entry=chosen, kind=chosen.kind)
                elif entry.table == "groups" and entry.country not in (None, *named):
                    cover = self.known.entity_over(name.start, name.end)
                    if cover is None or cover.label != "ORG":
                        continue
                    name = replace(name, entry=None, kind="organization")
            kept.append(name)
        return kept


def _may_be_surname(entries: Sequence[Entry]) -> bool:
    return all(e.kind == "person" or e.ambiguous or e.table == "bodies" for e in entries)
