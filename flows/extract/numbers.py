"""Number expressions: every number of a text, with the qualifier of its words and whether it may count people."""

from __future__ import annotations

import csv
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from flows.extract.countries import nationals
from flows.extract.date_words import MONTHS
from flows.extract.dates import DateExpression
from flows.extract.folding import fold
from flows.extract.numerals import DIGITS, WORDS, numeral_value

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


def _phrases(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", _BLANK) for phrase in longest_first)


@cache
def _scanner() -> re.Pattern[str]:
    before = _phrases(row["phrase"] for row in _QUALIFIERS if row["place"] == "before")
    after = _phrases(row["phrase"] for row in _QUALIFIERS if row["place"] == "after")
    number = f"(?:{WORDS}|{DIGITS})"
    return re.compile(
        rf"(?<![\w.,/:$€£¥₽#№-])(?=\w)(?:(?:(?P<before>{before}){_BLANK})?"
        rf"(?:(?P<lead>between|from){_BLANK}(?P<low>{number}){_BLANK}(?:and|to){_BLANK}(?P<top>{number})"
        rf"|(?P<one>{number})(?:(?:[-–—]|{_BLANK}(?:to|or){_BLANK})(?P<other>{number}))?)"
        rf"(?!\w|[.,:/]\d|['’]\d)(?:(?P<after>{after})(?!{_BLANK}{number}))?(?!\w)"
        rf"|(?P<vague>{_phrases(_VAGUE)})(?!\w))",
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
_MONTH = "|".join(MONTHS)
_MONTH_BEFORE = re.compile(rf"(?<!\d\s)(?<!\d(?:st|nd|rd|th)\s)\b(?:{_MONTH})\.?\s$", re.IGNORECASE)
_MONTH_AFTER = re.compile(rf"(?:\sof)?\s(?:{_MONTH})\b", re.IGNORECASE)


def _counted(text: str, match: re.Match[str], start: int, end: int) -> tuple[bool, str | None]:
    """Whether the number may count people, and the noun phrase that says so."""
    lead = text[max(0, match.start() - 40) : match.start()]
    tail = text[match.end() : match.end() + 90]
    if _is_label(lead, tail, text[start:end]) or _is_age(lead, tail, match):
        return False, None
    words = _WORD.findall(tail)
    said = fold(match.group())
    if said == "one" or (said in {"a", "an"}):
        return False, None
    return _judge(words)


def _judge(words: list[str]) -> tuple[bool, str | None]:
    """Until the first noun that is known; a number with no noun of its own may count people told before."""
    for index, word in enumerate(words[:8]):
        plain = word.casefold()
        if plain in _THINGS:
            return False, None
        if plain in _PEOPLE or plain.endswith(_PEOPLE_ENDINGS):
            return True, " ".join(words[: index + 1])
        if plain in _STOPS or plain in _ELLIPSIS:
            break
    return True, None


def _is_label(lead: str, tail: str, number: str) -> bool:
    """Whether the number is part of a date or a compound ("90-day"), or labels a thing ("Article 411", "3. Deaths")."""
    if tail.startswith("-"):
        return True
    before = _WORD.findall(lead.rstrip(" ."))[-1:]
    if before and before[0].casefold() in _LABELS:
        return True
    if number.isdecimal() and lead[-1:] in {"", "\n"} and tail[:1] in {".", ")"}:
        return True
    if not number.isdecimal():
        return False
    is_year = re.fullmatch(r"(?:19|20)\d\d", number) is not None
    in_date = len(number) <= 2 and (_MONTH_BEFORE.search(lead) or _MONTH_AFTER.match(tail))
    return bool(is_year or in_date) and _judge(_WORD.findall(tail))[1] is None


_AGE_BEFORE = re.compile(r"(?:[^\W\d_a-z][\w’'-]*\.?,|[^\W\d_a-z][\w’'-]* \(|\bage[ds]?|\bis|\bwas|\bof)\s*$")
_TALLY = re.compile(r"\b(?:figure|number|total|tally|count|toll|names|list|it|those|that)\b", re.IGNORECASE)
_AGE_AFTER = re.compile(r"\s*[,)]|[.;]|\s+(?:and|years?[- ]old)\b")


def _is_age(lead: str, tail: str, match: re.Match[str]) -> bool:
    """ "Name, 54," and "Name (54)" tell an age; so does "a teacher of 54"."""
    if match["before"] or match["after"] or match["vague"] or not match["one"]:
        return False
    return bool(_AGE_BEFORE.search(lead) and _AGE_AFTER.match(tail) and not _TALLY.search(lead))
