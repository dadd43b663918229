"""Where numbers stand."""

from flows.extract.cast import Cast
from flows.extract.count_places import Place, places
from flows.extract.counts import Setting
from flows.extract.sentences import Sentences


def place(text: str, at: int = 0) -> Place:
    here = Setting(text, Sentences(text), (), (), Cast(()), None)
    return list(places(here, here.people_numbers))[at]


def test_a_place_tells_the_words_around_and_those_nearer_than_the_next_number() -> None:
    second = place("Police arrested 40 students and freed 12 of them. Rain fell.", 1)
    assert second.before[:3] == ["freed", "and", "students"]
    assert second.near_before == 3
    assert second.after == ["of", "them", "."]


def test_a_number_said_before_is_told() -> None:
    assert place("Police held 40 students. The 40 students sang.", 1).again
    assert not place("Police held 40 students. The 40 students sang.", 0).again


def test_phrases_stand_before_a_number_behind_it_or_around_it() -> None:
    here = place("Jailed in May, the state let 24 people go behind closed doors; nobody was deported.")
    assert [phrase.measure for phrase in here.phrases_before()] == ["arrest"]
    assert [phrase.measure for phrase in here.phrases_around()] == ["release"]
    assert [phrase.measure for phrase in here.phrases_after()] == ["expulsion"]
