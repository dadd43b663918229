"""Number expressions: every number of a text, with the qualifier of its words and whether it may count people."""

from __future__ import annotations

import csv
import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from flows.extract.alternatives import any_of
from flows.extract.countries import nationals
from flows.extract.date_words import MONTHS
from flows.extract.dates import DateExpression
from flows.extract.folding import fold
from flows.extract.numerals import DIGITS, VALUES, WORDS, numeral_value

_DATA = files("flows.extract").joinpath("data")


@dataclass(frozen=True, slots=True)
class NumberExpression:
    """A number as the text says it: `text[start:end]` is the bare number, `text[surface_start:surface_end] == surface`.

    `high` is the upper end of a range. `head` is the noun phrase that it counts, where that stands right after it.
    """

    start: int
    end: int
    surface_start: int
    surface_end: int
    surface: str
    value: int
    high: int | None
    qualifier: str
    counts_people: bool
    head: str | None


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_DATA.joinpath(name).read_text("utf-8").splitlines()))


_BLANK = r"(?:[^\S\n]+\n?[^\S\n]*|\n[^\S\n]*)"
_QUALIFIERS = _rows("numbers_qualifiers.csv")
_QUALIFIER_OF = {(row["place"], row["phrase"].strip()): row["qualifier"] for row in _QUALIFIERS}
_VAGUE = {row["phrase"]: int(row["value"]) for row in _rows("numbers_vague.csv")}
_NOUNS: dict[str, Any] = tomllib.loads(_DATA.joinpath("numbers_nouns.toml").read_text("utf-8"))
_PEOPLE = frozenset(_NOUNS["people"]["words"]) | nationals()
_PEOPLE_ENDINGS = tuple(_NOUNS["people"]["endings"])
_THINGS = frozenset(_NOUNS["things"]["words"])
_LABELS = frozenset(_NOUNS["before"]["labels"])
_POINTING = frozenset(_NOUNS["before"]["pointing"])
_MONTH = "|".join(MONTHS)
_MONTH_BEFORE = re.compile(rf"(?<!\d\s)(?<!\d(?:st|nd|rd|th)\s)\b(?:{_MONTH})\.?\s$", re.IGNORECASE)
_MONTH_AFTER = re.compile(rf"(?:\sof)?\s(?:{_MONTH})\b", re.IGNORECASE)


@cache
def _scanner() -> re.Pattern[str]:
    before = any_of((row["phrase"] for row in _QUALIFIERS if row["place"] == "before"), _BLANK)
    after = any_of((row["phrase"] for row in _QUALIFIERS if row["place"] == "after"), _BLANK)
    number = f"(?:{WORDS}|{DIGITS})"
    return re.compile(
        rf"(?<![\w.,/:$€£¥₽#№-])(?=\w)(?:(?:(?P<before>{before}){_BLANK})?"
        rf"(?:(?P<lead>between|from){_BLANK}(?P<low>{number}){_BLANK}(?:and|to){_BLANK}(?P<top>{number})"
        rf"|(?P<one>{number})(?:(?:[-–—]|{_BLANK}(?:to|or){_BLANK})(?P<other>{number}))?)"
        rf"(?!\w|[.,:/]\d|['’]\d)(?:(?P<after>{after})(?!{_BLANK}{number}))?(?!\w)"
        rf"|(?P<vague>{any_of(_VAGUE, _BLANK)})(?!\w))",
        re.IGNORECASE,
    )


def number_expressions(text: str, dates: Sequence[DateExpression] = ()) -> list[NumberExpression]:
    """All numbers of `text` in digits and words, in order, none overlapping; not those inside its `dates`."""
    numbers = (_expression(text, match) for match in _scanner().finditer(text))
    return [each for each in numbers if not _is_within(each, dates)]


def _is_within(number: NumberExpression, dates: Sequence[DateExpression]) -> bool:
    before = bisect_right(dates, number.start, key=lambda each: each.start) - 1
    return before >= 0 and number.end <= dates[before].end


def _expression(text: str, match: re.Match[str]) -> NumberExpression:
    start, end = _bare(match)
    value, high = _values(match)
    people, head = _counted(text, match, start, end)
    return NumberExpression(
        start, end, match.start(), match.end(), match.group(), value, high, _qualifier(match, high), people, head
    )


def _bare(match: re.Match[str]) -> tuple[int, int]:
    first = next(name for name in ("vague", "low", "one") if match[name] is not None)
    last = next(name for name in ("vague", "top", "other", "one") if match[name] is not None)
    return match.start(first), match.end(last)


def _values(match: re.Match[str]) -> tuple[int, int | None]:
    if match["vague"]:
        return _VAGUE[fold(match["vague"])], None
    value = numeral_value(match["low"] or match["one"])
    top = match["top"] or match["other"]
    high = numeral_value(top) if top else None
    return value, high if high is None or high > value else None


def _qualifier(match: re.Match[str], high: int | None) -> str:
    if match["vague"]:
        return "vague"
    if high is not None:
        return "range"
    said = [_QUALIFIER_OF[place, fold(match[place])] for place in ("before", "after") if match[place]]
    return next((each for each in said if each != "exact"), "exact")


# --- whether a number may count people -----------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|%|[.,;:()\"“”!?\n]|\d+")
_ELLIPSIS = frozenset(_NOUNS["none"]["words"])
_STOPS = frozenset('.;:()"“”!?\n,')
_ALONE = frozenset(VALUES) - {"dozen", "hundred", "thousand", "million"}
_OLDEST = 110  # years
_LAST_HOUR = 12
_KINDS = {name: re.compile(source) for name, source in _NOUNS["kinds"].items()}


@dataclass(frozen=True, slots=True)
class _Around:
    """The text before and after a number, and the number as it is said, without and with its qualifier."""

    lead: str
    tail: str
    number: str
    surface: str


def _counted(text: str, match: re.Match[str], start: int, end: int) -> tuple[bool, str | None]:
    """Whether the number may count people, and the noun phrase that says so."""
    lead, tail = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 90]
    around = _Around(lead, tail, text[start:end], match.group())
    people, head = _judge(_WORD.findall(tail))
    if not people or _is_label(around, head) or _is_one(match):
        return False, None
    if head is None and (_is_part_of_date(around) or _is_fraction(around) or _is_time(match, around)):
        return False, None
    return (True, head) if head or not _is_age(match, around) else (False, None)


def _judge(words: list[str]) -> tuple[bool, str | None]:
    """Until the first noun that is known; a number with no noun of its own may count people told before."""
    for index, word in enumerate(words[:8]):
        plain = word.casefold()
        if plain in _THINGS and words[index - 1 : index] != ["United"]:
            return False, None
        if plain in _PEOPLE or plain.endswith(_PEOPLE_ENDINGS):
            return True, " ".join(words[: index + 1])
        if plain in _STOPS or plain in _ELLIPSIS or plain in _ALONE:
            break
    return True, None


def _is_label(around: _Around, head: str | None) -> bool:
    """Whether the number is part of a compound ("90-day"), or labels a thing ("Article 411", "3. Deaths", "061")."""
    if around.tail.startswith("-") or _KINDS["numeral"].fullmatch(around.number):
        return True
    if around.number.isdecimal() and around.lead[-1:] in {"", "\n"} and around.tail[:1] in {".", ")"}:
        return True
    words = _WORD.findall(_KINDS["abbreviation"].sub(r"\1 ", around.lead))
    return head is None and bool(words) and words[-1].casefold() in _LABELS


def _is_one(match: re.Match[str]) -> bool:
    """Whether it is the pronoun: "one", "the one", "another one"."""
    return fold(match["one"] or "") in {"one", "a", "an"} and fold(match["before"] or "the") in _POINTING


def _is_part_of_date(around: _Around) -> bool:
    """Whether the number is a year, or stands beside a month."""
    if not around.number.isdecimal():
        return False
    is_year = re.fullmatch(r"(?:19|20)\d\d", around.number) is not None
    beside = _MONTH_BEFORE.search(around.lead) or _MONTH_AFTER.match(around.tail)
    return is_year or (len(around.number) <= 2 and beside is not None)


def _is_fraction(around: _Around) -> bool:
    """ "One in four", "nine in ten", "four and a half"."""
    return bool(_KINDS["fraction_before"].search(around.lead) or _KINDS["fraction_after"].match(around.tail))


def _is_time(match: re.Match[str], around: _Around) -> bool:
    """ "At 5 a.m.", "until ten at night"; "at six," too, but not "stands at six,"."""
    if _KINDS["clock"].match(around.tail):
        return True
    if (
        match.group() != match["one"]
        or numeral_value(match["one"]) > _LAST_HOUR
        or _KINDS["sum_before"].search(around.lead)
    ):
        return False
    return bool(_KINDS["hour_before"].search(around.lead) and _KINDS["hour_after"].match(around.tail))


def _is_age(match: re.Match[str], around: _Around) -> bool:
    """ "Name, 54," and "Name (54)" tell an age; so do "a teacher of 54", "she was 54 when" and "the youngest is 14"."""
    if not match["one"] or match["other"] or numeral_value(match["one"]) > _OLDEST:
        return False
    if _KINDS["age_before"].search(around.lead):
        return not _KINDS["share_after"].match(around.tail)
    return bool(_KINDS["apposition_before"].search(around.lead) and _KINDS["apposition_after"].match(around.tail))
