from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.edtf import bounds, is_edtf, join, make_interval, precision


@pytest.mark.parametrize(
    ("value", "first", "last", "kind"),
    [
        ("2025-12-13", date(2025, 12, 13), date(2025, 12, 13), "day"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "year"),
        ("2024-12/2025-12-17", date(2024, 12, 1), date(2025, 12, 17), "interval"),
        ("2025/2025-03-04", date(2025, 1, 1), date(2025, 3, 4), "interval"),
    ],
)
def test_value_means_its_days(value: str, first: date, last: date, kind: str) -> None:
    assert bounds(value) == (first, last)
    assert precision(value) == kind


@pytest.mark.parametrize(
    "value",
    [
        "",
        "25-12-13",
        "2025-13",
        "2025-02-30",
        "0000",
        "2025/",
        "/2025",
        "2026/2025",
        "2025~",
        "20 25",
        "2025-1",
        "٢٠٢٥",
    ],
)
def test_other_forms_are_refused_with_the_value_named(value: str) -> None:
    assert not is_edtf(value)
    with pytest.raises(ValueError, match="EDTF value"):
        bounds(value)


@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        (date(2025, 3, 1), date(2025, 3, 1), "2025-03-01"),
        (date(2025, 3, 1), date(2025, 3, 31), "2025-03"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2024, 1, 1), date(2025, 12, 31), "2024/2025"),
        (date(2025, 3, 1), date(2025, 5, 31), "2025-03/2025-05"),
        (date(2025, 3, 1), date(2025, 5, 30), "2025-03-01/2025-05-30"),
    ],
)
def test_interval_is_written_as_short_as_it_can_be(first: date, last: date, value: str) -> None:
    assert make_interval(first, last) == value


def test_interval_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="swap its ends"):
        make_interval(date(2025, 3, 2), date(2025, 3, 1))
    with pytest.raises(ValueError, match="swap its ends"):
        join("2025", "2024-12-31")


def test_join_keeps_each_end_as_precise_as_it_is() -> None:
    assert join("2020", "2024-05-21") == "2020/2024-05-21"
    assert join("2020-03/2020-05", "2024") == "2020-03/2024"
    assert join("2024", "2024") == "2024"


@given(st.dates(), st.dates())
def test_interval_means_the_days_that_it_was_made_of(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    assert bounds(make_interval(first, last)) == (first, last)


@given(st.text())
def test_any_text_is_a_value_or_is_refused(text: str) -> None:
    if is_edtf(text):
        first, last = bounds(text)
        assert first <= last
    else:
        with pytest.raises(ValueError, match="EDTF value"):
            precision(text)
