"""Capacity of a person in one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.capacities import CAPACITIES, capacity
from flows.extract.mentions import mentions
from flows.extract.people import identify
from flows.extract.words import split


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Judge Ludvik Barosz adjourned the trial.", "authority"),
        ("President Ludvik Barosz signed the decree.", "authority"),
        ("“They beat him,” said the lawyer Ludvik Barosz.", "source"),
        ("The report was welcomed by activists, said Ludvik Barosz, director of the Prisoners' Forum.", "source"),
        ("She lives in Lima with her husband, Ludvik Barosz.", "other"),
    ],
)
def test_capacity_by_the_words_around(text: str, expected: str) -> None:
    words = split(text)
    person = identify(words, mentions(text, words)).everyone[0]
    assert capacity(words, person, is_subject=False) == expected


def test_whom_an_event_was_done_to_is_a_subject() -> None:
    text = "Judge Ludvik Barosz was arrested."
    words = split(text)
    person = identify(words, mentions(text, words)).everyone[0]
    assert capacity(words, person, is_subject=True) == "subject"


@given(st.lists(st.floats(min_value=0, max_value=1), min_size=4, max_size=4))
def test_any_opinion_of_a_model_gives_a_capacity(learned: list[float]) -> None:
    text = "The lawyer Ludvik Barosz came."
    words = split(text)
    person = identify(words, mentions(text, words)).everyone[0]
    assert capacity(words, person, is_subject=False, learned=learned) in CAPACITIES
