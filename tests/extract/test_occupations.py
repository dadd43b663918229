"""Occupations and affiliations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.mentions import mentions
from flows.extract.occupations import occupations
from flows.extract.people import identify
from flows.extract.words import split


def read(text: str) -> list[str]:
    words = split(text)
    found = identify(words, mentions(text, words)).everyone
    return [passage.quote for person in found for passage in occupations(text, words, person)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The human rights lawyer Ludvik Barosz was arrested.", ["human rights lawyer"]),
        ("Ludvik Barosz, a former editor of the weekly, was arrested.", ["former editor of the weekly"]),
        ("Interior Minister Ludvik Barosz said so.", ["Interior Minister"]),
        ("Signed:\nLudvik Barosz, Guild of Printers", ["Guild of Printers"]),
        ("Ludvik Barosz, who was arrested, is free.", []),
        ("His wife, Ilse Barosz, was arrested.", []),
    ],
)
def test_occupations_as_said(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@given(st.text(alphabet="AaBb ,.\n-", max_size=80))
def test_every_occupation_is_a_slice(text: str) -> None:
    words = split(f"Judge Ludvik Barosz, {text}")
    whole = f"Judge Ludvik Barosz, {text}"
    for person in identify(words, mentions(whole, words)).everyone:
        for passage in occupations(whole, words, person):
            assert whole[passage.start : passage.end] == passage.quote
