"""Terms: how long a sentence is, in months."""

from __future__ import annotations

import re
from itertools import pairwise

from flows.extract.numerals import DIGITS, WORDS, numeral_value

_MONTHS = {"year": 12.0, "month": 1.0, "week": 12 / 52, "day": 12 / 365}
_BLANK = r"(?:[-‑\s]+)"
_UNIT = r"(?P<unit>year|month|week|day)s?\b"
_TERM = re.compile(
    rf"(?<![\w.,])(?P<number>{WORDS}|{DIGITS}|an?)(?P<half>{_BLANK}and{_BLANK}an?{_BLANK}half)?{_BLANK}{_UNIT}"
    rf"(?P<late_half>{_BLANK}and{_BLANK}an?{_BLANK}half\b)?(?![-‑\s]+old\b)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"(?:,?\s+and|,)?\s+", re.IGNORECASE)
_AGO = re.compile(r"\s+(?:ago|later|earlier|before|after|old)\b", re.IGNORECASE)


def term_months(text: str, start: int, end: int) -> tuple[float, int, int] | None:
    """The first term told in text[start:end] in months, and its place; None where it tells none.

    A week counts 12/52 and a day 12/365 of a month; "eight years and nine months" is one term.
    """
    found = [match for match in _TERM.finditer(text, start, end) if not _AGO.match(text, match.end())]
    if not found:
        return None
    months, last = _months(found[0]), found[0]
    for match, following in pairwise(found):
        if not _JOINT.fullmatch(text, match.end(), following.start()) or _size(following) >= _size(match):
            break
        months, last = months + _months(following), following
    return round(months, 2), found[0].start(), last.end()


def _months(match: re.Match[str]) -> float:
    number = 1.0 if match["number"].lower() in {"a", "an"} else float(numeral_value(match["number"]))
    number += 0.5 if match["half"] or match["late_half"] else 0.0
    return number * _size(match)


def _size(match: re.Match[str]) -> float:
    return _MONTHS[match["unit"].lower()]
