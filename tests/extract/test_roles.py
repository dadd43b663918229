"""Roles: who an act was done to."""

import pytest

from flows.extract.cast import Cast, Mention
from flows.extract.roles import patients
from flows.extract.syntax import parse
from flows.extract.triggers import triggers

PEOPLE = ("Tomas Verel", "Ana Lisko", "Piet Orban")


def cast(text: str) -> Cast:
    places = [(text.find(name), name, at) for at, name in enumerate(PEOPLE)]
    return Cast(Mention(start, start + len(name), at) for start, name, at in places if start >= 0)


def who(text: str, type_: str) -> list[str] | str | None:
    """The names, or the words of the group, to whom the act of that type was done."""
    spans = [(0, len(text))]
    found = [trigger for doc in parse(text, spans) for trigger in triggers(doc) if trigger.type == type_]
    patient = patients(found[-1], cast(text))
    if patient is None:
        return None
    return [PEOPLE[person] for person in patient.people] or patient.group


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        ("Police arrested Tomas Verel.", "arrest", ["Tomas Verel"]),
        ("Tomas Verel was arrested by police.", "arrest", ["Tomas Verel"]),
        ("Police arrested Tomas Verel and Ana Lisko.", "arrest", ["Tomas Verel", "Ana Lisko"]),
        ("Tomas Verel, detained in May, wrote to his family.", "arrest", ["Tomas Verel"]),
        ("Tomas Verel, who was detained in May, wrote to us.", "arrest", ["Tomas Verel"]),
        ("The arrest of Tomas Verel surprised his family.", "arrest", ["Tomas Verel"]),
        ("Ana Lisko's arrest surprised her family.", "arrest", ["Ana Lisko"]),
        ("Tomas Verel was charged and released.", "release", ["Tomas Verel"]),
        ("Tomas Verel wrote a song. He was arrested.", "arrest", ["Tomas Verel"]),
        ("Ana Lisko sang. Police beat her.", "ill_treatment", ["Ana Lisko"]),
        ("Tomas Verel and Ana Lisko sang. They were arrested.", "arrest", ["Tomas Verel", "Ana Lisko"]),
        ("Tomas Verel, Ana Lisko and Piet Orban sang. The three were freed.", "release", [*PEOPLE]),
        ("Tomas Verel and Ana Lisko sang. Both were freed.", "release", ["Tomas Verel", "Ana Lisko"]),
        ("Arrested in May, Tomas Verel denied everything.", "arrest", ["Tomas Verel"]),
        ("A court sentenced Ana Lisko to two years.", "conviction", ["Ana Lisko"]),
        ("A higher court upheld the sentence of Ana Lisko.", "appeal", ["Ana Lisko"]),
        ("Another group of prisoners was expelled.", "expulsion", "Another group of prisoners"),
        ("Police arrested forty students.", "arrest", "forty students"),
    ],
)
def test_grammar_tells_who(text: str, type_: str, expected: list[str] | str) -> None:
    assert who(text, type_) == expected


def test_whoever_does_it_is_not_whom_it_is_done_to() -> None:
    assert who("Tomas Verel arrested Ana Lisko.", "arrest") == ["Ana Lisko"]


def test_things_are_not_people() -> None:
    assert who("The police seized the printing press.", "arrest") is None
