"""Realis: what happened, and what was only wanted, threatened, possible or denied."""

import pytest

from flows.extract.claims import Certainty
from flows.extract.realis import certainty, effects
from flows.extract.syntax import parse
from flows.extract.triggers import triggers


def certainties(text: str) -> set[Certainty | None]:
    return {certainty(trigger) for doc in parse(text, [(0, len(text))]) for trigger in triggers(doc)}


@pytest.mark.parametrize(
    "text",
    [
        "The teacher must be released.",
        "They demand that the teacher be released.",
        "We call for the release of the teacher.",
        "The minister threatened to arrest the teacher.",
        "The teacher was not released.",
        "The teacher may be arrested.",
        "Police tried to arrest the teacher.",
        "If the teacher is arrested, we will leave.",
        "Nobody was arrested.",
        "The ministry denied arresting the teacher.",
        "The teacher will be charged.",
        "The teacher is expected to be released.",
        "He left the country to avoid arrest.",
    ],
)
def test_what_did_not_happen_is_none(text: str) -> None:
    assert certainties(text) == {None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The teacher was arrested.", "asserted"),
        ("The teacher has been arrested.", "asserted"),
        ("The court ordered her release.", "asserted"),
        ("Relatives said that the teacher was arrested.", "reported"),
        ("The teacher was reportedly arrested.", "reported"),
        ("The teacher was allegedly beaten.", "alleged"),
        ("She claims that she was beaten.", "alleged"),
        ("The teacher is said to have been arrested.", "reported"),
    ],
)
def test_what_happened_has_its_certainty(text: str, expected: Certainty) -> None:
    assert certainties(text) == {expected}


def test_the_table_knows_four_effects() -> None:
    assert set(effects().values()) == {"none", "done", "reported", "alleged"}
