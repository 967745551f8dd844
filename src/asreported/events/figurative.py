"""Words that look like a deed and tell none: figures of speech, notions, accidents, headless gerunds."""

from __future__ import annotations

from collections.abc import Iterable

from asreported.events.filling import Match
from asreported.events.scene import Scene

ACCIDENT_WINDOW = 30
"""Tokens around a death that may name the crash or flood that caused it."""
DEED = frozenset({
    "AID", "COOPERATE", "COERCE", "SANCTION", "RETREAT", "CONCEDE", "MOBILIZE", "ASSAULT", "SUPPORT", "REJECT", "AGREE",
    "REQUEST", "THREATEN", "CONSULT",
})  # fmt: skip
REFLEXIVE = frozenset({"himself", "herself", "themselves", "itself", "myself", "ourselves", "yourself"})
SUBJECT = ("csubj", "csubjpass", "nsubj", "nsubjpass")


def is_figure(scene: Scene, match: Match) -> bool:
    """Whether the words of a match tell no deed of anybody."""
    if match.frame.event == "ASSAULT" and match.frame.is_reciprocal and _are_persons(scene, match):
        return True  # politicians clash with words
    if scene.parse.tags[match.token][0] == "N":
        return _is_notion(scene, match.token)
    if scene.parse.tags[match.token][0] != "V":
        return False
    return (
        not _is_able(scene, match)
        or _is_bare_gerund(scene, match)
        or _is_ability(scene, match)
        or _is_accident(scene, match)
        or _is_undone(scene, match)
        or any(scene.parse.words[t].lower() in REFLEXIVE for t in match.clause.objects)
    )


def _are_persons(scene: Scene, match: Match) -> bool:
    kinds = {scene.kinds[actor] for actor, _ in (*match.actors, *match.recipients)}
    return kinds == {"person"} and len(match.actors) + len(match.recipients) > 1


def _is_able(scene: Scene, match: Match) -> bool:
    """Whether what does it can do anything: "the policies have driven a people out" names nobody who did."""
    if match.actors or match.frame.event not in DEED:
        return True
    parse, inert = scene.parse, scene.table.realis("inert")
    subjects = match.clause.subjects
    return not subjects or any(
        parse.lemmas[t].lower() not in inert and parse.words[t].lower() not in inert and not _is_thing(scene, t)
        for t in subjects
    )


def _is_thing(scene: Scene, token: int) -> bool:
    """A pronoun for things that stands for nobody in the cast."""
    return scene.parse.words[token].lower() in ("it", "this", "that", "which", "what", "these", "there")


def _is_notion(scene: Scene, token: int) -> bool:
    """A gerund equated with something: "fighting a regime is fighting oppression"."""
    parse = scene.parse
    return (
        parse.words[token].lower().endswith("ing")
        and parse.deps[token] in (*SUBJECT, "attr")
        and parse.lemmas[parse.heads[token]].lower() == "be"
        and not any(parse.deps[c] in ("det", "poss", "amod") for c in parse.children[token])
    )


def _is_bare_gerund(scene: Scene, match: Match) -> bool:
    """Whether a gerund is only talked of: the subject of a copula, or what a preposition holds without a doer."""
    parse, verb = scene.parse, match.clause.verb
    if parse.tags[verb] != "VBG" or any(parse.deps[c] == "aux" for c in parse.children[verb]):
        return False
    dep = parse.deps[verb]
    if dep == "csubj" or (dep in ("nsubj", "attr") and parse.lemmas[parse.heads[verb]].lower() == "be"):
        return True
    is_granting = dep in (*SUBJECT, "pobj", "pcomp", "dep") or (dep == "ROOT" and verb not in scene.headline)
    return is_granting and not match.actors and scene.voice_of[verb] is None


def _is_ability(scene: Scene, match: Match) -> bool:
    """Whether it is only what somebody could do: "the ability to appeal to voters", "the right to refuse"."""
    parse, verb = scene.parse, match.clause.verb
    return (
        parse.deps[verb] == "acl"
        and parse.tags[verb] == "VB"
        and parse.lemmas[parse.heads[verb]].lower() in scene.table.realis("faculty")
    )


def _is_accident(scene: Scene, match: Match) -> bool:
    """Whether people died or were hurt by no hand: no doer, and a crash, flood or quake beside it."""
    parse = scene.parse
    counted = scene.table.counted.get(parse.lemmas[match.token].lower())
    if match.frame.event != "ASSAULT" or match.actors or counted is None or counted[0] not in ("killed", "injured"):
        return False
    first, last = parse.sentences[parse.sentence_of[match.token]]
    near: Iterable[int] = range(max(first, match.token - ACCIDENT_WINDOW), min(last, match.token + ACCIDENT_WINDOW))
    words = {parse.lemmas[t].lower() for t in (*near, *scene.headline)}
    return not words.isdisjoint(scene.table.realis("accident")) and words.isdisjoint(scene.table.realis("violence"))


def _is_undone(scene: Scene, match: Match) -> bool:
    """Whether "no" stands on what the deed is made of and nobody is its object: "conducted no operation"."""
    parse = scene.parse
    return not match.recipients and any(
        parse.deps[c] == "det" and parse.words[c].lower() == "no"
        for t in match.trigger[1:]
        if parse.tags[t][0] == "N"
        for c in parse.children[t]
    )
