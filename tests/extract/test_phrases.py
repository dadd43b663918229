"""Noun phrases for people, widened from some of their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.phrases import set_size, tells_number, widen


@pytest.mark.parametrize(
    ("text", "words", "phrase"),
    [
        ("Then another group of prisoners was freed.", "group of prisoners", "another group of prisoners"),
        ("More than a hundred people were freed.", "hundred people", "More than a hundred people"),
        ("They freed 3,200 prisoners.", "prisoners", "3,200 prisoners"),
        ("The civil society activists were freed.", "civil", "The civil society activists"),
        ("The guards beat students.", "students", "students"),
    ],
)
def test_a_phrase_has_its_article_its_number_and_its_noun(text: str, words: str, phrase: str) -> None:
    start = text.index(words)
    found = widen(text, start, start + len(words))
    assert text[slice(*found)] == phrase


@pytest.mark.parametrize(
    ("words", "size"),
    [("The three", 3), ("both men", 2), ("the couple", 2), ("all 12", 12), ("three men", None), ("the men", None)],
)
def test_a_set_told_of_before_has_a_size(words: str, size: int | None) -> None:
    assert set_size(words) == size


@pytest.mark.parametrize(
    ("words", "is_number"),
    [("about forty students", True), ("13 others", True), ("dozens", True), ("the three", False), ("she", False)],
)
def test_a_number_tells_of_new_people(words: str, is_number: bool) -> None:
    assert tells_number(words) is is_number


@given(st.text(min_size=1), st.data())
def test_a_phrase_holds_the_words_it_was_widened_from(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = widen(text, start, end)
    assert 0 <= first <= start < end <= last <= len(text)
