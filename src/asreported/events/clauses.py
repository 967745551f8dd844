"""Clauses: who stands as logical subject, object and after which preposition of a verb, whatever its form.

Passives, participles, relative clauses, infinitives and coordinated verbs are brought to one shape. Labels are the
ClearNLP ones of the parser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from asreported.parsing import Parse

RELATIVE = frozenset({"who", "which", "that", "whom"})
BESIDE = ("prt", "advmod", "oprd", "acomp")
DEEPEST = 30
"""So many clauses may lean on one another for a subject; no sentence does, and Python's stack must hold."""
CLAUSAL = ("xcomp", "ccomp")


@dataclass(frozen=True, slots=True)
class Clause:
    """The logical arguments of one verb, as token numbers.

    `subjects` do it, `objects` have it done to them, `surface` is the grammatical subject (what a participle or an
    infinitive below inherits), `obliques` gives for each preposition the heads after it, `complements` are the verbs
    of clauses it governs, `particles` the lower-case particles.
    """

    verb: int
    subjects: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    datives: tuple[int, ...] = ()
    surface: tuple[int, ...] = ()
    obliques: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    complements: tuple[int, ...] = ()
    particles: frozenset[str] = frozenset()
    is_passive: bool = False


def prepositional(parse: Parse, token: int) -> dict[str, list[int]]:
    """The heads after each preposition below `token`: "talks with X in Y" gives with: X, in: Y; "out of X" gives of."""
    found: dict[str, list[int]] = {}
    for child in parse.children[token]:
        if parse.deps[child] in ("prep", "agent", "dative") and parse.children[child]:
            word = parse.words[child].lower()
            for below in parse.children[child]:
                dep = parse.deps[below]
                if dep == "pobj":
                    found.setdefault(word, []).append(below)
                elif dep == "prep":
                    inner = [c for c in parse.children[below] if parse.deps[c] == "pobj"]
                    found.setdefault(parse.words[below].lower(), []).extend(inner)
    return found


def _has_object(parse: Parse, preposition: int) -> bool:
    return any(parse.deps[c] == "pobj" for c in parse.children[preposition])


class Clauses:
    """Reads clauses of one parse on demand and remembers them."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._known: dict[int, Clause] = {}
        self._open = 0

    def read(self, verb: int) -> Clause:
        """The clause of the verb (or copula, or any word) at `verb`."""
        clause = self._known.get(verb)
        if clause is None:
            self._known[verb] = Clause(verb)  # a loop in a broken tree ends here
            if self._open >= DEEPEST:
                return self._known[verb]
            self._open += 1
            clause = self._known[verb] = self._build(verb)
            self._open -= 1
        return clause

    def _build(self, verb: int) -> Clause:
        parse = self._parse
        by_dep: dict[str, list[int]] = {}
        for child in parse.children[verb]:
            by_dep.setdefault(parse.deps[child], []).append(child)
        passive = "nsubjpass" in by_dep or "auxpass" in by_dep
        surface = [*by_dep.get("nsubj", ()), *by_dep.get("nsubjpass", ()), *by_dep.get("csubj", ())]
        objects = [*by_dep.get("dobj", ()), *(t for t in by_dep.get("ccomp", ()) if self._is_bare_noun(t))]
        datives = [t for t in by_dep.get("dative", ()) if not parse.children[t] or parse.deps[t] != "prep"]
        datives = [t for t in datives if parse.tags[t] not in ("IN", "TO")]
        if len(objects) == 2 and not datives and self._is_dative(*objects):
            datives = [objects.pop(0)]  # "offered Norland help": the parser calls both objects
        obliques = prepositional(parse, verb)
        surface, objects, passive = self._adopt(verb, surface, objects, passive=passive)
        subjects = surface
        if passive:
            subjects = obliques.get("by", []) if "agent" in by_dep else []
            if objects:
                datives = [*surface, *datives]
            else:
                objects = surface
        elif not objects:
            objects = self._shared_object(verb)
        particles = {parse.words[t].lower() for dep in BESIDE for t in by_dep.get(dep, ())}
        particles |= {parse.words[t].lower() for t in by_dep.get("prep", ()) if not _has_object(parse, t)}
        complements = [t for dep in CLAUSAL for t in by_dep.get(dep, ())]
        fixed = {word: tuple(tokens) for word, tokens in obliques.items()}
        return Clause(
            verb, tuple(subjects), tuple(objects), tuple(datives), tuple(surface), fixed, tuple(complements),
            frozenset(particles), passive,
        )  # fmt: skip

    def _is_dative(self, first: int, second: int) -> bool:
        """Whether of two objects side by side the first is who is given the second, a thing."""
        parse = self._parse
        return parse.edges[first][1] == parse.edges[second][0] and parse.tags[second] in ("NN", "NNS")

    def _is_bare_noun(self, token: int) -> bool:
        """Whether the parser took an object for a clause: "welcomed the US move"."""
        parse = self._parse
        clausal = ("nsubj", "nsubjpass", "cop", "aux", "mark")
        return parse.tags[token] in ("NN", "NNS") and all(parse.deps[c] not in clausal for c in parse.children[token])

    def _adopt(
        self, verb: int, surface: list[int], objects: list[int], *, passive: bool
    ) -> tuple[list[int], list[int], bool]:
        """Fill what the verb's form leaves out: relative pronouns, participles' heads, inherited subjects."""
        parse = self._parse
        dep, head = parse.deps[verb], parse.heads[verb]
        if dep == "relcl":
            surface = [head if parse.words[t].lower() in RELATIVE else t for t in surface]
            objects = [head if parse.words[t].lower() in RELATIVE else t for t in objects]
            if not surface:
                surface = [head]
            elif not objects and not passive and head not in surface:
                objects = [head]
        elif dep == "acl" and not surface:
            if parse.tags[verb] == "VBN":
                before = self._before_source(verb, head)
                return ([head] if before is None else list(self.read(before).surface)), objects, True
            surface = [head] if parse.tags[verb] == "VBG" else self.holder(head)
        elif not surface and head != verb:
            surface, passive = self._inherit(verb, dep, head, objects, passive=passive)
        return surface, objects, passive

    def _inherit(self, verb: int, dep: str, head: int, objects: list[int], *, passive: bool) -> tuple[list[int], bool]:
        """The surface subject a verb takes over from the word that governs it."""
        parse = self._parse
        if dep == "acomp":
            return list(self.read(head).surface), parse.tags[verb] == "VBN"
        if dep == "conj" and (own := self._stranded(verb)) is not None:
            return [own], passive
        if dep == "conj" and (own := self._reduced(verb)) is not None:
            return [own], passive
        if dep == "conj":
            above = self.read(head)
            is_bare_participle = parse.tags[verb] == "VBN" and not objects
            return list(above.surface), passive or (above.is_passive and is_bare_participle)
        if dep in ("xcomp", "ccomp"):
            above = self.read(head)
            controller = above.objects if above.objects and not above.is_passive else above.surface
            return list(controller or above.surface), passive
        if dep == "advcl":
            above = self.read(head)
            if parse.tags[verb] == "VBN" and not objects:
                passive = True
            return list(above.surface or above.subjects), passive
        if dep == "pcomp":
            governor = parse.heads[head]
            above = self.read(governor)
            if parse.tags[governor].startswith("N"):
                return self.holder(governor), passive
            if parse.words[head].lower() in ("of", "for", "from") and above.objects:
                return list(above.objects), passive
            return list(above.surface), passive
        return [], passive

    def _before_source(self, verb: int, head: int) -> int | None:
        """The passive verb a participle goes on from: "was held and, according to his lawyer, beaten"."""
        parse = self._parse
        above = parse.heads[parse.heads[head]]
        if parse.words[above].lower() != "according" or parse.words[verb - 1] != ",":
            return None
        first = parse.sentences[parse.sentence_of[verb]][0]
        passive = (t for t in range(above - 1, first, -1) if any(parse.deps[c] == "auxpass" for c in parse.children[t]))
        return next(passive, None)

    def _stranded(self, verb: int) -> int | None:
        """The subject the parser gave to the clause before: "threw stones at a car and guards fired shots"."""
        parse = self._parse
        before = verb - 1
        is_finite = parse.tags[verb] in ("VBD", "VBZ", "VBP")
        if not is_finite or before < 1 or parse.tags[before][0] != "N" or parse.deps[before] != "conj":
            return None
        first = parse.edges[before][0]
        return before if first > 0 and parse.deps[first - 1] == "cc" and parse.heads[before] < first else None

    def _reduced(self, verb: int) -> int | None:
        """The subject the parser gave to a participle before the verb: "after two rockets fired from X struck Y"."""
        parse = self._parse
        for child in parse.children[verb]:
            if child < verb and parse.deps[child] == "advcl" and parse.tags[child] == "VBN":
                return parse.child(child, "nsubj")
        return None

    def holder(self, noun: int) -> list[int]:
        """Whose plan or attempt it is: the possessor, else the subject of the verb that has the noun as object."""
        parse = self._parse
        owner = parse.child(noun, "poss")
        if owner is not None:
            return [owner]
        if parse.deps[noun] in ("dobj", "attr", "pobj"):
            above = parse.heads[noun]
            if parse.deps[noun] == "pobj":
                above = parse.heads[above]
            if parse.tags[above].startswith("V"):
                return list(self.read(above).surface)
        return []

    def _shared_object(self, verb: int) -> list[int]:
        """The object that stands only after the last of coordinated verbs: "attacked and killed X"."""
        parse = self._parse
        for child in parse.children[verb]:
            if parse.deps[child] == "conj" and child - verb <= 2 and parse.tags[child][0] == "V":
                return [t for t in parse.children[child] if parse.deps[t] == "dobj"]
        return []
