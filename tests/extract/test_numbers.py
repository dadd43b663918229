from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.dates import date_expressions
from flows.extract.numbers import NumberExpression, number_expressions

PIECES = [
    "at least ",
    "31 ",
    "two hundred and twelve",
    "1,100",
    " or more",
    " between ",
    " and ",
    "-odd",
    "a dozen",
    "½",
    "²",
]
texts = st.one_of(st.text(), st.lists(st.sampled_from([*PIECES, "people", ", ", "\n", "İ"]), max_size=8).map("".join))


def only(text: str) -> NumberExpression:
    (number,) = number_expressions(text)
    return number


@pytest.mark.parametrize(
    ("words", "value", "high", "qualifier"),
    [
        ("31", 31, None, "exact"),
        ("1,100", 1100, None, "exact"),
        ("1 100", 1100, None, "exact"),
        ("1.100", 1100, None, "exact"),
        ("1\u202f100", 1100, None, "exact"),
        ("1.2 million", 1_200_000, None, "exact"),
        ("Thirty-one", 31, None, "exact"),
        ("a dozen", 12, None, "exact"),
        ("half a million", 500_000, None, "exact"),
        ("two hundred and twelve", 212, None, "exact"),
        ("four thousand three hundred and six", 4306, None, "exact"),
        ("exactly 31", 31, None, "exact"),
        ("a total of 31", 31, None, "exact"),
        ("a further 31", 31, None, "exact"),
        ("all 31", 31, None, "exact"),
        ("the other five", 5, None, "exact"),
        ("over 1100", 1100, None, "more_than"),
        ("well over a thousand", 1000, None, "more_than"),
        ("more than 40", 40, None, "more_than"),
        ("upwards of 40", 40, None, "more_than"),
        ("40-odd", 40, None, "more_than"),
        ("at least 31", 31, None, "at_least"),
        ("no fewer than nine", 9, None, "at_least"),
        ("31 or more", 31, None, "at_least"),
        ("a minimum of 31", 31, None, "at_least"),
        ("fewer than ten", 10, None, "fewer_than"),
        ("just under 40", 40, None, "fewer_than"),
        ("at most 40", 40, None, "at_most"),
        ("up to 40", 40, None, "at_most"),
        ("no more than 40", 40, None, "at_most"),
        ("about 40", 40, None, "about"),
        ("Some 40", 40, None, "about"),
        ("nearly forty", 40, None, "about"),
        ("an estimated 40", 40, None, "about"),
        ("between 20 and 30", 20, 30, "range"),
        ("20 to 30", 20, 30, "range"),
        ("20–30", 20, 30, "range"),
        ("between thirty and forty", 30, 40, "range"),
        ("dozens", 12, None, "vague"),
        ("Scores", 20, None, "vague"),
        ("tens of thousands", 10_000, None, "vague"),
        ("several hundred", 100, None, "vague"),
    ],
)
def test_number_is_read_with_its_qualifier(words: str, value: int, high: int | None, qualifier: str) -> None:
    number = only(f"{words} people were held.")
    assert (number.value, number.high, number.qualifier) == (value, high, qualifier)
    assert number.surface == words
    assert number.counts_people


@pytest.mark.parametrize(
    "text",
    [
        "31 people were held",
        "Police arrested 31 journalists",
        "Of these, 31 were released",
        "31 of them were released",
        "31 others are missing",
        "31 Ruritanian lawyers were tried",
        "The figure at the end of May was 31.",
        "Against 31 a year before",
        "There were 12 political prisoners",
        "He refused the law. Between 60 and 70 persons were held",
        "In prison 46 members were hanged",
        "Some 40 United Nations personnel are held",
        "Against fifteen, twelve months earlier",
        "55 given suspended sentences",
        "The group knows of 58.",
        "The toll stood at six, he said",
        "He passed nine death sentences",
    ],
)
def test_number_may_count_people(text: str) -> None:
    assert number_expressions(text)[0].counts_people


@pytest.mark.parametrize(
    "text",
    [
        "Anna Lind, 54, was held",
        "Anna Lind (54) was held",
        "a teacher aged 54",
        "a 54-year-old teacher",
        "sentenced to six years",
        "held for 15 days",
        "in May 2031",
        "fined 20,000 euros",
        "fined $20,000",
        "some 60 per cent",
        "under Article 411",
        "Law No. 12",
        "kept in cell 12",
        "12 newspapers were closed",
        "12 cases were opened",
        "12 kilometres away",
        "one of the editors",
        "the one of whom he spoke",
        "freed at 5 a.m. on Monday",
        "woken at six, when it was dark",
        "called at four in the morning",
        "nine in ten were let go",
        "a term of six and a half years",
        "under rule 7.3 of the code",
        "cell block 061",
        "the youngest of them 14 and sick",
        "she was nineteen when they came",
        "he died at seventy-one, at home",
        "a beekeeper of 29 from a village",
        "at the age of 16 in place of an uncle",
        "12 grenades were found",
        "at 10:30",
        "on 13 May",
    ],
)
def test_other_numbers_count_no_people(text: str) -> None:
    assert not any(number.counts_people for number in number_expressions(text))


def test_noun_after_the_number_is_its_head() -> None:
    assert only("31 opposition politicians were held").head == "opposition politicians"


def test_numbers_inside_dates_are_left_out() -> None:
    text = "On 5 March 2031 two editors were held for four days later on."
    assert [number.value for number in number_expressions(text, date_expressions(text, None))] == [2]


@given(texts)
def test_any_text_gives_numbers_that_stand_in_it(text: str) -> None:
    end = 0
    for number in number_expressions(text):
        assert text[number.surface_start : number.surface_end] == number.surface
        assert end <= number.surface_start <= number.start < number.end <= number.surface_end
        assert number.value >= 0
        assert number.high is None or number.high > number.value
        end = number.surface_end
