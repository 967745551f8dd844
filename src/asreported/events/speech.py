"""Deeds of speech and voice: when saying is doing, and on whose word a deed stands (RECORD.md, rule 3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from asreported.events.drafts import Draft
from asreported.events.scene import Filler, Scene
from asreported.records import Attribution, Realis

VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types that are themselves words."""
CHARGED = frozenset({"ASSAULT", "COERCE"})
"""Deeds that nobody tells of another without charging them with it."""
SIDES = frozenset({"side", "party"})
PRESENT = frozenset({"VBP", "VBZ", "VB"})


def speakers(scene: Scene, number: int) -> tuple[Filler, ...]:
    """The actors behind an attribution with the first word of its source."""
    attribution = scene.attributions[number]
    spans = attribution.source or attribution.cue or attribution.content
    tokens = scene.parse.tokens_in(spans[0])
    named = (actor for actor in attribution.speaker if actor not in scene.nobody)
    return tuple((actor, tokens[-1]) for actor in named) if tokens else ()


def addressees(scene: Scene, number: int) -> tuple[Filler, ...]:
    """The actors it was said to, at the word that names them where the cast knows one near the cue."""
    attribution = scene.attributions[number]
    spans = attribution.cue or attribution.content
    tokens = scene.parse.tokens_in(spans[0])
    return tuple((actor, tokens[0]) for actor in attribution.addressee) if tokens else ()


def outer_voice(scene: Scene, attribution: Attribution) -> str:
    """On whose word the saying itself stands: another's that holds it, else the report's.

    "'We condemn this,' she told reporters" holds a saying of her own; the report itself vouches for both.
    """
    own = set(attribution.speaker) - scene.nobody
    is_recalled = _is_recalled(scene, attribution)
    is_by_others = not attribution.source and any(scene.parse.tags[t] == "VBN" for t in _cue_tokens(scene, attribution))
    above = _around(scene, attribution)
    for _ in range(len(scene.attributions)):
        if above is None:
            break
        if not is_by_others:
            own = own or set(above.speaker)
        if is_recalled or not own & set(above.speaker):
            return above.id
        above = _around(scene, above)
    return "report"


def _is_recalled(scene: Scene, attribution: Attribution) -> bool:
    """Whether a saying inside somebody's quotation is told in the past: "'We agreed to leave,' she said"."""
    parse = scene.parse
    cue = _cue_tokens(scene, attribution)
    return any(parse.tags[t] in ("VBD", "VBN") and parse.quotation_at(parse.starts[t]) is not None for t in cue)


def _cue_tokens(scene: Scene, attribution: Attribution) -> list[int]:
    return [t for span in attribution.cue for t in scene.parse.tokens_in(span)]


def _around(scene: Scene, attribution: Attribution) -> Attribution | None:
    """The attribution that asserts this one: the one on whose word its cue stands, or for a cueless one its parent."""
    for span in attribution.cue[:1]:
        for token in scene.parse.tokens_in(span)[:1]:
            number = scene.voice_of[token]
            if number is None or scene.attributions[number] is not attribution:
                return None if number is None else scene.attributions[number]
    return None if attribution.parent is None else scene.attributions[scene.number_of[attribution.parent]]


def carried_realis(attribution: Attribution, realis: Realis) -> Realis:
    """How a deed told in the content holds, given how the saying holds: denied if denied."""
    if realis != "actual":
        return realis
    if attribution.act == "deny":
        return "denied"
    return attribution.realis if attribution.realis != "planned" else realis


def is_performed(scene: Scene, verb: int, actors: tuple[Filler, ...], number: int) -> bool:
    """Whether a verb in the content is the speaker's own act: "we condemn", "it rejects", said by that speaker.

    An official speaks for the state in the present tense: "Kenya appreciates this", said by Kenya's minister.
    """
    parse = scene.parse
    own = set(scene.attributions[number].speaker)
    states = {actor for actor, _ in actors if scene.kinds[actor] == "state"} if parse.tags[verb] == "VBZ" else set()
    if not any(actor in own for actor, _ in actors) and not any(same_side(scene, actor, own) for actor in states):
        return False
    return parse.tags[verb] in PRESENT or (parse.tags[verb] == "NN" and parse.deps[verb] == "conj")


def same_side(scene: Scene, actor: str, spoken: Collection[str]) -> bool:
    """Whether a state's or its organ's deed is told by one of its own people."""
    country = scene.sides.get(actor)
    return country is not None and any(scene.sides.get(one) == country for one in spoken)


def obligations(scene: Scene) -> list[Draft]:
    """What one actor says another must do: a REQUEST of that other by the speaker."""
    parse = scene.parse
    words = scene.table.realis("obligation")
    found = []
    for token, word in enumerate(parse.words):
        if word.lower() not in words or parse.deps[token] != "aux":
            continue
        number = scene.content_of[token]
        verb = parse.heads[token]
        if number is None or parse.deps[verb] not in ("ROOT", "ccomp", "conj") or token in scene.furniture:
            continue
        attribution = scene.attributions[number]
        own = set(attribution.speaker)
        surface = scene.clauses.read(verb).surface
        asked = [f for t in surface for f in (scene.actors(t) or _of_side(scene, t)) if f[0] not in own]
        if (
            not own
            or not asked
            or any(
                parse.deps[c] == "mark"
                for c in parse.children[verb]
                if c != token and parse.words[c].lower() in scene.table.realis("mark")
            )
        ):
            continue
        found.append(
            Draft(
                token, (token, verb), "REQUEST", None, "100", (), speakers(scene, number), tuple(asked),
                attribution.id, outer_voice(scene, attribution), attribution.realis, f"events/realis/{word.lower()}",
            )
        )  # fmt: skip
    return found


def _of_side(scene: Scene, token: int) -> list[Filler]:
    """Whom "the Kenyan side" means."""
    return scene.owners(token) if scene.parse.lemmas[token].lower() in SIDES else []


def allegations(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """ACCUSE by claiming: "X had killed two, they claimed" charges X with it, whether or not X did it."""
    found = []
    for number, said in enumerate(scene.attributions):
        cue = _cue_tokens(scene, said)
        verb = next((t for t in cue if scene.parse.lemmas[t].lower() in scene.table.realis("allege")), None)
        own = speakers(scene, number)
        if verb is None or not own or scene.parse.tags[verb][0] != "V":
            continue
        spoken = {actor for actor, _ in own}
        for draft in drafts:
            is_charged = draft.event in CHARGED and draft.voice == said.id and draft.realis == "actual"
            if is_charged and draft.actors and not any(a in spoken or same_side(scene, a, spoken) for a in draft.actor):
                found.append(
                    Draft(
                        verb, (verb,), "ACCUSE", "allege", "112", (), own, draft.actors, said.id,
                        outer_voice(scene, said), said.realis, f"events/allege/{scene.parse.lemmas[verb].lower()}",
                    )
                )  # fmt: skip
                break
    return found


def reproaches(scene: Scene) -> list[Draft]:
    """ACCUSE in so many words: "You stole our gas", said to somebody by somebody."""
    parse, misdeeds = scene.parse, scene.table.realis("misdeed")
    found = []
    for token, word in enumerate(parse.words):
        if word.lower() != "you" or parse.deps[token] != "nsubj":
            continue
        verb, number = parse.heads[token], scene.content_of[token]
        is_past = parse.words[verb].lower() in scene.table.realis("misdone")  # "stole" goes for a verb in the present
        if number is None or not (is_past or parse.lemmas[verb].lower() in misdeeds):
            continue
        if parse.deps[verb] not in ("ROOT", "ccomp"):
            continue
        said = scene.attributions[number]
        is_plain = (
            is_past or parse.tags[verb] == "VBD" or any(parse.words[c].lower() == "have" for c in parse.children[verb])
        )
        if is_plain and said.speaker and said.addressee and not scene.furniture & {verb}:
            found.append(
                Draft(
                    verb, (verb,), "ACCUSE", "allege", "112", (), speakers(scene, number), addressees(scene, number),
                    said.id, outer_voice(scene, said), said.realis, f"events/misdeed/{parse.lemmas[verb].lower()}",
                )
            )  # fmt: skip
    return found


def acts(scene: Scene, coded: set[str]) -> list[Draft]:
    """Sayings whose kind of act is a deed and whose cue no predicate row coded."""
    found = []
    for number, attribution in enumerate(scene.attributions):
        row = scene.table.acts.get(attribution.act)
        if row is None or attribution.id in coded or not attribution.cue or not attribution.speaker:
            continue
        if (
            not speakers(scene, number) or not attribution.addressee
        ):  # without somebody spoken to the kind of act alone is too little
            continue
        tokens = tuple(t for span in attribution.cue for t in scene.parse.tokens_in(span))
        if not any(scene.parse.tags[t][0] in "VJ" for t in tokens):
            continue
        found.append(
            Draft(
                tokens[0], tokens, row["event"], row["mode"] or None, row["cameo"] or None, (),
                speakers(scene, number), addressees(scene, number), attribution.id, outer_voice(scene, attribution),
                attribution.realis, f"events/acts/{row['act']}",
            )
        )  # fmt: skip
    return found
