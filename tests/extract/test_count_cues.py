"""Cues of the measures of numbers."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.cast import Cast
from flows.extract.count_cues import count_cues, likelihoods, predicate, probability, word_cues
from flows.extract.count_places import Place, places
from flows.extract.counts import Setting
from flows.extract.sentences import Sentences
from flows.extract.tagging import MEASURES, Floats


def setting(text: str) -> Setting:
    return Setting(text, Sentences(text), (), (), Cast(()), date(2031, 5, 21))


def place(text: str, at: int = 0) -> Place:
    here = setting(text)
    return list(places(here, here.people_numbers))[at]


def chances(count: int, **likely: float) -> Floats:
    rows = np.zeros((count, len(MEASURES)), dtype=np.float32)
    for measure, chance in likely.items():
        rows[:, MEASURES.index(measure)] = chance
    return rows


@pytest.mark.parametrize(
    ("measure", "cue"),
    [("arrest", "trigger < first"), ("release", "trigger > behind a number"), ("arrest", "arrest < arrested")],
)
def test_words_name_measures(measure: str, cue: str) -> None:
    text = "Police arrested 40 students, of whom 12 were later released."
    assert cue in word_cues(setting(text), place(text))[measure]


def test_only_measures_that_something_names_have_cues() -> None:
    here = setting("The 40 singers bowed.")
    numbers = list(places(here, here.people_numbers))
    assert count_cues(here, numbers, chances(1)) == [{}]
    assert list(count_cues(here, numbers, chances(1, release=0.2))[0]) == ["release"]


def test_the_encoder_is_believed_where_words_agree() -> None:
    here = setting("Police arrested 40 students in the harbour on Monday.")
    numbers = list(places(here, here.people_numbers))
    (sure,) = likelihoods(count_cues(here, numbers, chances(1, arrest=0.95)))
    (unsure,) = likelihoods(count_cues(here, numbers, chances(1)))
    assert sure["arrest"] > 0.5
    assert sure["arrest"] > unsure["arrest"]


def test_cues_without_a_weight_say_nothing() -> None:
    assert probability(frozenset({"unheard of"}), {"bias": 0.0}) == 0.5


def test_what_people_are_is_told_apart_from_what_is_said_of_them() -> None:
    text = "The 40 prisoners who were arrested in May were released."
    own, said = predicate(text, place(text))
    assert [phrase.measure for phrase in own] == ["held", "arrest"]
    assert [phrase.measure for phrase in said] == ["release"]


@given(st.text(alphabet="ab12 .,;\n", max_size=60), st.floats(0, 1))
def test_every_number_has_probabilities(text: str, chance: float) -> None:
    here = setting(f"{text} 12 men were arrested {text}")
    numbers = list(places(here, here.people_numbers))
    found = likelihoods(count_cues(here, numbers, chances(len(numbers), arrest=chance, held=chance)))
    assert len(found) == len(numbers)
    assert all(0 <= each <= 1 for likely in found for each in likely.values())
