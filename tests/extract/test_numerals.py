from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from flows.extract.numerals import DIGITS, WORDS, numeral_value

UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UNITS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(number: int) -> str:
    if number < 20:
        return UNITS[number]
    if number < 100:
        rest = f"-{UNITS[number % 10]}" if number % 10 else ""
        return TENS[number // 10 - 2] + rest
    size, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    rest = f" and {spelled(number % size)}" if number % size else ""
    return f"{spelled(number // size)} {name}{rest}"


@given(st.integers(0, 999_999))
def test_number_in_words_is_read_whole(number: int) -> None:
    assert re.fullmatch(WORDS, spelled(number), re.IGNORECASE)
    assert numeral_value(spelled(number)) == number


@given(st.integers(0, 99_999_999), st.sampled_from([",", " ", "\u00a0", "\u202f", "."]))
def test_number_in_digits_is_read_with_any_separator(number: int, separator: str) -> None:
    written = f"{number:,}".replace(",", separator)
    assert re.fullmatch(DIGITS, written)
    assert numeral_value(written) == number


def test_scale_after_digits_multiplies() -> None:
    assert numeral_value("1.2 million") == 1_200_000
    assert numeral_value("3 thousand") == 3000
    assert numeral_value("half a dozen") == 6
