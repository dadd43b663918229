from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.almanac import interval, latest_day, latest_year, moved, shift, span_beside, year_beside, year_within
from schemas.edtf import bounds

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("told", "step", "value"),
    [
        ("2030-01-31", {"months": 1}, "2030-02"),
        ("2030-01-31", {"days": 1}, "2030-02-01"),
        ("2030-01", {"days": 1}, "2030-01"),
        ("2030", {"months": 12}, "2031"),
        ("2030", {"months": 2}, None),
        ("2030-03", {"months": 24}, "2032"),
        (None, {"days": 1}, None),
    ],
)
def test_step_leads_to_a_date_as_exact_as_both(told: str | None, step: dict[str, int], value: str | None) -> None:
    assert moved(told, step) == value


@pytest.mark.parametrize(
    ("told", "month", "steps", "year"),
    [
        ("2030-05-08", 8, 0, 2030),
        ("2030-05-08", 3, 0, 2030),
        ("2030-10", 1, 0, 2031),
        ("2030-05", 5, 1, 2031),
        ("2030-05", 9, 1, 2030),
        ("2030", 3, 1, 2031),
        ("2030-05", 9, -1, 2029),
        (None, 9, 1, None),
    ],
)
def test_month_beside_a_date_is_the_nearest_that_way(
    told: str | None, month: int, steps: int, year: int | None
) -> None:
    assert year_beside(told, month, steps) == year


def test_week_beside_a_day_runs_from_monday_to_sunday() -> None:
    assert span_beside("week", 1, "2031-05-14") == "2031-05-19/2031-05-25"
    assert span_beside("week", 1, "2031-05") == "2031-05"


def test_month_of_a_period_falls_in_it() -> None:
    assert year_within("2029-07/2030-06", 8) == 2029
    assert year_within("2029-07/2030-06", 2) == 2030


def test_interval_with_an_open_or_misplaced_end_is_none() -> None:
    assert interval("2030", None) is None
    assert interval("2030", "2029-12") is None
    assert interval("2029-12", "2030") == "2029-12/2030"


@given(days, st.integers(1, 12), st.integers(1, 28))
def test_latest_is_never_after_publication(published: date, month: int, day: int) -> None:
    assert date(latest_year(month, published, day), month, day) <= published
    latest = latest_day(day, published)
    assert latest is not None
    assert bounds(latest)[1] <= published


@given(days, st.integers(-(10**6), 10**6))
def test_shift_beyond_the_calendar_is_none(day: date, months: int) -> None:
    shifted = shift(day, {"months": months})
    assert (shifted is None) == (not 1 <= day.year + (day.month - 1 + months) // 12 <= 9999)
