"""Counts: what is done to the people whom a number counts, and when."""

from datetime import date

import pytest

from flows.extract.claims import CountClaim
from flows.extract.engine import Engine

ENGINE = Engine(encoder=None)
PUBLISHED = date(2031, 5, 21)


def counts(text: str) -> list[tuple[str, int, str]]:
    return [(claim.measure, claim.value, claim.qualifier) for claim in claims(text)]


def claims(text: str) -> tuple[CountClaim, ...]:
    return ENGINE.read(text, PUBLISHED).counts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police arrested more than 40 students.", [("arrest", 40, "more_than")]),
        ("Over 900 people remain behind bars.", [("held", 900, "more_than")]),
        ("The number of political prisoners still in detention remains over 900.", [("held", 900, "more_than")]),
        ("At least 31 inmates were beaten.", [("ill_treatment", 31, "at_least")]),
        ("The group recorded 212 arrests.", [("arrest", 212, "exact")]),
        ("Fifty people were detained and released.", [("arrest", 50, "exact"), ("release", 50, "exact")]),
        ("Police arrested 320 people, including 57 women.", [("arrest", 320, "exact"), ("arrest", 57, "exact")]),
        (
            "Courts convicted 71 strikers, against 48 in 2029.",
            [("conviction", 71, "exact"), ("conviction", 48, "exact")],
        ),
    ],
)
def test_a_number_of_people_has_its_measure(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The teacher was sentenced to 12 years.",
        "Police searched 40 houses.",
        "Up to 200 teachers may be arrested.",
        "The 34-year-old was arrested.",
        "Forty ships left the harbour.",
    ],
)
def test_other_numbers_are_no_counts(text: str) -> None:
    assert counts(text) == []


def test_the_same_number_said_twice_is_one_count() -> None:
    assert counts("Police arrested 40 students. Later we learned that 40 students were arrested.") == [
        ("arrest", 40, "exact")
    ]


def test_people_held_now_are_held_at_publication() -> None:
    assert [claim.as_of for claim in claims("Over 900 people remain behind bars.")] == ["2031-05-21"]


def test_a_count_of_an_act_has_its_date() -> None:
    assert [claim.as_of for claim in claims("On 3 May 2031 police arrested 40 students.")] == ["2031-05-03"]


def test_the_source_and_the_part_are_told() -> None:
    whole, part = claims("According to the Harbour Group, police arrested 320 people, including 57 women.")
    assert (whole.source, whole.group, whole.surface) == ("the Harbour Group", None, "320")
    assert part.group == "women"
