from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.date_words import matches, patterns, rows
from flows.extract.dates import DateExpression, date_expressions, dateline, reporting_period
from schemas.edtf import is_edtf

PUBLISHED = date(2031, 5, 14)  # a Wednesday
PIECES = [
    *(f"{row['example']}. " for row in rows()),
    "Nobody came. ",
    "since ",
    "between ",
    " and ",
    "\n",
    "31 ",
    "’",
    "ı",
    "ſ",
]
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
published_days = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))


def values(text: str, published: date | None = PUBLISHED) -> dict[str, str | None]:
    return {each.quote: each.value for each in date_expressions(text, published)}


def only(text: str, published: date | None = PUBLISHED) -> DateExpression:
    (expression,) = date_expressions(text, published)
    return expression


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("on 13 December 2030", "2030-12-13"),
        ("on December 13, 2030,", "2030-12-13"),
        ("on Friday, 13th of December 2030", "2030-12-13"),
        ("on 13/12/2030", "2030-12-13"),
        ("on 12/13/2030", "2030-12-13"),
        ("on 2030-12-13", "2030-12-13"),
        ("on Dec. 13, 2030", "2030-12-13"),
        ("on 31 February 2030", None),
        ("in December 2030", "2030-12"),
        ("in the spring of 2030", "2030-03/2030-05"),
        ("in the winter of 2029", "2029-12/2030-02"),
        ("in the first half of 2030", "2030-01/2030-06"),
        ("in 2030", "2030"),
        ("in the 1990s", "1990/1999"),
        ("on New Year's Eve 2029", "2029-12-31"),
        ("before Easter 2030", "2030-04-21"),
        ("at the end of 2030", "2030-12-31"),
        ("from 5 to 7 March 2030", "2030-03-05/2030-03-07"),
        ("on March 5-7, 2030", "2030-03-05/2030-03-07"),
        ("on March 5 and 6, 2030,", "2030-03-05/2030-03-06"),
        ("between 20 December and 3 January 2030", "2029-12-20/2030-01-03"),
        ("from January to June 2030", "2030-01/2030-06"),
        ("between 2027 and 2029", "2027/2029"),
        ("in November and December 2030", "2030-11/2030-12"),
    ],
)
def test_date_told_in_full_needs_no_publication_day(words: str, value: str | None) -> None:
    assert [each.value for each in date_expressions(f"She was arrested {words}.", None)] == [value]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("today", "2031-05-14"),
        ("yesterday", "2031-05-13"),
        ("last night", "2031-05-13"),
        ("on Wednesday", "2031-05-14"),
        ("last Wednesday", "2031-05-07"),
        ("on Thursday", "2031-05-08"),
        ("on Friday evening", "2031-05-09"),
        ("this week", "2031-05-12/2031-05-14"),
        ("last week", "2031-05-05/2031-05-11"),
        ("over the weekend", "2031-05-10/2031-05-11"),
        ("earlier this month", "2031-05"),
        ("last month", "2031-04"),
        ("earlier this year", "2031"),
        ("last year", "2030"),
        ("so far this year", "2031/2031-05-14"),
        ("in April of last year", "2030-04"),
        ("on 3 January of last year", "2030-01-03"),
        ("in June", "2030-06"),
        ("in April", "2031-04"),
        ("on 14 May", "2031-05-14"),
        ("on 15 May", "2030-05-15"),
        ("last August", "2030-08"),
        ("this March", "2031-03"),
        ("last spring", "2030-03/2030-05"),
        ("on the 4th", "2031-05-04"),
        ("on the 20th", "2031-04-20"),
        ("three days ago", "2031-05-11"),
        ("two months ago", "2031-03"),
        ("two years ago", "2029"),
        ("a year ago today", "2030-05-14"),
        ("over the past year", "2030-05-14/2031-05-14"),
        ("in the last 90 days", "2031-02-13/2031-05-14"),
        ("since January", "2031-01/2031-05-14"),
        ("since the beginning of the year", "2031/2031-05-14"),
        ("since the coup of July 2028", "2028-07/2031-05-14"),
    ],
)
def test_relative_date_is_counted_from_publication(words: str, value: str) -> None:
    sentence = f"She was arrested {words}, her lawyer said."
    assert only(sentence).value == value


def test_relative_date_of_an_undated_text_has_no_value() -> None:
    for words in ("yesterday", "on Monday", "last year", "since 2029", "two years ago", "over the past year"):
        assert only(f"She was arrested {words}.", None).value is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("four days later", "2029-12-09"),
        ("a week earlier", "2029-11-28"),
        ("the following day", "2029-12-06"),
        ("next morning", "2029-12-06"),
        ("the day before", "2029-12-04"),
        ("the same day", "2029-12-05"),
        ("that evening", "2029-12-05"),
        ("the same month", "2029-12"),
        ("the following March", "2030-03"),
        ("that spring", "2030-03/2030-05"),
        ("the next year", "2030"),
        ("two months later", "2030-02"),
        ("two years later", "2031"),
        ("on the 20th", "2029-12-20"),
        ("on the Friday", "2029-12-07"),
        ("after six days", "2029-12-11"),
        ("over the following ten days", "2029-12-06/2029-12-15"),
    ],
)
def test_date_leans_on_the_one_told_before(words: str, value: str) -> None:
    told, leaning = date_expressions(f"She was arrested on 5 December 2029. He was taken {words}.", PUBLISHED)
    assert told.value == "2029-12-05"
    assert (leaning.value, leaning.basis) == (value, "text")


def test_leaning_date_is_as_exact_as_the_one_that_it_leans_on() -> None:
    assert values("Arrested in July 2029, he was let go the next day.")["the next day"] == "2029-07"
    assert values("There were 30 at the end of 2030, up from 20 a year earlier.")["a year earlier"] == "2029-12-31"


def test_a_year_in_passing_does_not_move_the_day_that_is_told() -> None:
    text = "He was held on 5 March 2031. Like others in 2028, he was beaten the same day."
    assert values(text)["the same day"] == "2031-03-05"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Held since March 2030.", "since"),
        ("Held until March 2030.", "until"),
        ("Not charged until he was seen in March 2030.", "point"),
        ("Held from March to May 2030.", "period"),
        ("Five died over the past year.", "period"),
        ("Freed on 5 March 2030.", "point"),
    ],
)
def test_kind_tells_points_from_stretches(text: str, kind: str) -> None:
    assert only(text).kind == kind


def test_since_takes_in_the_act_that_began_it() -> None:
    expression = only("He has been kept alone since his arrest in March.")
    assert expression.quote == "since his arrest in March"
    assert expression.value == "2031-03/2031-05-14"


@pytest.mark.parametrize(
    "text",
    [
        "He is 54.",
        "A six-year term.",
        "She got two years in prison.",
        "Under article 411 of the code.",
        "A law of 2028 allows it.",
        "The march may go on.",
        "May Thura Linn spoke.",
        "They march on Mondays.",
        "1,204 people signed.",
        "2031 people signed.",
        "It began at 10:30.",
        "The Sunday Times wrote.",
        "It ended a month later than planned.",
    ],
)
def test_other_numbers_and_words_are_no_dates(text: str) -> None:
    assert date_expressions(text, PUBLISHED) == []


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Two freed\n\nGENEVA (10 October 2030) – Two editors were freed.", date(2030, 10, 10)),
        ("Two freed\n\nCARACAS, 9 January 2031 (Plaza Wire) — Two editors were freed.", date(2031, 1, 9)),
        ("Two freed\nOslo, March 3, 2031\n\nTwo editors were freed.", date(2031, 3, 3)),
        ("Two editors were freed on 3 March 2031 after a year.", None),
        ("Two editors were freed.", None),
        ("", None),
    ],
)
def test_dateline_is_the_day_that_the_head_gives(head: str, day: date | None) -> None:
    assert dateline(head) == day


def test_dateline_is_no_date_of_an_act() -> None:
    text = "Two freed\n\nGENEVA (10 October 2030) – Two editors were freed on 7 October."
    assert [each.kind for each in date_expressions(text, date(2030, 10, 10))] == ["dateline", "point"]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Ruritania: detention in 2030\nWatch Bureau, 3 March 2031\n\nIn June two were held.", "2030"),
        ("Prisons\nWatch Bureau, annual report 2030, chapter 2. Issued 3 March 2031\n\nTwo were held.", "2030"),
        ("Prisons\n\nThis report covers July 2029 to June 2030. Two were held.", "2029-07/2030-06"),
        ("Court frees 2030 marcher\n\nARX, 3 March 2031 (Wire) – The court freed a man held since 2030.", None),
        ("Two freed\n\nTwo were freed in 2030.", None),
    ],
)
def test_report_says_its_period(text: str, period: str | None) -> None:
    assert reporting_period(text, date(2031, 3, 3)) == period


def test_month_in_a_report_is_of_its_period() -> None:
    text = "Ruritania: detention in 2029\nWatch Bureau, 3 March 2031\n\nTwo were held in June. One left on 5 August."
    found = values(text, date(2030, 3, 3))
    assert (found["June"], found["5 August"]) == ("2029-06", "2029-08-05")


def test_every_pattern_reads_its_example() -> None:
    for row, pattern in zip(rows(), patterns(), strict=True):
        assert pattern.rule in [rule for rule, _ in matches(row["example"])], row["example"]


@given(texts, published_days)
def test_any_text_gives_dates_that_stand_in_it(text: str, published: date | None) -> None:
    end = 0
    for each in date_expressions(text, published):
        assert text[each.start : each.end] == each.quote
        assert end <= each.start < each.end
        assert each.value is None or is_edtf(each.value)
        end = each.end
    assert dateline(text) is None or isinstance(dateline(text), date)
