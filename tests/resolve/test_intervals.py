"""A qualified number means a closed interval, open where the words name no bound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.resolve.intervals import interval
from schemas.vocabulary import terms


@given(st.integers(0, 10**7), st.integers(1, 10**6), st.sampled_from(terms("qualifiers")))
def test_lower_is_never_above_upper(value: int, more: int, qualifier: str) -> None:
    lower, upper = interval(value, value + more if qualifier == "range" else None, qualifier)
    assert lower is None or upper is None or lower <= upper


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [
        ("exact", (31, 31)),
        ("more_than", (32, None)),
        ("at_least", (31, None)),
        ("fewer_than", (0, 30)),
        ("at_most", (0, 31)),
        ("about", (None, None)),
        ("range", (31, 40)),
        ("vague", (None, None)),
    ],
)
def test_interval(qualifier: str, expected: tuple[int | None, int | None]) -> None:
    assert interval(31, 40 if qualifier == "range" else None, qualifier) == expected


def test_an_unknown_qualifier_is_refused() -> None:
    with pytest.raises(ValueError, match="not in the vocabulary"):
        interval(1, None, "roughly")
