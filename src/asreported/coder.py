"""The coder: loads models and tables once, then codes reports one by one or as a stream."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
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

LOG = logging.getLogger(__name__)
LANGUAGE = "en"
PACK = (
    "write a pack for it first: a parser, tables of cues, predicates, time words and names, and a trained tagger and "
    "judge (docs/design.md)"
)
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
        language: the language of the reports as an ISO 639-1 code: ``"en"``, the only one there is a pack for.

    Raises:
        UsageError: `min_confidence` is no probability, or there is no pack for `language`.
        LexiconError: a table is missing or malformed.
        ModelError: a model's files are missing or broken.
    """

    def __init__(
        self,
        lexicons: Path | str | None = None,
        *,
        parser: Parser | None = None,
        min_confidence: float = 0.0,
        language: str = LANGUAGE,
    ) -> None:
        if language != LANGUAGE:
            raise UsageError(f"a language with a pack ({LANGUAGE})", repr(language), PACK, "language")
        if not 0 <= min_confidence <= 1:
            raise UsageError("a confidence from 0 to 1", f"{min_confidence}", "give one such as 0.6", "min_confidence")
        tables = Lexicons(Path(lexicons) if lexicons is not None else None)
        self._parser: Parser = parser if parser is not None else SpacyParser()
        self._tables = Tables.load(tables)
        self._lexicons = tables
        self._min_confidence = min_confidence
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
            parses = self._parser.parse(item for item in checked if isinstance(item, Report))
            for item in checked:
                if isinstance(item, Failure):
                    yield item
                else:
                    yield self._extract(item, next(parses))

    def _extract(self, report: Report, parse: Parse) -> Record | Failure:
        try:
            return at_least(extract(report, parse, self._tables, self._info), self._min_confidence)
        except AsReportedError as error:
            return Failure(_place(report), error)
        except Exception as error:  # one report that trips a bug of ours must not end a stream of a million
            LOG.exception("coding %s failed", _place(report))
            failure = CodingError(
                "a record", f"{type(error).__name__}: {error}", "report this as a bug", _place(report)
            )
            failure.__cause__ = error
            return Failure(_place(report), failure)

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
