from __future__ import annotations

import pytest

from asreported.errors import UsageError
from asreported.readers import check_published, read_published


@pytest.mark.parametrize(
    "value",
    ["2019-03-05", "2019-03-05T10:00:00Z", "2019-03-05T10:00", "2019-03-05T10:00:00.5+01:00", "2018-02-03T18:20:32"],
)
def test_iso_is_kept_letter_by_letter(value: str) -> None:
    assert read_published(value) == (value, None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("26-FEB-1987 16:41:34.44", "1987-02-26T16:41:34"),
        ("March 5, 2019", "2019-03-05"),
        ("5 March 2019", "2019-03-05"),
        ("5th of March 2019", "2019-03-05"),
        ("2019 March 5", "2019-03-05"),
        ("Tuesday, March 5, 2019", "2019-03-05"),
        ("Tue, 05 Mar 2019 10:00:00 GMT", "2019-03-05T10:00:00+00:00"),
        ("Tue, 05 Mar 2019 10:00:00 +0200", "2019-03-05T10:00:00+02:00"),
        ("Mar. 5, 2019 at 5:30 p.m.", "2019-03-05T17:30:00"),
        ("Mar. 5, 2019 12:05 am UTC", "2019-03-05T00:05:00+00:00"),
        ("Mar. 5, 2019 at 5:30 p.m. EST", "2019-03-05"),
        ("2019/03/05", "2019-03-05"),
        ("25/03/2019", "2019-03-25"),
        ("03/25/2019", "2019-03-25"),
        ("4/4/2019", "2019-04-04"),
        ("20190305", "2019-03-05"),
        ("2016-11-12 17:58:46", "2016-11-12T17:58:46"),
        ("2009-03-24 08:41:54-05", "2009-03-24T08:41:54-05:00"),
        (" 2019-03-05\n", "2019-03-05"),
    ],
)
def test_form_that_can_be_read_in_one_way_is_read(value: str, expected: str) -> None:
    assert read_published(value) == (expected, None)


@pytest.mark.parametrize(
    "value",
    ["03/04/2019", "5.3.2019", "2019-13-05", "Feb 30, 2019", "March 2019", "2019-03", "yesterday", "Monday", "",
     "1551780000", "2019-03-05T25:00", "3/4/19", "x" * 500],
)  # fmt: skip
def test_other_forms_give_no_date_and_one_warning(value: str) -> None:
    found, warning = read_published(value)
    assert found is None
    assert warning is not None
    assert "\n" not in warning


def test_option_that_is_no_date_is_wrong_usage() -> None:
    assert check_published("March 5, 2019") == "2019-03-05"
    with pytest.raises(UsageError, match="03/04/2019"):
        check_published("03/04/2019")
