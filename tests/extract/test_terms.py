"""Terms of sentences in months."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.terms import term_months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("sentenced to six years in prison", 72),
        ("a six-year term", 72),
        ("sentenced to 18 months", 18),
        ("given two and a half years", 30),
        ("eight years and nine months", 105),
        ("two years, six months", 30),
        ("jailed for a year", 12),
        ("fifteen days of administrative arrest", 0.49),
    ],
)
def test_terms_are_told_in_months(text: str, months: float) -> None:
    found = term_months(text, 0, len(text))
    assert found is not None
    assert found[0] == months


@pytest.mark.parametrize("text", ["sentenced for life", "the 34-year-old", "arrested two years ago", "released later"])
def test_ages_and_distances_are_no_terms(text: str) -> None:
    assert term_months(text, 0, len(text)) is None


@given(st.text(), st.text())
def test_any_text_gives_a_term_in_it_or_none(before: str, after: str) -> None:
    text = f"{before} six years {after}"
    found = term_months(text, 0, len(text))
    assert found is None or 0 <= found[1] < found[2] <= len(text)
