from __future__ import annotations

import pickle

import pytest

from asreported import errors

KINDS = [
    errors.AsReportedError,
    errors.InputError,
    errors.LanguageError,
    errors.FetchError,
    errors.PrivateAddressError,
    errors.TimeLimitError,
    errors.CodingError,
    errors.RecordError,
    errors.LexiconError,
]


@pytest.mark.parametrize("kind", [*KINDS, errors.UsageError])
def test_error_survives_pickling_and_prints_one_line(kind: type[errors.AsReportedError]) -> None:
    error = kind("a report", "nothing", "give one", "news.jsonl:3")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(again) is kind
    assert str(again) == str(error) == "news.jsonl:3: expected a report, found nothing; give one"


def test_language_survives_pickling() -> None:
    error = errors.LanguageError("a report in English", "a text in language 'de'", "set it aside", "a.txt", "de")
    assert pickle.loads(pickle.dumps(error)).language == "de"  # noqa: S301


def test_what_a_server_said_survives_pickling() -> None:
    error = errors.FetchError("answer 200", "answer 429", "try again later", "https://example.org/", True, 429, 60.0)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (again.is_lasting, again.status, again.retry_seconds) == (True, 429, 60.0)


def test_tree_drawn_in_the_docstring_is_the_tree() -> None:
    for kind in KINDS:
        assert kind.__name__ in (errors.__doc__ or "")
        assert issubclass(kind, errors.AsReportedError)
