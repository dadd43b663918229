"""Sources: whose word it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.sources import certainty, source


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("According to the Harbour Group, 40 people are held.", "the Harbour Group"),
        ("The Harbour Group says that 40 people are held.", "The Harbour Group"),
        ("Forty people are held, said Ana Lisko.", "Ana Lisko"),
        ("“Forty people are held,” Ana Lisko said.", "Ana Lisko"),
        ("The number of people recognised by the Harbour Group as political prisoners is 40.", "the Harbour Group"),
        ("But lawyers say 40 people are held.", "lawyers"),
    ],
)
def test_the_source_is_named_as_the_text_calls_it(sentence: str, expected: str) -> None:
    place = source(sentence, 0, len(sentence))
    assert place is not None
    assert sentence[slice(*place)] == expected


@pytest.mark.parametrize("sentence", ["Forty people are held.", "She said that forty people are held."])
def test_the_author_and_a_pronoun_are_no_source(sentence: str) -> None:
    assert source(sentence, 0, len(sentence)) is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He was beaten.", "asserted"),
        ("He was reportedly beaten.", "reported"),
        ("Lawyers say he was beaten.", "reported"),
        ("He was allegedly beaten.", "alleged"),
    ],
)
def test_words_tell_how_surely(sentence: str, expected: str) -> None:
    assert certainty(sentence, 0, len(sentence)) == expected


@given(st.text())
def test_any_text_has_a_source_in_it_or_none(text: str) -> None:
    place = source(text, 0, len(text))
    assert place is None or (0 <= place[0] < place[1] <= len(text) and text[slice(*place)].strip())
