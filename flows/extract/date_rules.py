"""From the words of a date to its value: one rule for each way in which English names a date.

A rule takes the named groups of a pattern and what is known where it stands, and gives an EDTF value, or None where
the text does not say enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from flows.extract.almanac import (
    as_exact_as,
    day_of,
    days_from,
    interval,
    latest_day,
    latest_year,
    month_of,
    moved,
    shift,
    span_beside,
    three_months,
    year_before,
    year_beside,
    year_within,
)
from flows.extract.date_words import HOLIDAYS, MONTHS, NEAR_DAYS, ORDINALS, SEASONS, UNITS, WEEKDAYS, WHICH
from flows.extract.folding import fold
from flows.extract.numerals import numeral_value
from schemas.edtf import bounds, join, precision

Groups = Mapping[str, str | None]
Basis = Literal["itself", "published", "text"]
"""What a value leans on: nothing else, the day of publication, or another date of the text."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known where a date stands: the day of publication, the stated period of a report, what was told."""

    published: date | None
    period: str | None
    told: str | None = None
    told_month: str | None = None
    told_day: str | None = None
    """The last date told, the last that is no mere year, and the last day since a month was told."""

    @property
    def today(self) -> str | None:
        """The day of publication as a value."""
        return self.published.isoformat() if self.published else None

    def lean_on(self, span: str) -> str | None:
        """The date that "the same day", "the next month", "that year" lean on."""
        exact = {"month": self.told_month, "year": self.told}.get(span, self.told_day or self.told_month)
        return exact or self.told


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a date, null where it cannot be known, and what it leans on."""

    edtf: str | None
    basis: Basis
    spans: bool = False
    """Whether the words name a stretch of time as such ("the past year"), not a point told more or less exactly."""


def _day(groups: Groups, setting: Setting) -> Value:
    day = _day_number(groups["day"] or "")
    if groups.get("month_number"):
        return Value(day_of(int(groups["year"] or 0), int(groups["month_number"] or 0), day), "itself")
    if groups.get("month"):
        year, basis = _year_of(groups, setting, _month(groups), day)
        return Value(day_of(year, _month(groups), day), basis)
    return _day_of_month_told(day, groups, setting)


def _day_of_month_told(day: int, groups: Groups, setting: Setting) -> Value:
    which = WHICH.get(_words(groups.get("which")))
    if which and which["from"] == "published":
        if setting.published is None:
            return Value(None, "published")
        meant = setting.published + relativedelta(months=which["steps"])
        return Value(day_of(meant.year, meant.month, day), "published")
    if setting.told_month:
        month = bounds(setting.told_month)[0] + relativedelta(months=which["steps"] if which else 0)
        return Value(day_of(month.year, month.month, day), "text")
    return Value(latest_day(day, setting.published) if setting.published else None, "published")


def _numeric_day(groups: Groups, _setting: Setting) -> Value:
    """Day before month, as in most of the world, unless the calendar forbids it."""
    one, other, year = int(groups["one"] or 0), int(groups["other"] or 0), int(groups["year"] or 0)
    return Value(day_of(year, other, one) or day_of(year, one, other), "itself")


def _days(groups: Groups, setting: Setting) -> Value:
    first = _day(groups, setting)
    last = first.edtf and f"{first.edtf[:8]}{_day_number(groups['last_day'] or ''):02}"
    return Value(interval(first.edtf, last), first.basis, spans=True)


def _month_rule(groups: Groups, setting: Setting) -> Value:
    year, basis = _year_of(groups, setting, _month(groups))
    return Value(month_of(year, _month(groups)), basis)


def _which_month(groups: Groups, setting: Setting) -> Value:
    which, month = WHICH[_words(groups["which"])], _month(groups)
    if which["from"] == "text":
        year = year_beside(setting.told, month, which["steps"])
        return Value(month_of(year, month), "text")
    if setting.published is None:
        return Value(None, "published")
    year = setting.published.year
    if which["steps"] < 0 and month >= setting.published.month:
        year -= 1
    if which["steps"] > 0 and month <= setting.published.month:
        year += 1
    return Value(month_of(year, month), "published")


def _year(groups: Groups, _setting: Setting) -> Value:
    return Value(groups["year"], "itself")


def _decade(groups: Groups, _setting: Setting) -> Value:
    first = int(groups["decade"] or 0)
    return Value(join(str(first), str(first + 9)), "itself", spans=True)


def _season(groups: Groups, setting: Setting) -> Value:
    month = SEASONS[_words(groups["season"])]
    year, basis = _year_of(groups, setting, month)
    return Value(three_months(year, month), basis)


def _which_season(groups: Groups, setting: Setting) -> Value:
    which, month = WHICH[_words(groups["which"])], SEASONS[_words(groups["season"])]
    if which["from"] == "text":
        year = year_beside(setting.told, month, which["steps"])
        return Value(three_months(year, month), "text")
    if setting.published is None:
        return Value(None, "published")
    year = latest_year(month, setting.published)
    if which["steps"] < 0 and date(year, month, 1) + relativedelta(months=3) > setting.published:
        year -= 1
    if which["steps"] > 0:
        year += 1
    return Value(three_months(year, month), "published")


def _holiday(groups: Groups, setting: Setting) -> Value:
    month, day = (int(part) for part in HOLIDAYS[_words(groups["holiday"])].split("-"))
    year, basis = _year_of(groups, setting, month, day)
    return Value(day_of(year, month, day), basis)


def _easter(groups: Groups, setting: Setting) -> Value:
    year, basis = _year_of(groups, setting, 4, 1)
    return Value(easter(year).isoformat() if year else None, basis)


_PARTS = {
    "first": 0,
    "1st": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "last": -1,
    "final": -1,
}


def _part_of_year(groups: Groups, setting: Setting) -> Value:
    year, basis = _year_spoken_of(groups, setting)
    span = _words(groups["span"])
    months = {"half": 6, "quarter": 3}.get(span) or (_number(groups) if groups.get("number") else 1)
    part = _PARTS[_words(groups["part"])]
    start = 12 - months if part < 0 else months * part
    if year is None or not 0 < months <= 12 or start + months > 12:
        return Value(None, basis)
    return Value(interval(f"{year:04}-{start + 1:02}", f"{year:04}-{start + months:02}"), basis, spans=True)


_YEAR_START = {"start", "beginning", "turn", "began", "opened", "started"}


def _edge_of_year(groups: Groups, setting: Setting) -> Value:
    """The last day of a year; its start is told as the year itself ("since the start of 2030")."""
    edge = _words(groups["edge"])
    year, basis = _year_spoken_of(groups, setting)
    if basis == "text" and edge in _YEAR_START and not setting.period and setting.published:
        return Value(f"{setting.published.year:04}", "published")
    if edge in _YEAR_START:
        return Value(f"{year:04}" if year else None, basis)
    month, day = (1, 1) if edge == "first" else (12, 31)
    return Value(day_of(year, month, day), basis)


def _year_so_far(_groups: Groups, setting: Setting) -> Value:
    today = setting.today
    return Value(interval(today and today[:4], today), "published", spans=True)


def _reported_period(_groups: Groups, setting: Setting) -> Value:
    return Value(setting.period, "text", spans=True)


def _weekday(groups: Groups, setting: Setting) -> Value:
    """ "the Friday" of a story is that at or after the day told last."""
    if setting.told_day is None:
        return _which_weekday({**groups, "which": None}, setting)
    told = bounds(setting.told_day)[1]
    return Value(shift(told, {"days": (_weekday_number(groups) - told.weekday()) % 7}), "text")


def _which_weekday(groups: Groups, setting: Setting) -> Value:
    which = WHICH.get(_words(groups.get("which")))
    if which and which["from"] == "text":
        return _weekday_beside(_weekday_number(groups), which["steps"], setting.lean_on("day"))
    if setting.published is None:
        return Value(None, "published")
    back = (setting.published.weekday() - _weekday_number(groups)) % 7
    if back == 0 and ((which and which["steps"] < 0) or groups.get("past")):
        back = 7
    ahead = 7 if which and which["steps"] > 0 else 0
    return Value(shift(setting.published, {"days": ahead - back}), "published")


def _weekday_beside(weekday: int, steps: int, told: str | None) -> Value:
    if told is None or precision(told) != "day":
        return Value(told, "text")
    day = bounds(told)[0]
    ahead = (weekday - day.weekday()) % 7
    days = {0: ahead, 1: ahead or 7, -1: ahead - 7}[steps]
    return Value(shift(day, {"days": days}), "text")


def _near_day(groups: Groups, setting: Setting) -> Value:
    days = NEAR_DAYS[_words(groups["near_day"])]
    return Value(moved(setting.today, {"days": days}), "published")


def _weekend(groups: Groups, setting: Setting) -> Value:
    if setting.published is None:
        return Value(None, "published")
    last = _words(groups.get("which")) in {"last", "this past"}
    reference = setting.published - timedelta(days=2 if last else 0)
    saturday = reference - timedelta(days=(reference.weekday() - 5) % 7)
    return Value(days_from(saturday, 2), "published")


def _which_span(groups: Groups, setting: Setting) -> Value:
    which, span = WHICH[_words(groups["which"])], _words(groups["span"])
    if which["from"] == "text":
        return Value(span_beside(span, which["steps"], setting.lean_on(span)), "text")
    today = setting.published
    if today is None:
        return Value(None, "published")
    if span == "week" and which["steps"] == 0:
        return Value(interval(shift(today, {"days": -today.weekday()}), today.isoformat()), "published")
    return Value(span_beside(span, which["steps"], today.isoformat()), "published")


def _which_day(groups: Groups, setting: Setting) -> Value:
    return Value(moved(setting.lean_on("day"), {"days": WHICH[_words(groups["which"])]["steps"]}), "text")


def _beside(groups: Groups, setting: Setting) -> Value:
    steps = 1 if _words(groups["direction"]) == "after" else -1
    span = _words(groups["span"])
    if span in {"week", "month", "year"}:
        return Value(span_beside(span, steps, setting.lean_on(span)), "text")
    return Value(moved(setting.lean_on("day"), {"days": steps}), "text")


def _ago(groups: Groups, setting: Setting) -> Value:
    if setting.published is None:
        return Value(None, "published")
    step = _step(groups, -1)
    day = shift(setting.published, step)
    return Value(day if groups.get("exactly") else as_exact_as(day, step), "published")


def _apart(groups: Groups, setting: Setting) -> Value:
    earlier = _words(groups.get("direction")) in {"earlier", "before that", "previously", "beforehand"}
    told = setting.lean_on(_words(groups["unit"]))
    if earlier and told is None:
        told = setting.today
    step = _step(groups, -1 if earlier else 1)
    if told and earlier and step.get("months") == -12:
        return Value(year_before(told), "text")
    return Value(moved(told, step), "text")


def _next_units(groups: Groups, setting: Setting) -> Value:
    told = setting.lean_on("day")
    step = _step(groups, 1)
    last = moved(told, step)
    if told is None or last is None or precision(told) != "day" or step.get("months"):
        return Value(interval(told, last), "text", spans=True)
    return Value(interval(moved(told, {"days": 1}), last), "text", spans=True)


def _last_units(groups: Groups, setting: Setting) -> Value:
    if setting.published is None:
        return Value(None, "published", spans=True)
    start = shift(setting.published, _step(groups, -1))
    return Value(interval(start, setting.published.isoformat()), "published", spans=True)


def _since_then(_groups: Groups, setting: Setting) -> Value:
    told = setting.lean_on("day")
    return Value(interval(told and told.partition("/")[0], setting.today), "text", spans=True)


RULES: Mapping[str, Callable[[Groups, Setting], Value]] = {
    "ago": _ago,
    "apart": _apart,
    "beside": _beside,
    "day": _day,
    "days": _days,
    "decade": _decade,
    "easter": _easter,
    "edge_of_year": _edge_of_year,
    "holiday": _holiday,
    "last_units": _last_units,
    "month": _month_rule,
    "near_day": _near_day,
    "next_units": _next_units,
    "numeric_day": _numeric_day,
    "part_of_year": _part_of_year,
    "reported_period": _reported_period,
    "season": _season,
    "since_then": _since_then,
    "weekday": _weekday,
    "weekend": _weekend,
    "which_day": _which_day,
    "which_month": _which_month,
    "which_season": _which_season,
    "which_span": _which_span,
    "which_weekday": _which_weekday,
    "year": _year,
    "year_so_far": _year_so_far,
}
"""The rule of each pattern, by the name that `data/dates_patterns.toml` gives it."""


def _words(surface: str | None) -> str:
    return fold(surface or "")


def _month(groups: Groups) -> int:
    return MONTHS[_words(groups["month"])]


def _weekday_number(groups: Groups) -> int:
    return WEEKDAYS[_words(groups["weekday"])]


def _day_number(surface: str) -> int:
    return ORDINALS.get(_words(surface)) or int(_words(surface).rstrip("stndrh"))


def _number(groups: Groups) -> int:
    number = _words(groups["number"])
    return {"a": 1, "an": 1, "a couple of": 2}.get(number) or numeral_value(number)


def _step(groups: Groups, sign: int) -> dict[str, int]:
    number = _number(groups) if groups.get("number") else 1
    return {unit: sign * number * length for unit, length in UNITS[_words(groups["unit"])].items()}


def _year_spoken_of(groups: Groups, setting: Setting) -> tuple[int | None, Basis]:
    """The year that is named, or "that year", or that of the report, or the one that runs."""
    if groups.get("year"):
        return int(groups["year"] or 0), "itself"
    which = WHICH.get(_words(groups.get("which")))
    if which and which["from"] == "published":
        return (setting.published.year + which["steps"] if setting.published else None), "published"
    if which and setting.told:
        return bounds(setting.told)[1].year + which["steps"], "text"
    known = setting.period or setting.told or (setting.published and setting.published.isoformat())
    return (bounds(known)[1].year if known else None), "text"


def _year_of(groups: Groups, setting: Setting, month: int, day: int = 1) -> tuple[int | None, Basis]:
    """The year of a month or day: as named, else of the stated period, else the latest, else that told last."""
    if groups.get("year") or groups.get("which"):
        return _year_spoken_of(groups, setting)
    if setting.period:
        return year_within(setting.period, month), "text"
    if setting.published:
        return latest_year(month, setting.published, day), "published"
    return (year_beside(setting.told, month, 0) if setting.told else None), "text"
