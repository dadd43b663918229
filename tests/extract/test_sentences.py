"""Sentences by their marks."""

from hypothesis import given
from hypothesis import strategies as st

from flows.extract.sentences import Sentences


def sentence(text: str, word: str) -> str:
    start, end = Sentences(text).around(text.index(word))
    return text[start:end]


def test_a_sentence_ends_at_its_mark() -> None:
    assert sentence("Ana left. Piet stayed.\n\nTomas slept.", "stayed") == "Piet stayed."


def test_initials_and_abbreviations_end_none() -> None:
    assert sentence("Dr. A. Lisko left on 3 Jan. 2031. Piet stayed.", "left") == "Dr. A. Lisko left on 3 Jan. 2031."


@given(st.text(), st.integers(min_value=0))
def test_every_place_is_in_one_sentence(text: str, at: int) -> None:
    position = at % (len(text) + 1)
    sentences = Sentences(text)
    start, end = sentences.around(position)
    assert 0 <= start <= position <= len(text)
    assert start <= end <= len(text)
