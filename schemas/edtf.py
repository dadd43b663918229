"""Partial dates: the subset of EDTF (Library of Congress, level 0) that the tables hold.

A value is a day `2025-12-13`, a month `2025-09`, a year `2025`, or a closed interval `2024-12/2025-12-17`
of two of these, each as precise as the text that it was read from.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year", "interval"]

_PART = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def bounds(value: str) -> tuple[date, date]:
    """The first and the last day that `value` may mean.

    Raises ValueError, naming the value and its fault, where it is none of the forms above.
    """
    start, slash, end = value.partition("/")
    first, last = _part_bounds(start, value)
    if slash:
        last = _part_bounds(end, value)[1]
        if last < first:
            raise ValueError(f"EDTF value {value!r}: the interval ends before it starts; swap its ends")
    return first, last


def precision(value: str) -> Precision:
    """How precise `value` is. Raises ValueError as `bounds` does."""
    bounds(value)
    if "/" in value:
        return "interval"
    by_hyphens: tuple[Precision, ...] = ("year", "month", "day")
    return by_hyphens[value.count("-")]


def is_edtf(value: str) -> bool:
    """Whether `value` is one of the forms above."""
    try:
        bounds(value)
    except ValueError:
        return False
    return True


def make_interval(first: date, last: date) -> str:
    """The shortest value that means exactly the days from `first` to `last`.

    Raises ValueError where `last` comes before `first`.
    """
    if last < first:
        raise ValueError(f"interval {first}/{last}: it ends before it starts; swap its ends")
    ends_month = last.day == monthrange(last.year, last.month)[1]
    length = 10
    if first.day == 1 and ends_month:
        length = 4 if first.month == 1 and last.month == 12 else 7
    return join(first.isoformat()[:length], last.isoformat()[:length])


def join(start: str, end: str) -> str:
    """The closed interval from `start` to `end`, each kept as precise as it is; one value where both are the same.

    Raises ValueError as `bounds` does.
    """
    value = start if start == end else f"{start.partition('/')[0]}/{end.rpartition('/')[2]}"
    bounds(value)
    return value


def _part_bounds(part: str, value: str) -> tuple[date, date]:
    match = _PART.fullmatch(part)
    if match is None:
        raise ValueError(f"EDTF value {value!r}: {part!r} is none of 2025-12-13, 2025-09, 2025")
    year, month, day = (int(group) if group else None for group in match.groups())
    try:
        return _days(year or 0, month, day)
    except ValueError as error:
        raise ValueError(f"EDTF value {value!r}: {part!r} is not in the calendar ({error})") from error


def _days(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    first = date(year, month or 1, day or 1)
    if day:
        return first, first
    end_month = month or 12
    return first, date(year, end_month, monthrange(year, end_month)[1])
