"""The words and the patterns of dates, read from their tables and compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from flows.extract.numerals import VALUES as NUMBER_VALUES
from flows.extract.numerals import WORDS as NUMBER_WORDS

_DATA = files("flows.extract").joinpath("data")


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(_DATA.joinpath(name).read_text("utf-8"))


_WORDS = _table("dates_words.toml")
MONTHS: dict[str, int] = {form.casefold(): number for form, number in _WORDS["months"].items()}
WEEKDAYS: dict[str, int] = {form.casefold(): number for form, number in _WORDS["weekdays"].items()}
SEASONS: dict[str, int] = _WORDS["seasons"]
HOLIDAYS: dict[str, str] = {form.casefold(): day for form, day in _WORDS["holidays"].items()}
UNITS: dict[str, dict[str, int]] = _WORDS["units"]
NEAR_DAYS: dict[str, int] = _WORDS["near_days"]
WHICH: dict[str, dict[str, Any]] = _WORDS["which"]
ORDINALS: dict[str, int] = _WORDS["ordinals"]
_BLANK = r"(?:[^\S\n]+\n?[^\S\n]*|\n[^\S\n]*)"
CUES: dict[str, re.Pattern[str]] = {
    name: re.compile(source.replace(" ?", r"\s?").replace(" ", r"\s"), re.IGNORECASE)
    for name, source in _WORDS["cues"].items()
}

# Months that are also names or other words need a word before them that speaks of time.
_AMBIGUOUS = {"March", "Mar", "April", "May", "June", "August", "Jan"}


def _either(forms: Iterable[str]) -> str:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", " ").replace("'", "['’]") for form in longest_first)


def _names(forms: Iterable[str]) -> str:
    """Names are capitalised, and may stand in capitals; this holds where the rest may be in any case."""
    forms = list(forms)
    return f"(?-i:{_either({*forms, *(form.upper() for form in forms)})})"


_FULL_WEEKDAYS = [form for form in _WORDS["weekdays"] if form.endswith("day")]
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:st|nd|rd|th)?"
_PLACEHOLDERS = {
    "year": r"(?P<year>(?:19|20)\d\d)(?!\d)",
    "month": rf"(?P<month>{_names(_WORDS['months'])})(?!\w)\.?",
    "plain_month": rf"(?P<month>{_names(set(_WORDS['months']) - _AMBIGUOUS)})(?!\w)\.?",
    "weekday": rf"(?P<weekday>{_names(_WORDS['weekdays'])})(?!\w)",
    "full_weekday": rf"(?P<weekday>{_names(_FULL_WEEKDAYS)})(?!\w)",
    "day": rf"(?P<day>{_DAY}|{_either(ORDINALS)})(?!\w)",
    "day_of_list": rf"(?P<day>{_DAY})",
    "last_day": rf"(?P<last_day>{_DAY})",
    "ordinal_day": rf"(?P<day>\d\d?(?:st|nd|rd|th)|{_either(ORDINALS)})",
    "season": rf"(?P<season>{_either(SEASONS)})(?!\w)",
    "holiday": rf"(?P<holiday>{_names(_WORDS['holidays'])})(?!\w)",
    "which": rf"(?P<which>{_either(WHICH)})",
    "which_text": rf"(?P<which>{_either(form for form in WHICH if WHICH[form]['from'] == 'text')})",
    "near_day": rf"(?P<near_day>{_either(NEAR_DAYS)})",
    "number": rf"(?P<number>{NUMBER_WORDS}|\d{{1,3}}|an?|a couple of)",
    "unit": rf"(?P<unit>{_either(UNITS)})s?",
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the table: the rule that gives its value, the words that open it, its compiled expression."""

    rule: str
    openers: frozenset[str]
    expression: re.Pattern[str]


_FIRST_WORD = re.compile(r"(?<!\w)(?:[^\W\d_]+|[0-9])")
_DIGIT = "digit"
_KINDS: dict[str, Iterable[str]] = {
    _DIGIT: [_DIGIT],
    "month": MONTHS,
    "weekday": WEEKDAYS,
    "season": SEASONS,
    "holiday": HOLIDAYS,
    "near_day": NEAR_DAYS,
    "which": WHICH,
    "ordinal": ORDINALS,
    "number": ["a", "an", *NUMBER_VALUES],
}


def _openers(starts: Iterable[str]) -> frozenset[str]:
    forms = (form for start in starts for form in _KINDS.get(start, [start]))
    return frozenset(form if form == _DIGIT else _FIRST_WORD.findall(form)[0].casefold() for form in forms)


def _source(match: str, after: Iterable[str]) -> str:
    cues = "|".join(rf"(?<=\b{re.escape(cue)}\s)" if cue[-1].isalpha() else f"(?<={re.escape(cue)})" for cue in after)
    filled = match.format_map(_PLACEHOLDERS).replace(r"\d", "[0-9]")
    return (f"(?:{cues})" if cues else "") + filled.replace(" ?", r"\s?").replace(" ", _BLANK)


@cache
def rows() -> tuple[dict[str, Any], ...]:
    """The rows of `data/dates_patterns.toml`."""
    return tuple(_table("dates_patterns.toml")["pattern"])


@cache
def patterns() -> tuple[Pattern, ...]:
    """The patterns of `rows()`, in their order."""
    return tuple(
        Pattern(
            row["rule"],
            _openers(row["starts"]),
            re.compile(_source(row["match"], row.get("after", [])), re.IGNORECASE),
        )
        for row in rows()
    )


@cache
def _by_opener() -> dict[str, list[Pattern]]:
    index: dict[str, list[Pattern]] = {}
    for pattern in patterns():
        for word in pattern.openers:
            index.setdefault(word, []).append(pattern)
    return index


def matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The dates of `text` from left to right, none overlapping: the name of the rule, and the match with its groups."""
    position = 0
    for first in _FIRST_WORD.finditer(text):
        word = first.group().casefold()
        candidates = _by_opener().get(_DIGIT if word.isdecimal() else word)
        if candidates is None or first.start() < position:
            continue
        found = ((pattern.rule, pattern.expression.match(text, first.start())) for pattern in candidates)
        rule, match = next((each for each in found if each[1]), ("", None))
        if match:
            yield rule, match
            position = match.end()
