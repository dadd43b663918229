"""The learned reading: what the chances of an encoder come to, with an encoder that says what it is told to."""

from dataclasses import dataclass, field
from datetime import date
from typing import cast

import numpy as np
import numpy.typing as npt
import pytest

from flows.extract import learned
from flows.extract.acts import Act
from flows.extract.dates import date_expressions
from flows.extract.encoder import Encoded, Trigger
from flows.extract.mentions import Mention
from flows.extract.people import Person
from flows.extract.sentences import Sentences
from flows.extract.tagging import TAGS

NAMES = ("Tomas Verel", "Ana Lisko", "Piet Orban")
TEXT = (
    "Tomas Verel, Ana Lisko and Piet Orban sang. The three were freed. Four students have been beaten since May 2031."
)


@dataclass
class Told:
    """An encoding of TEXT with one trigger: who it was done to, and which date expression tells when."""

    trigger: Trigger
    chances: list[tuple[int, float]]
    dates: list[tuple[int | None, float]] = field(default_factory=lambda: [(None, 1.0)])
    capacity: tuple[float, ...] = (0.7, 0.1, 0.1, 0.1)
    text: str = TEXT

    @property
    def triggers(self) -> list[Trigger]:
        return [self.trigger]

    def patients(self, _people: object) -> list[list[tuple[int, float]]]:
        return [self.chances]

    def capacities(self, people: list[object]) -> npt.NDArray[np.float64]:
        return np.array([self.capacity] * len(people))

    def strongest(self, spans: list[object]) -> npt.NDArray[np.float32]:
        return np.zeros((len(spans), len(TAGS)), dtype=np.float32)

    def act_dates(self, _dates: object) -> list[list[tuple[int | None, float]]]:
        return [self.dates]


@pytest.fixture(autouse=True)
def believed_as_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second look at the people has tests of its own."""
    monkeypatch.setattr(learned, "believed", lambda _told, chosen: chosen)


def trigger(words: str, kind: str, patient: str, nameless: float = 0.2) -> Trigger:
    start, said = TEXT.index(words), TEXT.index(patient)
    return Trigger(start, start + len(words), kind, 0.9, nameless, (said, said + len(patient)))


def read(told: Told) -> Act:
    people = [
        Person(name, (), (Mention(TEXT.index(name), TEXT.index(name) + len(name), name, "", 1.0),)) for name in NAMES
    ]
    encoded, dates = cast("Encoded", told), date_expressions(TEXT, date(2031, 9, 1))
    (act,) = learned.acts(encoded, people, learned.capacities(encoded, people), dates, Sentences(TEXT))
    return act


def test_the_three_are_the_three_likeliest() -> None:
    said = trigger("freed", "release", "The three")
    assert read(Told(said, [(1, 0.9), (0, 0.6), (2, 0.2)])).people == (0, 1, 2)
    assert read(Told(said, [(1, 0.9), (0, 0.6), (2, 0.01)])).people == (0, 1)


def test_nothing_is_done_to_who_is_surely_no_subject() -> None:
    said = trigger("freed", "release", "The three")
    assert read(Told(said, [(0, 0.9)], capacity=(0.01, 0.9, 0.05, 0.04))).people == ()


def test_somebody_named_is_meant_unless_a_number_says_otherwise() -> None:
    unsure = [(1, 0.4), (0, 0.3)]
    assert read(Told(trigger("freed", "release", "Ana Lisko"), unsure)).people == (1,)
    number = read(Told(trigger("beaten", "ill_treatment", "Four students"), unsure))
    assert (number.people, number.group) == ((), "Four students")


@pytest.mark.parametrize(
    ("kind", "chances", "day"),
    [
        ("arrest", [(0, 0.9)], "2031-05"),
        ("arrest", [], "2031-05/2031-09-01"),
        ("ill_treatment", [(0, 0.9)], "2031-05/2031-09-01"),
    ],
)
def test_since_is_the_day_of_an_act_but_lasts_for_what_goes_on(
    kind: str, chances: list[tuple[int, float]], day: str
) -> None:
    said = trigger("beaten", kind, "Four students")
    assert read(Told(said, chances, [(0, 0.8), (None, 0.2)])).date == day


def test_a_date_keeps_its_chance() -> None:
    said = trigger("freed", "release", "The three")
    act = read(Told(said, [(0, 0.9)], [(0, 0.6), (None, 0.4)]))
    assert (act.date_chance, TEXT[act.date_start : act.date_end]) == (0.6, "since May 2031")
    assert read(Told(said, [(0, 0.9)], [(None, 0.9), (0, 0.1)])).date is None
