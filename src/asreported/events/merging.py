"""Merging: the tellings of one event brought together, within a sentence and over the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from asreported.events.drafts import Draft
from asreported.events.headlines import complete, fit_headline
from asreported.events.scene import Scene
from asreported.events.speech import VERBAL
from asreported.records import Realis

RANK: dict[Realis, int] = {"actual": 0, "planned": 1, "possible": 2, "conditional": 3, "denied": 4, "generic": 5}
RECALL = 3
"""So many sentences back "the attack" may point."""
PUNISHING = frozenset({"ACCUSE", "COERCE", "SANCTION"})
HELD = frozenset({"actual", "planned"})
"""What may still come about is no telling of what did."""
Group = list[Draft]


def strongest(group: Sequence[Draft]) -> Draft:
    """The telling whose voice and realis the event takes: the report's own first, then the actual, then the first."""
    return min(group, key=lambda d: (d.voice != "report", RANK[d.realis], d.token))


def drop_governed(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out what is only the content of a deed of words: the talks of "agreed to hold talks"."""
    triggers = {draft.token: draft for draft in drafts}
    kept = []
    demanded = {token for d in drafts if d.token != d.tokens[-1] and d.event == "REQUEST" for token in d.tokens[1:]}
    for draft in drafts:
        if draft.token in demanded and draft.realis == "planned":
            continue
        above = _governor(scene, draft, triggers)
        if above is None or not _is_content(scene, draft, above):
            kept.append(draft)
    return kept


def _is_content(scene: Scene, draft: Draft, above: Draft) -> bool:
    """Whether a governed deed is only what the governing one is about."""
    if above.event == "ACCUSE" and draft.voice != "report" and draft.actors and scene.parse.tags[draft.token][0] == "N":
        return False  # what they are accused of is on the accuser's word
    if above.event in PUNISHING and draft.voice == "report" and _is_charge(scene, draft.token):
        return True
    if draft.realis == "denied" and above.event == "REJECT" and draft.actors and _is_finite(scene, draft.token):
        return False  # "dismissed a report that X had fired": X is said to have fired
    if draft.realis == "possible" and above.event == "ACCUSE" and draft.actors and draft.recipients:
        return False  # alleged, and told in full
    if draft.realis in ("planned", "possible") and above.realis == "actual":
        return True
    is_complement = scene.parse.deps[draft.token] == "xcomp" and scene.parse.heads[draft.token] == above.token
    if is_complement and above.event in VERBAL and above.realis != "actual":
        return True  # "will agree to lift": one deed, not two
    return above.event in VERBAL and not (draft.realis == "actual" and draft.actors and draft.recipients)


def _is_finite(scene: Scene, token: int) -> bool:
    """Whether the word is a verb with a subject of its own."""
    return any(scene.parse.deps[c] in ("nsubj", "nsubjpass") for c in scene.parse.children[token])


def _is_charge(scene: Scene, token: int) -> bool:
    """Whether a deed is what somebody is accused, arrested or punished for: "arrested for helping the rebels"."""
    parse = scene.parse
    for _ in range(4):
        if parse.deps[token] == "pcomp":
            return parse.words[parse.heads[token]].lower() in ("of", "for", "with", "over")
        token = parse.heads[token]
    return False


def recall_victims(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Give "the murder" whom the last such deed befell: "X was gunned down. Police blamed the murder on Y"."""
    found: list[Draft] = []
    last: Draft | None = None
    for draft in sorted(drafts, key=lambda d: d.token):
        if draft.event == "ASSAULT" and draft.actors and not draft.recipients and _is_recalled(scene, draft, last):
            victims = last.recipient if last is not None else ()
            named = tuple((one, draft.token) for one in victims if one not in draft.actor)
            found.append(replace(draft, recipients=named))
            continue
        found.append(draft)
        if draft.event == "ASSAULT" and draft.realis == "actual" and draft.recipients:
            last = draft
    return found


def _is_recalled(scene: Scene, draft: Draft, last: Draft | None) -> bool:
    """Whether a noun with "the" stands within two sentences of the deed it may recall."""
    parse = scene.parse
    if last is None or parse.tags[draft.token][0] != "N":
        return False
    if parse.sentence_of[draft.token] - parse.sentence_of[last.token] > RECALL:
        return False
    return any(parse.words[c].lower() == "the" for c in parse.children[draft.token] if parse.deps[c] == "det")


def drop_demands(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """What a protest demands is not a second event (PLOVER): REQUEST goes beside the same actor's PROTEST."""
    sentence = scene.parse.sentence_of
    protesters = {(sentence[d.token], actor) for d in drafts if d.event == "PROTEST" for actor in d.actor}
    return [
        d
        for d in drafts
        if d.event != "REQUEST" or not any((sentence[d.token], actor) in protesters for actor in d.actor)
    ]


def _governor(scene: Scene, draft: Draft, triggers: dict[int, Draft]) -> Draft | None:
    """The deed whose object or complement holds this one, within the clause or the clauses it governs."""
    parse = scene.parse
    token = draft.token
    for _ in range(10):
        dep, head = parse.deps[token], parse.heads[token]
        if head == token or dep in ("nsubj", "nsubjpass", "parataxis"):
            return None
        if dep in ("advcl", "relcl") and draft.realis == "actual":
            return None
        is_sibling = dep == "conj"
        token = head
        above = triggers.get(token)
        if above is not None and not is_sibling and above is not draft:
            if draft.token in above.tokens:
                return above
            same_attribution = scene.content_of[draft.token] == scene.content_of[token]
            return above if same_attribution or draft.realis != "actual" else None
    return None


def merge(scene: Scene, drafts: Sequence[Draft]) -> list[Group]:
    """Groups of drafts that tell the same event, in the order of their first telling."""
    groups: list[Group] = []
    by_type: dict[str, list[Group]] = {}
    ordered = sorted(drafts, key=lambda d: d.token)
    fitted = fit_headline(scene, ordered)
    announced = {full.token: token for token, full in fitted.items()}
    for one in ordered:
        draft = complete(one, fitted[one.token]) if one.token in fitted else one
        known = by_type.setdefault(draft.event, [])
        group = next((g for g in known if g[0].token == announced.get(draft.token)), None) or next(
            (g for g in reversed(known) if _is_same(scene, g, draft)), None
        )
        if group is None:
            group = []
            known.append(group)
            groups.append(group)
        group.append(draft)
    return groups


def _is_same(scene: Scene, group: Group, draft: Draft) -> bool:
    last = group[-1]
    if scene.parse.sentence_of[last.token] == scene.parse.sentence_of[draft.token]:
        return all(_agree(one.actor, draft.actor) for one in group) and any(
            _is_same_here(scene, one, draft) for one in group
        )
    return all(_is_same_elsewhere(one, draft) or _is_same_action(scene, one, draft) for one in group)


def _is_same_action(scene: Scene, one: Draft, other: Draft) -> bool:
    """A protest named by a noun and told by a verb: "the blockade by villagers", "residents have blocked the road"."""
    if one.event != "PROTEST" or one.mode is None or one.mode != other.mode or one.realis != other.realis:
        return False
    is_named = [scene.parse.tags[d.token][0] == "N" for d in (one, other)]
    named = scene.named
    return any(is_named) and not any(set(d.actor) & named for d in (one, other))


def _is_same_here(scene: Scene, one: Draft, other: Draft) -> bool:
    """Two triggers in one sentence: the same sides, or one the means or outcome of the other."""
    if (one.realis == "denied") != (other.realis == "denied"):
        return False
    if not _agree(one.actor, other.actor):
        return False
    if one.mode != other.mode and None not in (one.mode, other.mode) and _are_partners(scene, one.token, other.token):
        return False
    if one.recipient == other.recipient and (one.actor or one.recipient):
        return True
    if one.event == "ASSAULT" and one.voice == other.voice and _are_halves(one, other):
        return True  # "two were killed when gunmen attacked"
    return _are_tied(scene, one.token, other.token) or _are_tied(scene, other.token, one.token)


def _are_halves(one: Draft, other: Draft) -> bool:
    """Whether one names only who did it and the other only to whom."""
    return not one.actors and not other.recipients and bool(one.recipients and other.actors)


def _are_partners(scene: Scene, one: int, other: int) -> bool:
    parse = scene.parse
    return one in parse.conjuncts(other) or other in parse.conjuncts(one)


def _are_tied(scene: Scene, upper: int, lower: int) -> bool:
    """Whether `lower` hangs below `upper` as its subject, participle, adjunct or partner."""
    parse = scene.parse
    token = lower
    for _ in range(5):
        if parse.heads[token] == token or parse.deps[token] in ("ccomp", "relcl", "parataxis"):
            return False
        token = parse.heads[token]
        if token == upper:
            return True
    return False


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or set(one) <= set(other) or set(other) <= set(one)


def _is_same_elsewhere(one: Draft, other: Draft) -> bool:
    """Two triggers in different sentences: the same named sides and nothing that tells them apart."""
    if not _agree(one.actor, other.actor) or not _agree(one.recipient, other.recipient):
        return False
    if not ((one.actor and other.actor) or (one.recipient and other.recipient)):
        return False
    if one.mode is not None and other.mode is not None and one.mode != other.mode:
        return False
    if (one.realis in HELD) != (other.realis in HELD):
        return False
    if one.voice != other.voice and (bool(one.actor), bool(one.recipient)) != (
        bool(other.actor),
        bool(other.recipient),
    ):
        return False  # what is only claimed must not hide behind what the report tells
    if one.place is not None and other.place is not None and one.place.place != other.place.place:
        return False
    intervals = [d.date.interval for d in (one, other) if d.date is not None and d.date.interval is not None]
    return len(intervals) < 2 or (intervals[0][0] < intervals[1][1] and intervals[1][0] < intervals[0][1])


def drop_readiness(groups: list[Group]) -> list[Group]:
    """MOBILIZE goes where the same actor's ASSAULT follows (PLOVER)."""
    fighters = {actor for g in groups for d in g if d.event == "ASSAULT" and d.realis == "actual" for actor in d.actor}
    return [g for g in groups if g[0].event != "MOBILIZE" or not any(a in fighters for d in g for a in d.actor)]
