"""Acts that were done more than once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.acts import Act
from flows.extract.dates import date_expressions
from flows.extract.occasions import apart
from flows.extract.sentences import Sentences


def days(text: str, words: str) -> list[str | None]:
    """The dates of the acts that an act of the text comes to, which is dated by the first date of the text."""
    dates = date_expressions(text, date(2031, 9, 1))
    start = text.index(words)
    act = Act(start, start + len(words), "arrest", (0,), start, start, date=dates[0].value, date_start=dates[0].start)
    return [each.date for each in apart([act], text, Sentences(text), dates)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Verel was detained twice, in March 2030 and again on 2 July 2031.", ["2030-03", "2031-07-02"]),
        ("Twice, in 2029 and 2030, Verel was detained.", ["2029", "2030"]),
        ("He was detained three times: in May 2029, in June 2029 and, finally, in May 2030.",
         ["2029-05", "2029-06", "2030-05"]),
        ("On two occasions, on 3 May 2030 and on 9 May 2030, police detained him.", ["2030-05-03", "2030-05-09"]),
    ],
)  # fmt: skip
def test_as_many_acts_as_dates_in_a_row(text: str, told: list[str]) -> None:
    assert days(text, "detained") == told


@pytest.mark.parametrize(
    "text",
    [
        "Verel was detained in March 2030 and beaten in July 2031.",
        "Verel was detained twice, in March 2030 and, as his wife says, in July 2031.",
        "Verel was detained three times, in March 2030 and in July 2031.",
        "Verel was detained in March 2030 and July 2031. Twice he was freed.",
    ],
)
def test_one_act_where_their_number_is_not_told(text: str) -> None:
    assert days(text, "detained") == ["2030-03"]


@given(st.text(alphabet="abc 12,;.\n", max_size=60), st.integers(0, 50))
def test_an_act_without_a_date_stays_as_it_is(text: str, start: int) -> None:
    act = Act(start, start + 1, "arrest", (), start, start)
    assert list(apart([act], f"twice {text}", Sentences(f"twice {text}"), ())) == [act]
