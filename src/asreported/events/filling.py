"""Filling: who stands in the slots of a frame that fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asreported.events.clauses import Clause, prepositional
from asreported.events.scene import Filler, Scene
from asreported.events.table import Frame

COMPLEMENT_SLOTS = ("object", "dative", "to", "with", "against", "on", "from", "for", "of", "in", "into", "between")


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fits: its trigger tokens (the first is the predicate's own), its clause and who fills its slots."""

    frame: Frame
    token: int
    trigger: tuple[int, ...]
    clause: Clause
    actors: tuple[Filler, ...]
    recipients: tuple[Filler, ...]
    slot: str


def fill(scene: Scene, frame: Frame, token: int, light: tuple[int, ...], clause: Clause) -> Match:
    """The match of a frame that fits, its slots tried in the frame's order."""
    actors = next((found for slot in frame.actor if (found := find_fillers(scene, slot, clause))), [])
    if not actors and frame.event == "PROTEST" and clause.is_passive:
        actors = [f for t in clause.objects for f in scene.actors(t)]  # "thousands protested": no participle
    taken = {actor for actor, _ in actors}
    recipients: list[Filler] = []
    name = ""
    for slot in frame.recipient:
        recipients = [f for f in find_fillers(scene, slot, clause, places=True) if f[0] not in taken]
        if recipients:
            name = slot
            break
    if not recipients and _is_suffered(scene, token, actors):
        actors, recipients = [], actors
    particle = [
        c for c in scene.parse.children[token] if frame.particle and scene.parse.words[c].lower() == frame.particle
    ]
    if frame.is_reciprocal and recipients:
        actors, recipients = [*actors, *recipients], []
    trigger = tuple(dict.fromkeys((token, *particle[:1], *light)))
    return Match(frame, token, trigger, clause, once(actors), once(recipients), name)


def _is_suffered(scene: Scene, token: int, owners: list[Filler]) -> bool:
    """Whether a deed's possessor is its victim: "the minister's killing", "their arrest", not "the army's killing"."""
    parse = scene.parse
    if parse.tags[token][0] != "N" or parse.lemmas[token].lower() not in scene.table.realis("suffered") or not owners:
        return False
    is_before = all(head < token for _, head in owners)  # no "by"
    return is_before and not any(actor in scene.armed or scene.kinds[actor] == "state" for actor, _ in owners)


def once(fillers: list[Filler]) -> tuple[Filler, ...]:
    """Each actor once, at its first word."""
    seen: dict[str, Filler] = {}
    for filler in fillers:
        seen.setdefault(filler[0], filler)
    return tuple(seen.values())


def find_fillers(scene: Scene, slot: str, clause: Clause, *, places: bool = False) -> list[Filler]:
    """Who fills a slot: the word itself, else whose it is, else (for `places`) the state it lies in."""
    if slot == "complement":
        return _complement(scene, clause)
    if slot == "condition":
        return _condition(scene, clause)
    if slot == "mod":
        return scene.owners(clause.verb) if scene.parse.tags[clause.verb][0] == "N" else []
    found: list[Filler] = []
    for token in _slot_tokens(scene, slot, clause):
        if slot == "in" and scene.parse.tags[clause.verb][0] == "N" and token not in scene.place_at:
            continue  # "an attack in the Daily News" was not on the paper
        found += scene.actors(token) or scene.owners(token) or (scene.state_of_place(token) if places else [])
    if slot == "object" and not found and clause.objects and not clause.is_passive:
        # the parser hangs "by" of "rejected a proposal by X" on the verb
        found = [f for token in clause.obliques.get("by", ()) for f in scene.actors(token)]
    if slot == "subject" and not found and scene.parse.deps[clause.verb] == "acl":
        # "issued a statement condemning": the issuer condemns
        found = [f for noun in clause.subjects for t in scene.clauses.holder(noun) for f in scene.actors(t)]
    return found


def _slot_tokens(scene: Scene, slot: str, clause: Clause) -> tuple[int, ...]:
    parse = scene.parse
    if slot == "subject":
        return clause.subjects
    if slot == "object":
        return clause.objects
    if slot == "dative":
        return clause.datives
    if slot == "poss":
        return tuple(c for c in parse.children[clause.verb] if parse.deps[c] == "poss")
    if slot == "surface":
        return clause.surface
    if slot == "purpose":
        return tuple(
            t
            for c in parse.children[clause.verb]
            if parse.deps[c] == "advcl" and is_infinitive(scene, c)
            for t in scene.clauses.read(c).objects
        )
    if "." in slot:  # "object.to": after "to" below the object; "in.with": "took part in talks with"
        upper, _, lower = slot.partition(".")
        heads = clause.objects if upper == "object" else tokens_after(scene, clause, upper)
        return tuple(t for one in heads for t in _below(scene, one, lower))
    return tokens_after(scene, clause, slot)


def _below(scene: Scene, token: int, slot: str) -> Iterator[int]:
    if slot == "poss":
        yield from (c for c in scene.parse.children[token] if scene.parse.deps[c] == "poss")
    else:
        yield from prepositional(scene.parse, token).get(slot, ())


def _condition(scene: Scene, clause: Clause) -> list[Filler]:
    """Who has to do or leave something: the subject of "unless" or "if", below the verb or what it governs."""
    parse = scene.parse
    for verb in (clause.verb, *clause.complements):
        for child in parse.children[verb]:
            if parse.deps[child] == "advcl" and any(
                parse.deps[c] == "mark" and parse.words[c].lower() in ("unless", "if", "until")
                for c in parse.children[child]
            ):
                return [f for t in scene.clauses.read(child).surface for f in (scene.actors(t) or scene.owners(t))]
    return []


def _complement(scene: Scene, clause: Clause, depth: int = 3) -> list[Filler]:
    """Whom a governed clause is about: its own subject ("demanded that X leave"), else its nearest other party."""
    own = set(clause.surface)
    sides = {scene.sides[a] for t in clause.surface for a, _ in scene.actors(t)} - {None}
    for verb in clause.complements:
        inner = scene.clauses.read(verb)
        subjects = [t for t in inner.surface if t not in own]
        found = [f for t in subjects for f in (scene.actors(t) or scene.owners(t))]
        if found and not (_is_future(scene, verb) and all(scene.sides[actor] in sides for actor, _ in found)):
            return found
        for slot in COMPLEMENT_SLOTS:
            found = find_fillers(scene, slot, inner, places=True)
            if found:
                return found
        deeper = _complement(scene, inner, depth - 1) if inner.complements and depth else []
        if deeper:
            return deeper
    return []


def _is_future(scene: Scene, verb: int) -> bool:
    return any(scene.parse.words[c].lower() in ("will", "would", "'ll", "shall") for c in scene.parse.children[verb])


def tokens_after(scene: Scene, clause: Clause, word: str) -> tuple[int, ...]:
    """The heads after a preposition, whether it hangs on the predicate or on its object."""
    tokens = clause.obliques.get(word, ())
    for one in clause.objects:
        below = prepositional(scene.parse, one)
        tokens += tuple(below.get(word, ()))
        for inner in below.get("of", ()):
            tokens += tuple(prepositional(scene.parse, inner).get(word, ()))
    return tokens


def is_infinitive(scene: Scene, verb: int) -> bool:
    """Whether "to" stands before the verb."""
    return any(scene.parse.tags[c] == "TO" for c in scene.parse.children[verb])
