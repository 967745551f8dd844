"""Judging: what a match tells once realis, voice and PLOVER's rules for close cases are weighed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from asreported.events.circumstances import Circumstances, contexts_of, quantities_of
from asreported.events.drafts import Draft
from asreported.events.figurative import is_figure
from asreported.events.filling import Match
from asreported.events.realis import noun_realis, verb_realis
from asreported.events.scene import Scene
from asreported.events.speech import VERBAL, addressees, carried_realis, is_performed, outer_voice, same_side, speakers
from asreported.records import Realis

FUTURE = frozenset({"will", "shall", "'ll", "wo", "would", "'d"})
ATTEMPT = "185"
"""CAMEO's code of attempted assassination."""
CROWDED = frozenset({"demo", "riot", "strike", "obstruct"})
CIVIL = frozenset({"AGREE", "SUPPORT", "CONSULT", "REJECT", "REQUEST", "COOPERATE", "ACCUSE"})
GIVEN = frozenset({"AID", "COOPERATE", "CONSULT", "SUPPORT"})
YIELDED = frozenset({"RETREAT", "CONCEDE"})
HARM = {
    "ASSAULT": "violence", "MOBILIZE": "violence", "SANCTION": "relations", "COERCE": "restrict", "PROTEST": None,
}  # fmt: skip
HARM_MODES = {"arrest": "arrest", "expel": "expel", "deport": "expel", "seize": "territory", "discontinue": "relations"}


def judge(scene: Scene, circumstances: Circumstances, match: Match, matches: Mapping[int, Match]) -> Draft | None:
    """The draft a match makes, or None when it names nobody or is no instance."""
    parse, frame, is_noun = scene.parse, match.frame, scene.parse.tags[match.token][0] == "N"
    read = noun_realis if is_noun else verb_realis
    realis: Realis = read(parse, match.token if is_noun else match.clause.verb, scene.table)
    is_hedged = realis in ("conditional", "planned", "possible") and _has_if(scene, match)
    if realis == "conditional" and _is_promised(scene, match):
        realis = "planned"  # "said it would": the reported form of "will"
    if realis == "actual" and _is_asked(scene, match):
        realis = "possible"
    told = realis
    if realis == "actual" and _is_merely_claimed(scene, match, matches):
        realis = "possible"
    if is_noun and frame.cameo == ATTEMPT and realis == "denied":
        realis = "actual"  # a foiled attempt is an attempt
    if realis == "generic" and is_noun and frame.event == "CONSULT" and len(match.actors) > 1:
        realis = "actual"  # "during talks with X": the parties make it one meeting
    if realis == "generic" and (is_noun or parse.tags[match.token] == "VBG"):
        return None
    if (
        is_figure(scene, match)
        or ((is_hedged or _is_supposed(scene, match)) and not match.actors)
        or _is_charge(scene, match)
        or not _is_told(scene, match, matches, is_noun=is_noun)
    ):
        return None
    draft = Draft(
        match.token, match.trigger, frame.event, frame.mode, frame.cameo, (), match.actors, match.recipients,
        None, "report", realis, _why(match),
    )  # fmt: skip
    draft = _place_in_speech(scene, match, _turn_future(scene, match, _turn_promise(draft, match, matches)))
    is_orphan = draft.event in VERBAL and scene.voice_of[match.token] is not None and not match.clause.is_passive
    if not draft.actors and (is_orphan or not draft.recipients) and not _is_strike(scene, match):
        return None  # words that nobody is known to have said
    if is_hedged and draft.attribution is None:
        draft = replace(draft, realis="conditional")
    return replace(
        draft,
        contexts=contexts_of(scene, match),
        date=circumstances.date_of(match, told) or circumstances.date_at(_cue_of(scene, draft), draft.realis),
        place=circumstances.place_of(match),
        quantities=quantities_of(scene, match, draft.voice),
    )


def _is_asked(scene: Scene, match: Match) -> bool:
    """Whether the sentence ends in a question mark."""
    parse = scene.parse
    return parse.words[parse.sentences[parse.sentence_of[match.token]][1] - 1] == "?"


def _is_merely_claimed(scene: Scene, match: Match, matches: Mapping[int, Match]) -> bool:
    """Whether somebody only alleges it and no attribution says so: "X did it, Y alleged" that nobody found."""
    parse, verb = scene.parse, match.clause.verb
    if scene.voice_of[verb] is not None or parse.deps[verb] != "ccomp":
        return False
    above = matches.get(parse.heads[verb])
    return above is not None and above.frame.event == "ACCUSE"


def _is_supposed(scene: Scene, match: Match) -> bool:
    """Whether words or yielding are only a condition: "if the ban is not lifted" tells no lifting."""
    parse = scene.parse
    return match.frame.event in VERBAL and any(
        parse.deps[c] == "mark" and parse.words[c].lower() in ("if", "unless")
        for c in parse.children[match.clause.verb]
    )


def _is_charge(scene: Scene, match: Match) -> bool:
    """Whether helping or dealing is only what somebody is charged with: "on charges of financing rebels"."""
    parse, verb = scene.parse, match.clause.verb
    if parse.deps[verb] != "pcomp" or match.frame.event not in GIVEN:
        return False
    return parse.lemmas[parse.heads[parse.heads[verb]]].lower() in ("charge", "suspicion", "count", "accusation")


def _cue_of(scene: Scene, draft: Draft) -> Iterator[int]:
    """The cue's words of the saying that is the deed."""
    if draft.attribution is not None:
        for span in scene.attributions[scene.number_of[draft.attribution]].cue:
            yield from scene.parse.tokens_in(span)


def _is_opinion(scene: Scene, match: Match) -> bool:
    """Whether people only think alike: "both agree that an attack took place"."""
    parse = scene.parse
    if parse.lemmas[match.token].lower() != "agree":
        return False
    finite = [v for v in match.clause.complements if parse.tags[v] in ("VBD", "VBZ", "VBP", "VBN")]
    return any(not any(parse.tags[c] == "MD" for c in parse.children[v]) for v in finite)


def _is_offer(scene: Scene, match: Match, matches: Mapping[int, Match]) -> bool:
    """Whether what is agreed to or offered is political: by a political actor, or itself a deed of a known type."""
    if scene.parse.tags[match.token][0] == "N" or match.frame.objects or match.frame.is_reciprocal:
        return True
    if any(verb in matches for verb in match.clause.complements):
        return True
    is_adjective = scene.parse.tags[match.token][0] == "J"
    if match.frame.event == "REJECT":
        return not is_adjective or "complement" not in match.frame.recipient
    if not match.clause.complements and not any(word in match.clause.obliques for word in ("to", "on", "with", "for")):
        return len(match.actors) > 1 or bool(match.clause.objects)  # "agreed" may only mean "said yes"
    groups = {actor for actor, _ in match.actors if scene.kinds[actor] == "group"}
    return bool(groups and not is_adjective) or any(actor in scene.political for actor, _ in match.actors)


def _is_told(scene: Scene, match: Match, matches: Mapping[int, Match], *, is_noun: bool) -> bool:
    """Whether the words say enough to be an instance of the type, not a bare notion or a label on somebody."""
    parse, event = scene.parse, match.frame.event
    if not match.actors and not match.recipients and _is_strike(scene, match):
        return True
    if not match.actors and not match.recipients:
        number = scene.content_of[match.token]
        return scene.cue_of.get(match.token) is not None or number is not None
    if is_noun and event in VERBAL and not (match.actors and match.recipients):
        return False
    is_crowd = any(scene.kinds[actor] != "person" for actor, _ in match.actors) or not match.actors
    if event == "PROTEST" and match.frame.mode in CROWDED and not is_crowd:
        return False  # one politician's rally is no demonstration
    if event == "CONSULT" and is_noun and len(match.actors) + len(match.recipients) < 2:
        return False
    if match.frame.is_reciprocal and event == "CONSULT" and len(match.actors) < 2 and not is_noun:
        surface = match.clause.surface or match.clause.subjects
        if match.frame.is_bare and not any(parse.tags[t] in ("NNS", "NNPS") for t in surface):
            return False
    if (
        event in CIVIL
        and match.actors
        and match.recipients
        and all(actor in scene.businesses for actor, _ in (*match.actors, *match.recipients))
    ):
        return False  # PLOVER leaves the news of single companies out
    if event == "AGREE" and _is_opinion(scene, match):
        return False
    if event in ("AGREE", "REJECT") and not _is_offer(scene, match, matches):
        return False
    if event == "AGREE" and not match.actors and not any(t in scene.cue_of for t in match.trigger):
        return False  # "as agreed" says nobody who did
    is_label = parse.deps[match.clause.verb] in ("acl", "relcl") and event in VERBAL
    return not (is_label and not (match.actors and match.recipients))


def _is_strike(scene: Scene, match: Match) -> bool:
    """Whether a weapon is said to have hit something, whoever fired it: "two rockets struck a school"."""
    parse = scene.parse
    is_hit = match.frame.event == "ASSAULT" and parse.tags[match.token] in ("VBD", "VBZ", "VBP", "VBN")
    return is_hit and any(parse.lemmas[t].lower() in scene.table.realis("weapon") for t in match.clause.subjects)


def _turn_promise(draft: Draft, match: Match, matches: Mapping[int, Match]) -> Draft:
    """Vowing, being ready or agreeing to do harm is THREATEN."""
    if draft.event != "AGREE":
        return draft
    for verb in match.clause.complements:
        inner = matches.get(verb)
        if inner is not None and inner.frame.event in HARM:
            mode = HARM_MODES.get(inner.frame.mode or "", HARM[inner.frame.event])
            return replace(draft, event="THREATEN", mode=mode, cameo="130")
    return draft


def _why(match: Match) -> str:
    actor = match.frame.actor[0] if match.actors and match.frame.actor else "none"
    return f"events/{match.frame.row} {actor}→{match.slot or 'none'}"


def _turn_future(scene: Scene, match: Match, draft: Draft) -> Draft:
    """A promised deed is a deed of words: AGREE, CONCEDE or THREATEN; one that is ruled out is REJECT."""
    parse = scene.parse
    if parse.tags[match.token][0] == "J" and draft.event == "AGREE" and _is_promised(scene, match):
        if draft.realis == "denied":
            return replace(draft, event="REJECT", mode=None, cameo="120", realis="actual")
        return replace(draft, realis="actual")
    if parse.tags[match.token][0] != "V" or draft.realis not in ("planned", "denied") or not draft.actors:
        return draft
    if not _is_promised(scene, match):
        return draft
    if draft.realis == "denied":
        if draft.event in GIVEN | YIELDED | {"AGREE"}:
            return replace(draft, event="REJECT", mode=None, cameo="120", realis="actual")
        return draft
    if draft.event in GIVEN:
        head = parse.heads[match.clause.verb]
        if _is_resolved(scene, match) and parse.lemmas[head].lower() in scene.table.realis("governor"):
            # "plans to send" is a plan to help, no word given yet; its word stands in the trigger
            return replace(draft, tokens=(head, *draft.tokens), event="AGREE", mode=None, cameo="030")
        return replace(draft, event="AGREE", mode=None, cameo="030", realis="actual")
    if draft.event in YIELDED and _has_unless(scene, match):
        return replace(draft, event="THREATEN", mode=None, cameo="130", realis="actual")
    if draft.event in YIELDED:
        return replace(draft, event="CONCEDE", mode=None, cameo="080", realis="actual")
    if draft.event in HARM and _is_own_word(scene, draft) and not _is_resolved(scene, match):
        mode = HARM_MODES.get(draft.mode or "", HARM[draft.event])
        return replace(
            draft, tokens=(*draft.tokens, *_spoken(scene, draft)), event="THREATEN", mode=mode, cameo="130",
            realis="actual",
        )  # fmt: skip
    return draft


def _spoken(scene: Scene, draft: Draft) -> tuple[int, ...]:
    """The verb of the saying a threat is made with, where it stands in the same sentence."""
    number, parse = scene.content_of[draft.token], scene.parse
    if number is None:
        return ()
    cue = (t for span in scene.attributions[number].cue for t in parse.tokens_in(span))
    here = parse.sentence_of[draft.token]
    return tuple(t for t in cue if parse.tags[t][0] == "V" and parse.sentence_of[t] == here)[:1]


def _is_promised(scene: Scene, match: Match) -> bool:
    """Whether the clause says "will", or "would" as somebody's reported word."""
    parse = scene.parse
    verb = match.clause.verb
    if _is_resolved(scene, match):
        return True
    for _ in range(4):
        for child in parse.children[verb]:
            if parse.deps[child] == "aux" and parse.words[child].lower() in FUTURE:
                return parse.words[child].lower() not in ("would", "'d") or scene.content_of[verb] is not None
        if parse.deps[verb] not in ("conj", "xcomp"):
            return False
        verb = parse.heads[verb]
    return False


def _is_resolved(scene: Scene, match: Match) -> bool:
    """Whether the deed hangs on a word of resolve: "decided to", "plans to"."""
    parse, verb = scene.parse, match.clause.verb
    return parse.deps[verb] == "xcomp" and parse.lemmas[parse.heads[verb]].lower() in scene.table.realis("resolve")


def _has_if(scene: Scene, match: Match) -> bool:
    """Whether the deed hangs on an "if" of its own clause."""
    parse = scene.parse
    clauses = [c for c in parse.children[match.clause.verb] if parse.deps[c] == "advcl"]
    return any(
        parse.deps[c] == "mark" and parse.words[c].lower() in ("if", "unless", "provided")
        for verb in clauses
        for c in parse.children[verb]
    )


def _has_unless(scene: Scene, match: Match) -> bool:
    parse = scene.parse
    clauses = [c for c in parse.children[match.clause.verb] if parse.deps[c] == "advcl"]
    return any(parse.words[c].lower() == "unless" for verb in clauses for c in parse.children[verb])


def _is_own_word(scene: Scene, draft: Draft) -> bool:
    number = scene.content_of[draft.token]
    if number is None:
        return False
    spoken = scene.attributions[number].speaker
    return any(actor in spoken or same_side(scene, actor, spoken) for actor in draft.actor)


def _place_in_speech(scene: Scene, match: Match, draft: Draft) -> Draft:
    """Set voice and attribution: the deed may be the saying itself, the speaker's own word, or only claimed."""
    turned = draft.event != match.frame.event
    cue = _cue_under(scene, match) if draft.event in VERBAL else None
    if cue is not None:
        said = scene.attributions[cue]
        return replace(
            draft,
            actors=draft.actors or speakers(scene, cue),
            recipients=draft.recipients or _told(scene, draft, cue),
            attribution=said.id,
            voice=outer_voice(scene, said),
        )
    number = scene.voice_of[match.token]
    if number is None:
        return draft
    said = scene.attributions[number]
    own = _is_own_word(scene, draft)
    is_deed = draft.event in VERBAL and (
        (turned and own) or is_performed(scene, match.clause.verb, draft.actors, number)
    )
    if is_deed:
        realis = "denied" if said.realis == "denied" else draft.realis
        return replace(draft, attribution=said.id, voice=outer_voice(scene, said), realis=realis)
    realis = draft.realis if _is_shared(scene, match.token) else carried_realis(said, draft.realis)
    return replace(draft, voice=said.id, realis=realis)


def _is_shared(scene: Scene, token: int) -> bool:
    """Whether only somebody's part in a deed is spoken of: who denies "involvement in the attack" denies no attack."""
    parse, preposition = scene.parse, scene.parse.heads[token]
    if parse.deps[token] != "pobj" or parse.lemmas[parse.heads[preposition]].lower() not in scene.table.realis("share"):
        return False
    return any(
        parse.deps[c] == "poss" or parse.words[c].lower() in ("the", "this", "that") for c in parse.children[token]
    )


def _cue_under(scene: Scene, match: Match) -> int | None:
    """The saying that the trigger is the cue of, unless the trigger only stands within what is said."""
    for token in match.trigger:
        cue = scene.cue_of.get(token)
        if cue is not None and scene.content_of[match.token] != cue:
            return cue
    return None


def _told(scene: Scene, draft: Draft, cue: int) -> tuple[tuple[str, int], ...]:
    if draft.event not in ("REQUEST", "ACCUSE", "THREATEN", "AGREE", "REJECT"):
        return ()
    return addressees(scene, cue)
