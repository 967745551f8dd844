"""The coder: loads models and tables once, then codes reports one by one or as a stream."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from asreported._version import __version__
from asreported.confidence import at_least
from asreported.errors import AsReportedError, CodingError, InputError, LanguageError, UsageError
from asreported.extract import Tables, extract
from asreported.lexicons import Lexicons
from asreported.parsing import Parse, Parser, SpacyParser
from asreported.readers.failure import Failure
from asreported.readers.language import detect_language
from asreported.readers.report import make_report
from asreported.records import SCHEMA_VERSION, CoderInfo, Record, Report
from asreported.time_limit import TimeLimit

LOG = logging.getLogger(__name__)
LANGUAGE = "en"
PACK = (
    "write a pack for it first: a parser, tables of cues, predicates, time words and names, and a trained tagger and "
    "judge (docs/design.md)"
)
MOST_CHARACTERS = 500_000
"""A longer text, in code points, is not coded: it is as long as a novel. One of 200,000 in which somebody says a thing
in each sentence takes 30 s and 740 to 1,120 MB, of which 400 are the coder's own; time grows faster than length."""
BATCH_REPORTS = 4
"""How far `pipe` reads ahead: as fast as 16, and 12 % faster than one report at a time."""


class Coder:
    """Codes news reports; make one and keep it, loading takes seconds.

        coder = asreported.Coder()
        record = coder.code("LIMA — Two ministers resigned on Monday.", published="2023-05-09")

    Arguments:
        lexicons: a folder of tables laid over ours, or None.
        parser: another parser behind the same protocol; spaCy's small English pipeline unless given.
        min_confidence: attributions and events less sure than this, 0 to 1, are left out, and what stands on them.
        max_characters: how many code points a text may have; memory grows with them, 2 to 3 kB each.
        max_seconds: how much of the processor's time coding one report may take, None for no limit; a report that takes
            longer is a failure. It holds in the main thread on Unix only (`asreported.time_limit`).
        language: the language of the reports as an ISO 639-1 code: ``"en"``, the only one there is a pack for.

    Raises:
        UsageError: `min_confidence` is no probability, `max_seconds` is 0 or less, or there is no pack for `language`.
        LexiconError: a table is missing or malformed.
        ModelError: a model's files are missing or broken.
    """

    def __init__(
        self,
        lexicons: Path | str | None = None,
        *,
        parser: Parser | None = None,
        min_confidence: float = 0.0,
        max_characters: int = MOST_CHARACTERS,
        max_seconds: float | None = None,
        language: str = LANGUAGE,
    ) -> None:
        if language != LANGUAGE:
            raise UsageError(f"a language with a pack ({LANGUAGE})", repr(language), PACK, "language")
        if not 0 <= min_confidence <= 1:
            raise UsageError("a confidence from 0 to 1", f"{min_confidence}", "give one such as 0.6", "min_confidence")
        if max_seconds is not None and max_seconds <= 0:
            found = f"{max_seconds:g}"
            raise UsageError("a number of seconds, more than 0", found, "leave it away for no limit", "max_seconds")
        tables = Lexicons(Path(lexicons) if lexicons is not None else None)
        self._parser: Parser = parser if parser is not None else SpacyParser()
        self._tables = Tables.load(tables)
        self._lexicons = tables
        self._min_confidence = min_confidence
        self._max_characters = max_characters
        self._max_seconds = max_seconds
        self._info = CoderInfo(
            version=__version__,
            schema=SCHEMA_VERSION,
            language=language,
            settings={"min_confidence": min_confidence} if min_confidence else {},
            models={**self._parser.versions, **self._tables.tagger.versions},
            lexicons=tables.digests,
        )

    @property
    def info(self) -> CoderInfo:
        """What stands as `coder` in every record that this one makes."""
        return self._info

    def code(self, text: str, **about: Any) -> Record:
        """Code one report.

        Arguments:
            text: the report's text; offsets in the record are code points into it.
            about: what `make_report` takes beside the text: `published` (ISO 8601, the anchor of relative dates),
                `publisher`, `headline`, `url`, `input_id`, `authors`.

        Returns:
            The record, empty lists in it where nothing was found.

        Raises:
            InputError: the text is empty or white space.
            LanguageError: it is in a language that is not coded.
        """
        report = make_report(text, lexicons=self._lexicons, **about)
        for warning in report.warnings:
            LOG.warning(warning)
        return self.code_report(report)

    def code_report(self, report: Report) -> Record:
        """Code one report that a reader made; errors as in `code`."""
        [coded] = self.pipe([report])
        if isinstance(coded, Failure):
            raise coded.error
        return coded

    def pipe(
        self, reports: Iterable[Report | Failure], *, batch_reports: int = BATCH_REPORTS
    ) -> Iterator[Record | Failure]:
        """Code a stream, in order, however long it is.

        A report that cannot be coded comes out as a `Failure` in its place, and a failure that comes in goes out.

        Arguments:
            reports: reports as a reader made them, and the failures between them.
            batch_reports: how many are read before the first of them comes out, 1 or more; 1 for a feed that trickles.
        """
        stream = iter(reports)
        while batch := list(islice(stream, batch_reports)):
            checked = [self._check(item) for item in batch]
            coded = self._code_all([item for item in checked if isinstance(item, Report)])
            for item in checked:
                yield item if isinstance(item, Failure) else next(coded)

    def _code_all(self, reports: Sequence[Report]) -> Iterator[Record | Failure]:
        """Code a batch: parsed together, which is faster; one by one from where that fails or takes too long."""
        parses = self._parser.parse(reports)
        for number, report in enumerate(reports):
            try:
                with self._timed(report):
                    parse = next(parses)
            except Exception:  # the culprit may be another report of the batch
                yield from map(self._code_alone, reports[number:])
                return
            yield self._extract(report, parse)

    def _code_alone(self, report: Report) -> Record | Failure:
        try:
            with self._timed(report):
                [parse] = self._parser.parse([report])
        except Exception as error:
            return self._failure(report, error)
        return self._extract(report, parse)

    def _extract(self, report: Report, parse: Parse) -> Record | Failure:
        try:
            with self._timed(report):
                return at_least(extract(report, parse, self._tables, self._info), self._min_confidence)
        except Exception as error:
            return self._failure(report, error)

    def _timed(self, report: Report) -> TimeLimit:
        return TimeLimit(self._max_seconds, _place(report))

    def _failure(self, report: Report, error: Exception) -> Failure:
        """What stands in the place of a record: one report that trips a bug of ours must not end a long stream."""
        place = _place(report)
        if isinstance(error, AsReportedError):
            return Failure(place, error)
        LOG.error("coding %s failed", place, exc_info=error)
        failure = CodingError("a record", f"{type(error).__name__}: {error}", "report this as a bug", place)
        failure.__cause__ = error
        return Failure(place, failure)

    def _check(self, item: Report | Failure) -> Report | Failure:
        if isinstance(item, Failure):
            return item
        if not isinstance(item, Report):
            found = type(item).__name__
            return Failure("pipe", InputError("a Report", found, "make it with make_report(text, …)", "pipe"))
        place = _place(item)
        if not item.text.strip():
            error: AsReportedError = InputError("a report's text", "nothing", "give the text of a report", place)
            return Failure(place, error)
        if len(item.text) > self._max_characters:
            expected, action = f"a report of at most {self._max_characters:,} characters", "give it in parts"
            action += ", or allow more with --max-characters"
            return Failure(place, InputError(expected, f"{len(item.text):,}", action, place))
        language = detect_language(item.text)
        if language != LANGUAGE:
            found = f"a text in language {language!r}"
            return Failure(place, LanguageError("a report in English", found, "set it aside", place, language))
        return item


def _place(report: Report) -> str:
    """Where a report came from, for a message: path and row, else its own id, else its address."""
    origin = report.origin
    if origin is not None:
        return str(origin)
    return report.input_id or report.url or "text"
