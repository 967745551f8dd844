"""A report's cast with the means to ask about it, for every test of actors, coreference and speakers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from asreported.attributions.saying import Saying
from asreported.lexicons import Lexicons, Row
from asreported.parsing import Parse, SpacyParser
from asreported.records import Actor, DatelineSpan, Report
from asreported.resolution.actors.casting import resolve_cast
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.arguments import actors_at
from asreported.resolution.cast import Cast


class ListedLexicons(Lexicons):
    """The tables with an invented person and the office she held."""

    PERSONS = ({"row": "person/ines-kolar", "name": "Ines Kolar", "aliases": "Kolar", "country": "NOR"},)
    SPELLS = (
        {
            "row": "spell/ines-kolar-1",
            "person": "person/ines-kolar",
            "office": "office/foreign-minister",
            "country": "NOR",
            "from": "2019-01-01",
            "to": "2021-01-01",
            "source": "invented",
        },
    )

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted({*super().names, "actors/persons", "actors/spells"}))

    def rows(self, name: str) -> tuple[Row, ...]:
        return {"actors/persons": self.PERSONS, "actors/spells": self.SPELLS}.get(name) or super().rows(name)


@pytest.fixture(scope="session")
def actor_index(lexicons: Lexicons) -> ActorIndex:
    return ActorIndex(lexicons)


@pytest.fixture(scope="session")
def listed_index() -> ActorIndex:
    return ActorIndex(ListedLexicons())


@dataclass(frozen=True)
class Resolved:
    """A report's cast with the means to ask about it."""

    text: str
    parse: Parse
    cast: Cast

    def words(self, actor: Actor) -> list[str]:
        return [self.text[slice(*mention.span)] for mention in actor.mentions]

    def named(self, name: str) -> Actor:
        found = [actor for actor in self.cast.actors if actor.name == name]
        assert found, f"no {name!r} among {[actor.name for actor in self.cast.actors]}"
        return found[0]

    def of(self, words: str) -> Actor | None:
        """The actor that has a mention with exactly these words."""
        for actor in self.cast.actors:
            if words in self.words(actor):
                return actor
        return None

    def at(self, word: str, occurrence: int = 1) -> str | None:
        """The name of the actor that the n-th token `word` heads, or None."""
        tokens = [t for t, w in enumerate(self.parse.words) if w == word]
        found = self.cast.heads.get(tokens[occurrence - 1])
        return next((actor.name for actor in self.cast.actors if actor.id == found), None)

    def several(self, word: str) -> list[str]:
        """The names of the actors the phrase headed by `word` stands for."""
        names = {actor.id: actor.name for actor in self.cast.actors}
        return [names[one] for one in actors_at(self.parse, self.cast, self.parse.words.index(word))]


Resolve = Callable[..., Resolved]


def _resolver(parser: SpacyParser, index: ActorIndex) -> Resolve:
    def run(
        text: str, published: str | None = "2020-06-01", sayings: Sequence[Saying] = (), place: str = ""
    ) -> Resolved:
        dateline = DatelineSpan((0, len(place)), (0, len(place))) if place else None
        report = Report(text=text, published=published, dateline=dateline)
        [parse] = parser.parse([report])
        return Resolved(text, parse, resolve_cast(report, parse, sayings, index))

    return run


@pytest.fixture(scope="session")
def resolve(parser: SpacyParser, actor_index: ActorIndex) -> Resolve:
    """text, published, sayings, place of a dateline the text begins with -> Resolved."""
    return _resolver(parser, actor_index)


@pytest.fixture(scope="session")
def resolve_listed(parser: SpacyParser, listed_index: ActorIndex) -> Resolve:
    """The same with an invented person in the tables."""
    return _resolver(parser, listed_index)
