"""Matching: which frames fit the words of a report, and who fills them."""

from __future__ import annotations

from dataclasses import replace

from asreported.events.clauses import Clause, prepositional
from asreported.events.filling import Match, fill, find_fillers, is_infinitive, once, tokens_after
from asreported.events.scene import Filler, Scene
from asreported.events.table import Frame

NEEDS_RECIPIENT = frozenset({"AID", "COOPERATE"})
"""PLOVER wants a recipient for these and for SANCTION, whose recipient reports often leave out."""
TRANSITIVE = frozenset({"SUPPORT", "ACCUSE", "AID", "SANCTION", "COERCE", "REJECT"})
ALLEGED = frozenset({"ASSAULT", "COERCE"})
SUFFERED = frozenset({"ASSAULT", "COERCE", "SANCTION"})
DISASTERS = frozenset({"weather", "health"})
"""What help is given against; elsewhere such words show that no deed of people is meant."""
ATTENDED = frozenset({"during", "after", "following"})
COPULAS = frozenset({"be", "remain", "become", "appear", "seem", "stay"})


def find_matches(scene: Scene) -> list[Match]:
    """Every frame that fits, at most one a word, in text order; words of the furniture are left out."""
    parse, table = scene.parse, scene.table
    found = []
    for token, tag in enumerate(parse.tags):
        kind = tag[0]
        if kind == "V":
            frames = table.verbs.get(_verb_lemma(scene, token))
            found_one = _match_verb(scene, token, frames) if frames else None
        elif tag == "NN" and parse.deps[token] == "conj" and parse.tags[parse.heads[token]][:2] in ("VB", "VBP"):
            # "we condemn this and demand that": the parser takes the second verb for a noun
            frames = table.verbs.get(parse.lemmas[token].lower())
            found_one = _match_verb(scene, token, frames) if frames else None
        elif kind == "N":
            frames = table.nouns.get(parse.lemmas[token].lower())
            found_one = _match_noun(scene, token, frames) if frames and tag[:3] != "NNP" else None
        elif kind == "J":
            frames = table.adjectives.get(parse.lemmas[token].lower())
            found_one = _match_adjective(scene, token, frames) if frames else None
        else:
            continue
        if found_one is not None and token not in scene.furniture:
            found.append(found_one)
    return found


def _verb_lemma(scene: Scene, token: int) -> str:
    """The parser's lemma with its lost final e put back: it makes "staged" a "stag" and "raped" a "rap"."""
    lemma, word = scene.parse.lemmas[token].lower(), scene.parse.words[token].lower()
    if lemma + "e" in scene.table.verbs and word in (lemma + "ed", lemma + "ing"):
        return lemma + "e"
    return lemma


# ---- which frame fits ------------------------------------------------------------------------------------------------


def _match_verb(scene: Scene, verb: int, frames: tuple[Frame, ...]) -> Match | None:
    if scene.parse.deps[verb] in ("aux", "auxpass", "amod", "compound"):
        return None
    clause = _headline_passive(scene, frames, scene.clauses.read(verb))
    phrasal = scene.table.realis("phrasal")
    if any(f"{scene.parse.lemmas[verb].lower()}-{particle}" in phrasal for particle in clause.particles):
        return None
    heads = _heads(scene, (*clause.objects, *_predicatives(scene, verb)))
    for frame in frames:
        if frame.particle and frame.particle not in clause.particles:
            continue
        light = _beside(scene, frame, clause, heads)
        if light is None or _is_excluded(scene, frame, clause):
            continue
        if _lacks_object(scene, frame, clause):
            continue
        if scene.parse.deps[verb] == "pcomp" and frame.is_bare and not clause.objects and "object" in frame.recipient:
            return None  # "involvement in killing" names no instance
        match = fill(scene, frame, verb, light, clause)
        is_whole = bool(match.recipients) or len(match.actors) > 1 or _is_future(scene, verb)
        if frame.event in NEEDS_RECIPIENT and not is_whole:
            continue
        return match
    return None


def _headline_passive(scene: Scene, frames: tuple[Frame, ...], clause: Clause) -> Clause:
    """Give a headline its "were" back: in "two officers killed near border" the officers are the object."""
    parse = scene.parse
    if clause.verb not in scene.headline or parse.tags[clause.verb] not in ("VBD", "VBN") or clause.is_passive:
        return clause
    suffers = any(f.is_bare and f.recipient[:1] == ("object",) and f.event in SUFFERED for f in frames)
    if not suffers or clause.objects or clause.complements or not clause.subjects:
        return clause
    return replace(clause, subjects=clause.obliques.get("by", ()), objects=clause.subjects, is_passive=True)


def _is_future(scene: Scene, verb: int) -> bool:
    """Whether the clause says "will": help to come is AGREE, which needs no recipient."""
    children = scene.parse.children[verb]
    return any(
        scene.table.realis("modal").get(scene.parse.words[c].lower()) in ("planned", "conditional") for c in children
    )


def _lacks_object(scene: Scene, frame: Frame, clause: Clause) -> bool:
    """Whether a verb that praises, blames, helps or punishes somebody stands without anybody or anything."""
    if not frame.is_bare or frame.recipient[:1] != ("object",) or frame.event not in TRANSITIVE:
        return False
    return not (clause.objects or clause.complements or clause.verb in scene.cue_of)


def _match_adjective(scene: Scene, token: int, frames: tuple[Frame, ...]) -> Match | None:
    """A predicate adjective: its clause is the copula's, with the adjective's own prepositions and clauses."""
    parse = scene.parse
    head = parse.heads[token]
    if parse.deps[token] not in ("acomp", "attr", "oprd", "ROOT", "conj", "ccomp") or head == token:
        return None
    while parse.deps[head] in ("acomp", "conj") and parse.heads[head] != head:
        head = parse.heads[head]
    if parse.lemmas[head].lower() not in COPULAS:
        return None
    copula, own = scene.clauses.read(head), scene.clauses.read(token)
    obliques = {**copula.obliques, **own.obliques}
    clause = Clause(
        head, copula.subjects, (), (), copula.surface, obliques, (*own.complements, *copula.complements), own.particles
    )
    for frame in frames:
        light = _beside(scene, frame, clause, [])
        if light is not None and not _is_excluded(scene, frame, clause):
            return fill(scene, frame, token, light, clause)
    return None


def _match_noun(scene: Scene, noun: int, frames: tuple[Frame, ...]) -> Match | None:
    """A deed named by a noun; it counts only when the words say who did it or to whom."""
    parse = scene.parse
    if parse.deps[noun] in ("compound", "amod", "npadvmod"):
        return None
    obliques = {word: tuple(tokens) for word, tokens in prepositional(parse, noun).items()}
    if parse.deps[noun] == "pobj" and parse.lemmas[parse.heads[parse.heads[noun]]].lower() in scene.table.transparent:
        upper = prepositional(parse, parse.heads[parse.heads[noun]])
        obliques = {**{w: tuple(t) for w, t in upper.items() if w != "of"}, **obliques}
    clause = Clause(
        noun, obliques=obliques, complements=tuple(c for c in parse.children[noun] if parse.deps[c] == "acl")
    )
    modifiers = [c for c in parse.children[noun] if parse.deps[c] in ("compound", "amod", "poss")]
    for frame in frames:
        light = _beside(scene, frame, clause, modifiers)
        if light is None or _is_excluded(scene, frame, clause):
            continue
        match = fill(scene, frame, noun, light, clause)
        if not match.actors and frame.event in ALLEGED:
            match = replace(match, actors=once(_accused(scene, noun)))
        if frame.event == "CONSULT" and frame.is_reciprocal and len(match.actors) == 1 and match.slot == "with":
            match = replace(match, actors=once([*_attending(scene, noun), *match.actors]))
        return match if match.actors or match.recipients else None
    return None


def _accused(scene: Scene, noun: int) -> list[Filler]:
    """Whom somebody holds to have done it: "accused the army of executions", "blamed the murder on the rebels"."""
    parse = scene.parse
    if parse.deps[noun] == "conj":
        noun = parse.heads[noun]
    head = parse.heads[noun]
    if parse.deps[noun] == "dobj" and parse.lemmas[head].lower() in scene.table.realis("blame"):
        return find_fillers(scene, "on", scene.clauses.read(head))
    if parse.deps[noun] != "pobj" or parse.words[head].lower() not in ("of", "for", "over"):
        return []
    above = parse.heads[head]
    if parse.tags[above][0] == "N" and parse.deps[above] == "dobj":  # "of" hung on the accused
        above = parse.heads[above]
    if parse.lemmas[above].lower() not in scene.table.realis("blame"):
        return []
    return find_fillers(scene, "object", scene.clauses.read(above))


def _attending(scene: Scene, noun: int) -> list[Filler]:
    """Who took part in what a clause happens at: "X told reporters during talks with Y"."""
    parse = scene.parse
    head = parse.heads[noun]
    if parse.deps[noun] != "pobj" or parse.words[head].lower() not in ATTENDED:
        return []
    verb = parse.heads[head]
    if parse.deps[verb] == "dobj":
        verb = parse.heads[verb]
    if parse.tags[verb][0] != "V" or _is_future(scene, verb):
        return []
    return find_fillers(scene, "subject", scene.clauses.read(verb))


def _predicatives(scene: Scene, verb: int) -> tuple[int, ...]:
    """Words like "hostage" in "took two engineers hostage", "guilty" in "found them guilty".

    The parser may hang them on the object: behind a noun stands no attributive adjective.
    """
    parse = scene.parse
    found = [c for c in parse.children[verb] if parse.deps[c] in ("oprd", "attr", "acomp", "npadvmod")]
    for one in (c for c in parse.children[verb] if parse.deps[c] == "dobj"):
        found += [c for c in parse.children[one] if c > one and parse.deps[c] in ("amod", "appos")]
    return tuple(found)


def _heads(scene: Scene, tokens: tuple[int, ...]) -> list[int]:
    """The words that head the object: through "a round of talks", and each of several coordinated ones."""
    parse = scene.parse
    found = []
    for token in tokens:
        for one in parse.conjuncts(token)[:6]:
            found.append(one)
            if parse.lemmas[one].lower() in scene.table.transparent:
                found.extend(prepositional(parse, one).get("of", ()))
            if parse.tags[one] == "NNP":  # titles: "summoned Ambassador Ann Lee"
                found.extend(c for c in parse.children[one] if parse.deps[c] == "compound")
    return found


def _beside(scene: Scene, frame: Frame, clause: Clause, heads: list[int]) -> tuple[int, ...] | None:
    """What the frame needs beside its word: the tokens that give it, () when it needs none, None when they lack."""
    if frame.is_bare:
        return ()
    parse = scene.parse
    for head in (*heads, *(t for t in clause.complements if parse.tags[t] == "JJ")):
        if parse.lemmas[head].lower() in frame.objects:
            return (head,)
    for word, lemma in frame.obliques:
        tokens = tuple(t for t in clause.complements if is_infinitive(scene, t)) if word == "to" else ()
        for token in (*tokens, *tokens_after(scene, clause, word)):
            if lemma == parse.lemmas[token].lower():
                return () if word == "by" else (token,)
            if lemma == "*":
                return ()
            if lemma == "@" and (scene.actors(token) or scene.owners(token) or token in scene.place_at):
                return ()
    for word, lemma in frame.obliques:
        if word == "as" and any(parse.lemmas[t].lower() == lemma for t in _qualities(scene, clause)):
            return ()
    if "intransitive" in frame.classes and not clause.objects:
        return ()
    if "ownfuture" in frame.classes and _is_own_future(scene, clause):
        return ()
    if "verbal" in frame.classes and _is_verbal(scene, clause):
        return ()
    if "transitive" in frame.classes and (clause.objects or clause.complements):
        return ()
    if "infinitive" in frame.classes and any(is_infinitive(scene, t) for t in clause.complements):
        return ()
    if "passive" in frame.classes and clause.is_passive and not clause.subjects and _leads_on(clause):
        return ()
    if "subjunctive" in frame.classes and any(_is_subjunctive(scene, t) for t in clause.complements):
        return ()
    if frame.classes:
        for token in heads:
            if "harsh" in frame.classes and _is_harsh(scene, token):
                return (token,)
            if _is_of_class(scene, token, frame.classes):
                return ()
    return None


def _is_subjunctive(scene: Scene, verb: int) -> bool:
    """Whether a bare form cannot be a present: "that Iceland reopen", "that they be freed", not "that polls show"."""
    parse = scene.parse
    if parse.tags[verb] != "VB" or any(parse.tags[c] in ("MD", "TO") for c in parse.children[verb]):
        return False
    is_passive = any(parse.words[c].lower() == "be" for c in parse.children[verb]) or parse.words[verb].lower() == "be"
    subjects = [c for c in parse.children[verb] if parse.deps[c] == "nsubj"]
    is_one = any(parse.tags[t] in ("NN", "NNP") or parse.words[t].lower() in ("he", "she", "it") for t in subjects)
    return is_passive or (is_one and not any(parse.deps[c] == "conj" for t in subjects for c in parse.children[t]))


def _qualities(scene: Scene, clause: Clause) -> list[int]:
    """The adjectives after "as": "described it as unlawful"."""
    parse = scene.parse
    prepositions = [
        c
        for t in (clause.verb, *clause.objects)
        for c in parse.children[t]
        if parse.deps[c] == "prep" and parse.words[c].lower() == "as"
    ]
    return [c for p in prepositions for c in parse.children[p] if parse.tags[c][0] == "J"]


def _is_own_future(scene: Scene, clause: Clause) -> bool:
    """Whether somebody says what their own side will do: "warned that it would respond"."""
    own = [f[0] for t in clause.surface for f in scene.actors(t)]
    countries = {scene.sides[actor] for actor in own} - {None}
    for verb in clause.complements:
        if _is_future(scene, verb):
            theirs = [f[0] for t in scene.clauses.read(verb).surface for f in scene.actors(t)]
            if set(own) & set(theirs) or countries & {scene.sides[actor] for actor in theirs}:
                return True
    return False


def _is_verbal(scene: Scene, clause: Clause) -> bool:
    """Whether one named person does it to another: they attack each other with words."""
    if scene.parse.tags[clause.verb][0] == "N":
        doers = {scene.kinds[actor] for actor, _ in scene.owners(clause.verb)}
        targets = {
            scene.kinds[a] for w in ("on", "against") for t in clause.obliques.get(w, ()) for a, _ in scene.actors(t)
        }
        return doers == {"person"} and targets <= {"person", "organization", "group", "unnamed"}
    sides = [
        {scene.kinds[actor] for t in tokens for actor, _ in (scene.actors(t) or scene.owners(t))}
        for tokens in (clause.subjects, clause.objects)
    ]
    return sides[0] == {"person"} and sides[1] <= {"person", "organization"} and bool(sides[1])


def _leads_on(clause: Clause) -> bool:
    return bool(clause.complements or clause.obliques.get("to"))


def _is_of_class(scene: Scene, token: int, classes: frozenset[str]) -> bool:
    kinds = {scene.kinds[actor] for actor, _ in scene.actors(token)}
    if kinds and "actor" in classes:
        return True
    if "place" in classes and (token in scene.place_at or "state" in kinds):
        return True
    return bool(kinds & classes) or ("person" in classes and bool(kinds & {"unnamed", "group", "people"}))


def _is_harsh(scene: Scene, token: int) -> bool:
    """Whether a noun names a step against somebody: "tougher measures", "a firm response"."""
    parse, harsh = scene.parse, scene.table.realis("harsh")
    if parse.lemmas[token].lower() not in scene.table.realis("reprisal"):
        return False
    return any(parse.deps[c] == "amod" and parse.lemmas[c].lower() in harsh for c in parse.children[token])


def _is_excluded(scene: Scene, frame: Frame, clause: Clause) -> bool:
    """Whether a word near the trigger says that this is sport, markets, weather or another sense."""
    parse = scene.parse
    if any(parse.lemmas[t].lower() in frame.exclude for t in clause.complements):
        return True
    near = [*clause.subjects, *clause.objects]
    near += [t for tokens in clause.obliques.values() for t in tokens]
    near += [
        c for t in (clause.verb, *near) for c in parse.children[t] if parse.deps[c] in ("compound", "amod", "nmod")
    ]
    for token in near:
        lemma = parse.lemmas[token].lower()
        about = scene.table.exclusions.get(lemma)
        if lemma in frame.exclude or (about is not None and not (frame.event == "AID" and about in DISASTERS)):
            return True
    return False
