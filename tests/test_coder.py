"""The coder's contract: records validate, streams keep order, the same input gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import count, islice
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from asreported import Coder, Failure, InputError, LanguageError, Record, Report, UsageError, schema
from asreported.spans import walk_spans

REPORT = """Ferry Firm's Chief Resigns After Sinking

LIMA, May 9 (Agencia Invento) - Rosaura Tinajero, who runs the Pacifica ferry line, resigned on Monday, two weeks
after one of its ships sank off Chimbote.

“I am sorry,” Tinajero said in a letter to staff. She denied that the company had ignored a warning.

The transport ministry accused the company of hiding two inspection reports. Police searched its offices on 2 May.
"""  # invented, and so is everybody in it


@pytest.fixture(scope="module")
def record(coder: Coder) -> Record:
    return coder.code(REPORT, published="2022-05-09")


def line(record: Record) -> str:
    return json.dumps(record.to_dict(), ensure_ascii=False)


def test_record_validates_against_the_schema(record: Record) -> None:
    Draft202012Validator.check_schema(schema())
    Draft202012Validator(schema()).validate(json.loads(line(record)))


def test_text_is_the_inputs_own(record: Record) -> None:
    assert record.text == REPORT


def test_every_list_of_the_record_is_filled_by_this_report(record: Record) -> None:
    assert record.actors
    assert record.times
    assert record.places
    assert record.attributions
    assert {event.event for event in record.events} >= {"RETREAT", "ACCUSE", "COERCE"}
    assert record.dateline is not None
    assert record.headline == "Ferry Firm's Chief Resigns After Sinking"


def test_same_input_gives_same_bytes(coder: Coder, record: Record) -> None:
    assert line(coder.code(REPORT, published="2022-05-09")) == line(record)
    assert line(Coder().code(REPORT, published="2022-05-09")) == line(record)


def test_record_does_not_depend_on_its_neighbours(coder: Coder, record: Record) -> None:
    stream = [
        Report(text="Police arrested two men."),
        Report(text="Kenya and Peru met."),
        Report(text="Nothing happened."),
    ]
    alone = [line(coder.code_report(report)) for report in stream]
    together = [line(item) for item in coder.pipe(stream) if isinstance(item, Record)]
    assert together == alone


def test_pipe_keeps_order_on_an_endless_stream(coder: Coder) -> None:
    endless = (Report(text=f"Minister {n} resigned.", input_id=str(n)) for n in count())
    coded = list(islice(coder.pipe(endless), 20))
    assert [item.input_id for item in coded if isinstance(item, Record)] == [str(n) for n in range(20)]


def test_pipe_reads_only_a_little_ahead(coder: Coder) -> None:
    read = 0

    def reports() -> Iterator[Report]:
        nonlocal read
        for n in count():
            read += 1
            yield Report(text=f"Minister {n} resigned.")

    next(iter(coder.pipe(reports())))
    assert read <= 32


def test_a_failure_takes_its_place_in_the_stream(coder: Coder) -> None:
    error = InputError("a report", "nothing", "give one", "news.jsonl:2")
    stream = [Report(text="One left."), Failure("news.jsonl:2", error), Report(text=" "), Report(text="Two left.")]
    coded = list(coder.pipe(stream))
    assert [type(item) for item in coded] == [Record, Failure, Failure, Record]


def test_other_languages_are_refused_by_name(coder: Coder) -> None:
    text = (
        "El presidente dijo el lunes que no habrá nuevas elecciones en el país y que el gobierno seguirá con su plan."
    )
    with pytest.raises(LanguageError, match="'es'"):
        coder.code(text * 2)


def test_failure_in_another_language_carries_it(coder: Coder) -> None:
    [failure] = coder.pipe([Report(text="Переговоры о плотине провалились в понедельник, сказал министр.")])
    assert isinstance(failure, Failure)
    assert isinstance(failure.error, LanguageError)
    assert failure.error.language == "ru"


def test_language_without_a_pack_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="'fr'; write a pack for it first: a parser"):
        Coder(language="fr")


def test_empty_text_is_refused(coder: Coder) -> None:
    with pytest.raises(InputError, match="expected"):
        coder.code(" \n ")


def test_coder_says_what_made_the_record(record: Record) -> None:
    assert set(record.coder.lexicons) >= {"actors/countries", "events/predicates", "attributions/cues"}
    assert record.coder.models
    assert record.coder.version


def test_notebook_shows_the_text_with_its_spans(record: Record) -> None:
    shown = record._repr_html_()
    assert "<mark" in shown or "<span" in shown
    assert "Tinajero" in shown


def test_ids_survive_a_longer_text(coder: Coder, record: Record) -> None:
    longer = coder.code(REPORT + "\nThe mayor of Lima said nothing.\n", published="2022-05-09")
    assert {a.id for a in record.attributions} <= {a.id for a in longer.attributions}


WORDS = st.sampled_from(
    [
        '"',
        "“",
        "”",
        "''",
        "said",
        "Police",
        "told",
        "Iran",
        "on Monday",
        "he",
        "killed",
        "the",
        "minister",
        ",",
        ".",
        "\n\n",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(WORDS, min_size=1, max_size=40).map(" ".join) | st.text(min_size=1, max_size=200))
def test_any_text_is_coded_or_refused_by_name(coder: Coder, text: str) -> None:
    try:
        found = coder.code(text, published="2020-02-29")
    except (InputError, LanguageError):
        return
    plain: dict[str, Any] = found.to_dict()
    assert plain["text"] == found.text
    assert all(0 <= start < end <= len(found.text) for _, (start, end) in walk_spans(found))


def test_what_stands_beside_the_text_may_be_a_date_or_one_name(coder: Coder) -> None:
    record = coder.code("Two ministers resigned.", published=date(2024, 3, 5), authors="Ada Quill")
    assert (record.published, record.authors) == ("2024-03-05", ("Ada Quill",))


@pytest.mark.parametrize("about", [{"published": 20240305}, {"url": 5}, {"publisher": ["Fern"]}])
def test_what_is_no_string_is_refused(coder: Coder, about: dict[str, object]) -> None:
    with pytest.raises(InputError, match="expected a string for"):
        coder.code("Two ministers resigned.", **about)


def test_a_date_that_cannot_be_read_is_logged(coder: Coder, caplog: pytest.LogCaptureFixture) -> None:
    assert coder.code("Two ministers resigned.", published="soon").published is None
    assert "published" in caplog.text


def test_what_is_no_report_comes_out_as_a_failure(coder: Coder) -> None:
    [failure] = coder.pipe(["Two ministers resigned."])  # type: ignore[list-item]
    assert isinstance(failure, Failure)
    assert "make_report" in str(failure.error)


def test_models_are_told_by_their_digests(record: Record) -> None:
    assert all(len(digest) == 64 for digest in record.coder.models.values())


class Slow:
    """Parses as the real one does, and for ever where a text says so."""

    def __init__(self, inner: Any, word: str = "Stall") -> None:
        self.inner, self.word, self.versions = inner, word, inner.versions

    def parse(self, reports: Any) -> Iterator[Any]:
        for report in reports:
            while self.word in report.text:
                pass
            yield from self.inner.parse([report])


def test_a_report_that_stalls_costs_only_itself(parser: Any) -> None:
    coder = Coder(parser=Slow(parser), max_seconds=1)
    texts = [REPORT, f"{REPORT} More.", f"{REPORT} Stall.", f"{REPORT} And more."]
    found = list(coder.pipe([Report(text=text, input_id=str(n)) for n, text in enumerate(texts)]))
    assert [type(item).__name__ for item in found] == ["Record", "Record", "Failure", "Record"]
    assert isinstance(found[2], Failure)
    assert str(found[2].error).startswith("2: expected an item that takes at most 1 s, found one that takes longer")
    assert coder.info == Coder(parser=Slow(parser)).info, "a limit changes no record"


def test_a_parser_that_breaks_on_a_report_costs_only_that(parser: Any, coder: Coder) -> None:
    class Broken(Slow):
        def parse(self, reports: Any) -> Iterator[Any]:
            for report in reports:
                if self.word in report.text:
                    raise ValueError("odd")
                yield from self.inner.parse([report])

    found = list(
        Coder(parser=Broken(parser)).pipe([Report(text=REPORT), Report(text=f"{REPORT} Stall."), Report(text=REPORT)])
    )
    assert [type(item).__name__ for item in found] == ["Record", "Failure", "Record"]
    assert "ValueError: odd; report this as a bug" in str(found[1].error)  # type: ignore[union-attr]


def test_a_text_longer_than_a_novel_is_not_coded(coder: Coder) -> None:
    [found] = coder.pipe([Report(text="The minister said so. " * 25_000, input_id="long")])
    assert isinstance(found, Failure)
    assert str(found.error) == (
        "long: expected a report of at most 500,000 characters, found 550,000; give it in parts, or allow more with "
        "--max-characters"
    )
    assert isinstance(next(Coder(max_characters=10).pipe([Report(text=REPORT)])), Failure)


@pytest.mark.parametrize(
    "tail",
    ["x" * 400_000, '"' * 10_000, "“x” " * 500, "(" * 2_000, "\u202e\u2066" * 2_000, "a\n\n" * 1_000, "\0" * 2_000],
    ids=["one word", "10,000 quotation marks", "quotations", "brackets", "marks of direction", "paragraphs", "NULs"],
)
def test_strange_texts_are_coded_or_refused(coder: Coder, tail: str) -> None:
    [found] = coder.pipe([Report(text=REPORT + tail)])
    assert isinstance(found, Record) or len(str(found.error).splitlines()) == 1
