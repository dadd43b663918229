"""Triggers: every row of the table finds the act of its example."""

import pytest

from flows.extract.syntax import parse
from flows.extract.triggers import Pattern, Trigger, patterns, triggers
from schemas.vocabulary import terms


def found(text: str) -> list[Trigger]:
    (doc,) = parse(text, [(0, len(text))])
    return triggers(doc)


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.name)
def test_the_example_of_a_row_is_found_by_it(pattern: Pattern) -> None:
    assert pattern in [trigger.pattern for trigger in found(pattern.example)]


def test_types_are_of_the_vocabulary() -> None:
    assert {pattern.type for pattern in patterns()} == set(terms("event_types"))


def test_rows_are_told_once() -> None:
    keys = [(pattern.type, pattern.words, pattern.kind) for pattern in patterns()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("text", "type_", "words"),
    [
        ("They took the two students into custody.", "arrest", "took the two students into custody"),
        ("The court found all of them guilty.", "conviction", "found all of them guilty"),
        ("Guards led her away.", "arrest", "led her away"),
        ("She walked free.", "release", "walked free"),
    ],
)
def test_idioms_leave_room_for_other_words(text: str, type_: str, words: str) -> None:
    trigger = found(text)[0]
    assert (trigger.type, text[trigger.start : trigger.end]) == (type_, words)


def test_a_longer_idiom_hides_the_words_in_it() -> None:
    assert [trigger.type for trigger in found("Two men were put to death.")] == ["execution"]


def test_other_meanings_name_no_act() -> None:
    assert not found("The orchestra played a waltz, and the audience applauded.")
