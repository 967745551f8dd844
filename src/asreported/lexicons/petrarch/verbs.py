"""Verb dictionaries as rows of ``events/predicates``.

Sets of words come first (``&SET``, its members behind ``+``), then blocks: ``--- NAME [code] ---``, verbs with their
forms in braces and codes of their own, and patterns (``- * PEACE WITH + [code]``), which hold for every verb of the
block. Codes are CAMEO's; ``[a:b]`` codes what each side does to the other, ``[---]`` says that no event is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from asreported.lexicons import Lexicons
from asreported.lexicons.overlays import Tables
from asreported.lexicons.petrarch.files import Line
from asreported.lexicons.petrarch.patterns import Form, LeftOutError, Sets, guard_word, read_pattern

NO_EVENT = "---"
_VERB = re.compile(r"[a-z][a-z'-]*")
_FORMS = re.compile(r"\{[^}]*\}?")


@dataclass(frozen=True)
class Verb:
    """A verb with the words that belong to it ("call", "for"), its code and where it stands."""

    lemma: str
    behind: tuple[str, ...]
    code: str
    place: str


@dataclass(frozen=True)
class Pattern:
    """A pattern as written, its code and where it stands."""

    text: str
    code: str
    place: str


@dataclass
class Block:
    """Verbs and the patterns that hold for each of them."""

    code: str
    verbs: list[Verb] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)


@dataclass(frozen=True)
class Event:
    """What a code means: the code itself, event and mode, whether both sides do it to each other."""

    cameo: str
    event: str
    mode: str
    is_reciprocal: bool


class VerbReader:
    """Adds the patterns of verb dictionaries to tables."""

    def __init__(self, lexicons: Lexicons, tables: Tables) -> None:
        self._cameo = {row["row"]: (row["event"], row["mode"]) for row in lexicons.rows("events/cameo")}
        self._tables = tables
        self._numbers: Counter[str] = Counter()
        self._places: dict[tuple[str, str, str], str] = {}

    def read(self, lines: Iterable[Line]) -> None:
        """Add the patterns of one file."""
        sets, blocks = self._parts(lines)
        for block in blocks:
            self._add(block, sets)

    def _parts(self, lines: Iterable[Line]) -> tuple[dict[str, tuple[str, ...]], list[Block]]:
        """The sets and the blocks of a file."""
        sets: dict[str, tuple[str, ...]] = {}
        blocks: list[Block] = []
        name = ""
        for line in lines:
            text = line.text.strip()
            if text.startswith("&"):
                name = text.strip("&_ ").lower()
                sets[name] = ()
            elif text.startswith("---"):
                blocks.append(Block(_code(line)))
                if not line.codes:
                    self._tables.leave_out(line.place, "a block with a code or [---]", repr(text))
            elif blocks and text.startswith("- "):
                blocks[-1].patterns.append(Pattern(line.words.removeprefix("- ").strip(), _code(line), line.place))
            elif blocks and not text.startswith("-"):
                self._add_verb(blocks[-1], line)
            elif name and text.startswith("+") and "_" not in text.strip("_"):
                sets[name] += (text.strip("+_ ").lower(),)
            else:
                self._tables.leave_out(line.place, "a set's single word, a block, a verb or a pattern", repr(text))
        return sets, blocks

    def _add_verb(self, block: Block, line: Line) -> None:
        text = _FORMS.sub("", line.words).strip(" _")
        lemma, *behind = text.removeprefix("+").replace("_", " ").lower().split() or [""]
        if not _VERB.fullmatch(lemma) or "+" in text[1:]:
            self._tables.leave_out(line.place, "a verb that its phrase begins with", repr(text))
            return
        block.verbs.append(Verb(lemma, tuple(behind), _code(line) or block.code, line.place))

    def _add(self, block: Block, sets: Sets) -> None:
        guards = self._guards(block)
        for verb in block.verbs:
            if verb.code not in ("", NO_EVENT):
                self._add_rows(Pattern("*", verb.code, verb.place), [verb], sets, guards)
        for pattern in block.patterns:
            if pattern.code != NO_EVENT:
                self._add_rows(pattern, block.verbs, sets)

    def _guards(self, block: Block) -> tuple[str, ...]:
        """The words beside which the block's verbs, standing alone, tell no event."""
        has_bare_verb = any(self._plover(verb.code.partition(":")[0]) for verb in block.verbs)
        words = []
        for pattern in block.patterns:
            if pattern.code != NO_EVENT:
                continue
            if not has_bare_verb:
                self._tables.leave_out(pattern.place, "an event of the verb that the pattern takes away", "none")
                continue
            try:
                words.append(guard_word(pattern.text))
            except LeftOutError as error:
                self._tables.leave_out(pattern.place, error.expected, error.found)
        return tuple(dict.fromkeys(words))

    def _add_rows(self, pattern: Pattern, verbs: Sequence[Verb], sets: Sets, guards: tuple[str, ...] = ()) -> None:
        """Add a row for each verb, or say why there is none."""
        if not verbs:
            self._tables.leave_out(pattern.place, "a verb of its block", "none")
            return
        try:
            event = self._event(pattern)
        except LeftOutError as error:
            self._tables.leave_out(pattern.place, error.expected, error.found)
            return
        reasons: dict[str, dict[str, None]] = {}
        for verb in verbs:
            try:
                self._add_row(verb, read_pattern(pattern.text, sets, verb.behind), event, pattern.place, guards)
            except LeftOutError as error:
                reasons.setdefault(error.expected, {})[error.found] = None
        for expected, found in reasons.items():
            self._tables.leave_out(pattern.place, expected, ", ".join(found))

    def _add_row(self, verb: Verb, form: Form, event: Event, place: str, guards: tuple[str, ...]) -> None:
        words = verb.lemma, form.particle, form.object
        first = self._places.get(words)
        if first == place:
            return  # the block names the verb twice
        if first is not None:
            raise LeftOutError("words that no entry before has", f"those of {first} for {verb.lemma!r}")
        self._places[words] = place
        self._numbers[verb.lemma] += 1
        is_reciprocal = event.is_reciprocal or form.is_reciprocal
        self._tables.predicates.append({
            "row": f"{verb.lemma}.v.petrarch.{self._numbers[verb.lemma]:03}", "lemma": verb.lemma, "pos": "verb",
            "particle": form.particle, "object": form.object, "event": event.event, "mode": event.mode,
            "cameo": event.cameo, "actor": form.actor, "recipient": form.recipient,
            "reciprocal": "yes" if is_reciprocal else "", "exclude": "|".join(guards), "origin": "petrarch",
            "source": place,
        })  # fmt: skip

    def _event(self, pattern: Pattern) -> Event:
        """What the code means; of ``[a:b]`` with two events the first, and the second is said to be left out.

        Raises:
            LeftOutError: it is no CAMEO code, or one that PLOVER has no event for.
        """
        first, _, second = pattern.code.partition(":")
        found = self._plover(first)
        if found is None:
            raise LeftOutError("a CAMEO code that is an event in PLOVER", pattern.code or "none")
        is_reciprocal = bool(second) and self._plover(second) == found
        if second and not is_reciprocal:
            self._tables.leave_out(pattern.place, "one event", f"a second, {second}, done by the recipient")
        return Event(first, *found, is_reciprocal)

    def _plover(self, code: str) -> tuple[str, str] | None:
        """Event and mode of the longest beginning of a code that the table has."""
        if not re.fullmatch(r"\d{2,4}", code):
            return None
        return next((self._cameo[code[:n]] for n in range(len(code), 1, -1) if code[:n] in self._cameo), None)


def _code(line: Line) -> str:
    """The last code of a line; none is an empty string."""
    return line.codes[-1] if line.codes else ""
