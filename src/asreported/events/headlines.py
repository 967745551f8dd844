"""A headline tells in short what the report's body tells: which of their deeds are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from asreported.events.drafts import Draft
from asreported.events.scene import Filler, Scene
from asreported.records import Actor

SIDES = ("actors", "recipients")
SKIPPED = frozenset({"the", "a", "an", "of", "in", "and", "at", "least", "its", "his", "her", "their", "for", "from"})


def fit_headline(scene: Scene, drafts: Sequence[Draft]) -> dict[int, Draft]:
    """The body's telling for each of the headline's deeds, by the headline trigger's token.

    It is the first deed of the same type whose sides may be the same: "finance minister resigns" and "Finance
    Minister A B resigned", "two officers killed" and "Two customs officers were killed". A body deed serves once.
    """
    upper = [d for d in drafts if d.token in scene.headline]
    lower = [d for d in drafts if d.token not in scene.headline]
    names = {actor.id: actor for actor in scene.cast.actors} if upper and lower else {}
    found: dict[int, Draft] = {}
    taken: set[int] = set()
    for short in upper:
        for full in lower:
            if full.token not in taken and _is_told_again(scene, names, short, full):
                found[short.token] = full
                taken.add(full.token)
                break
    return found


def complete(short: Draft, full: Draft) -> Draft:
    """The headline's telling with the actors that the body names, at the headline's own words where it has some."""
    return replace(
        short, actors=_renamed(short.actors, full.actors), recipients=_renamed(short.recipients, full.recipients)
    )


def _renamed(own: tuple[Filler, ...], theirs: tuple[Filler, ...]) -> tuple[Filler, ...]:
    if not own or not theirs:
        return own
    return tuple((actor, own[min(n, len(own) - 1)][1]) for n, (actor, _) in enumerate(theirs))


def _is_told_again(scene: Scene, names: dict[str, Actor], short: Draft, full: Draft) -> bool:
    if short.event != full.event or (short.realis == "denied") != (full.realis == "denied"):
        return False
    if short.mode is not None and full.mode is not None and short.mode != full.mode:
        return False
    if not _may_speak(scene, names, short, full):
        return False
    shared = 0
    for side in SIDES:
        own = [names[actor] for actor, _ in getattr(short, side)]
        theirs = [names[actor] for actor, _ in getattr(full, side)]
        if own and theirs:
            if not any(_may_be(scene, one, other) for one in own for other in theirs):
                return False
            shared += 1
    return shared > 0


def _may_speak(scene: Scene, names: dict[str, Actor], short: Draft, full: Draft) -> bool:
    """Whether both are told on compatible words: "Paraguay says", "Paraguay's ministry said"."""
    if "report" in (short.voice, full.voice) or short.voice == full.voice:
        return True
    own, theirs = ([names[one] for one in scene.attributions[scene.number_of[d.voice]].speaker] for d in (short, full))
    return not own or not theirs or any(_may_be(scene, one, other) for one in own for other in theirs)


def _may_be(scene: Scene, one: Actor, other: Actor) -> bool:
    """Whether two actors may be one: the same, of one country and calling, or with a word and a number in common."""
    if one.id == other.id:
        return True
    if one.country and other.country and one.country != other.country:
        return False
    if "state" in (one.kind, other.kind):
        return one.country is not None and one.country == other.country
    mine, theirs = _words(one), _words(other)
    numbers = [{w for w in words if w in scene.table.quantities or w.isdigit()} for words in (mine, theirs)]
    if numbers[0] and numbers[1] and not numbers[0] & numbers[1]:
        return False
    return bool((mine & theirs) - numbers[0])


def _words(actor: Actor) -> set[str]:
    texts = [actor.name, *(role.text for role in actor.roles)]
    return {word for text in texts for word in text.lower().split() if word not in SKIPPED}
