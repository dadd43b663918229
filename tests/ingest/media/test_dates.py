"""Days in metadata."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.media.dates import leading_day


@given(st.datetimes(timezones=st.just(UTC)))
def test_the_day_of_an_iso_time_is_read(moment: datetime) -> None:
    assert leading_day(moment.isoformat()) == moment.date()


@pytest.mark.parametrize(
    "value", [None, "", "2031", "2031-04", "2031-02-30", "April 2, 2031", "2031-04-021", "2031-04/02"]
)
def test_what_is_no_day_gives_none(value: str | None) -> None:
    assert leading_day(value) is None


def test_slashes_and_dots_do() -> None:
    assert leading_day("2031/04/02") == leading_day("2031.04.02") == date(2031, 4, 2)
