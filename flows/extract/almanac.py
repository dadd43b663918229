"""Steps in the calendar from one partial date (EDTF) to another, each result as exact as what it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from schemas.edtf import bounds, join, make_interval, precision

_SHORTLY_BEFORE = 3
"""Months by which "that spring" may come before the date told last; further back, the next one is meant."""


def day_of(year: int | None, month: int, day: int) -> str | None:
    """The day as a value, or null where the year is not known or the calendar has no such day."""
    if year is None:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def interval(start: str | None, end: str | None) -> str | None:
    """The interval, or null where an end is not known or the end comes before the start."""
    if start is None or end is None:
        return None
    try:
        return join(start, end)
    except ValueError:
        return None


def month_of(year: int | None, month: int) -> str | None:
    """The month as a value, or null where the year is not known."""
    return None if year is None else f"{year:04}-{month:02}"


def three_months(year: int | None, month: int) -> str | None:
    """The season that starts in the month, or null where the year is not known."""
    if year is None:
        return None
    first = date(year, month, 1)
    return make_interval(first, first + relativedelta(months=3, days=-1))


def days_from(first: date, number: int) -> str:
    """So many days from `first` on."""
    return make_interval(first, first + timedelta(days=number - 1))


def shift(day: date, step: Mapping[str, int]) -> str | None:
    """The day that is so many `days` and `months` from `day`, or null where the calendar ends before."""
    try:
        shifted: date = day + relativedelta(days=step.get("days", 0), months=step.get("months", 0))
        return shifted.isoformat()
    except (OverflowError, ValueError):
        return None


def as_exact_as(value: str | None, step: Mapping[str, int]) -> str | None:
    """`value` as exact as the step that led to it: months lead to a month, years to a year."""
    months = step.get("months", 0)
    if value is None or not months:
        return value
    return value[:4] if months % 12 == 0 else value[:7]


def moved(told: str | None, step: Mapping[str, int]) -> str | None:
    """The date that is a step from `told`, as exact as both are; null where a year is too vague for the step."""
    if told is None:
        return None
    exact = precision(told)
    if exact in {"year", "month"} and not step.get("months"):
        return told
    if exact == "year" and step.get("months", 0) % 12:
        return None
    value = as_exact_as(shift(bounds(told)[1], step), step)
    return value[: {"year": 4, "month": 7}.get(exact, 10)] if value else None


def year_before(told: str) -> str | None:
    """ "Down from 36 a year earlier" compares like with like: as exact as the date that it leans on."""
    end = told.rpartition("/")[2]
    day = shift(bounds(end)[1], {"months": -12})
    return day[: len(end)] if day else None


def year_beside(told: str | None, month: int, steps: int) -> int | None:
    """The year of the month that is meant by "that March", "the following March", "the previous March"."""
    if told is None:
        return None
    first, last = bounds(told)
    if steps == 0:
        return last.year + 1 if len(told) != 4 and month < first.month - _SHORTLY_BEFORE else last.year
    if steps > 0:
        return last.year if len(told) != 4 and month > last.month else last.year + 1
    return first.year if len(told) != 4 and month < first.month else first.year - 1


def latest_year(month: int, published: date, day: int = 1) -> int:
    """The year of the latest such month or day that is not after `published`."""
    return published.year if (month, day) <= (published.month, published.day) else published.year - 1


def latest_day(day: int, published: date) -> str | None:
    """The latest such day of a month that is not after `published`."""
    month = published if day <= published.day else published - relativedelta(months=1)
    return day_of(month.year, month.month, day)


def year_within(period: str, month: int) -> int:
    """The year in which the month falls in the period; the last where it falls in it more than once or never."""
    first, last = bounds(period)
    year = last.year if month <= last.month else last.year - 1
    return max(year, first.year)


def span_beside(span: str, steps: int, told: str | None) -> str | None:
    """The week, month or year that is `steps` from that of `told`; `told` itself where it is less exact."""
    if told is None:
        return None
    if span == "year":
        return f"{bounds(told)[1].year + steps:04}"
    if precision(told) == "year" or (span == "week" and precision(told) != "day"):
        return told
    day = bounds(told)[1]
    if span == "month":
        return (day.replace(day=1) + relativedelta(months=steps)).isoformat()[:7]
    return days_from(day - timedelta(days=day.weekday() - 7 * steps), 7)
