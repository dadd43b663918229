"""Date expressions: every date that a text tells, with its value as partial date (EDTF)."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from flows.extract.almanac import interval
from flows.extract.date_rules import RULES, Basis, Groups, Setting, Value
from flows.extract.date_words import CUES, MONTHS, matches
from schemas.edtf import bounds, precision

Kind = Literal["point", "since", "until", "period", "dateline"]
"""point: when something happened, told more or less exactly. since, until: a stretch open on one side. period: a
stretch with both ends ("from May to July", "over the past year"). dateline: when the text itself was published."""


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words that tell a date: `text[start:end] == quote`.

    `value` is null where the words lean on a date that is not known. An act named inside the quote of a `since`
    ("since his arrest in May") happened at the start of its value.
    """

    start: int
    end: int
    quote: str
    value: str | None
    kind: Kind
    basis: Basis


@dataclass(frozen=True, slots=True)
class _Found:
    """A match of a pattern, before its value is known."""

    start: int
    end: int
    rule: str
    groups: Groups


_HEAD = 1200
_LEAD = 90
_TITLE_LINE = 200
_TITLE_LINES = 5


def _lead(text: str, start: int) -> str:
    return text[max(0, start - _LEAD) : start]


def date_expressions(text: str, published: date | None) -> list[DateExpression]:
    """All date expressions of `text`, in order, none overlapping.

    Words that lean on the day of publication have a null value where `published` is None.
    """
    return _resolve(text, published, reporting_period(text, published))


def dateline(text: str) -> date | None:
    """The day at which a text says, in its first lines, that it was published."""
    head = _resolve(text[:_HEAD], None, None)
    days = (each.value for each in head if each.kind == "dateline" and each.value)
    return next((bounds(value)[0] for value in days if precision(value) == "day"), None)


def reporting_period(text: str, published: date | None) -> str | None:
    """The period on which a text says, in its head, that it reports; null for an ordinary text.

    A news item, which opens with place, date and dash, reports on no period unless it says so.
    """
    head = _resolve(text[:_HEAD], published, None)
    spoken = [each for each in head if _may_be_reported(each, published)]
    said = [each for each in spoken if CUES["period"].search(_lead(text, each.start))]
    if not said and not any(_opens_news(text, each) for each in head):
        said = [each for each in spoken if _names_report(text, each, published)]
    return said[0].value if said else None


def _may_be_reported(each: DateExpression, published: date | None) -> bool:
    if each.value is None or each.basis != "itself" or each.kind not in {"point", "period"}:
        return False
    return precision(each.value) in {"year", "interval"} and not (published and bounds(each.value)[1] > published)


def _opens_news(text: str, each: DateExpression) -> bool:
    return each.kind == "dateline" and bool(CUES["news_lead"].match(text[each.end : each.end + _LEAD]))


def _names_report(text: str, each: DateExpression, published: date | None) -> bool:
    """Whether a year or period stands in the title lines as that of a report."""
    start, end = text.rfind("\n", 0, each.start) + 1, text.find("\n", each.end)
    line = text[start : end if end >= 0 else len(text)]
    if len(line) > _TITLE_LINE or text.count("\n", 0, start) > _TITLE_LINES:
        return False
    if CUES["report"].search(line):
        return True
    is_last_year = published is not None and bounds(each.value or "")[1].year == published.year - 1
    return start == 0 or (is_last_year and not line.rstrip().endswith("."))


def _resolve(text: str, published: date | None, period: str | None) -> list[DateExpression]:
    expressions: list[DateExpression] = []
    setting, floor, is_dated = Setting(published, period), 0, False
    queue = deque(_find(text))
    while queue:
        first = queue.popleft()
        each = _joined(text, first, queue[0], setting) if queue else None
        if each:
            queue.popleft()
        else:
            each = _single(text, first, setting, floor)
        if each.kind == "dateline" and is_dated:
            each = replace(each, kind="point")
        expressions.append(each)
        setting, floor, is_dated = _told(setting, each), each.end, is_dated or each.kind == "dateline"
    return expressions


def _told(setting: Setting, each: DateExpression) -> Setting:
    """What is known after `each`; a mere year does not make the last day told forgotten."""
    if each.value is None or each.kind == "dateline":
        return setting
    value = each.value.partition("/")[0] if each.kind == "since" else each.value
    if precision(value) == "year":
        return replace(setting, told=value)
    return replace(setting, told=value, told_month=value, told_day=None if precision(value) == "month" else value)


def _find(text: str) -> Iterator[_Found]:
    for rule, match in matches(text):
        if rule == "year" and CUES["law"].search(_lead(text, match.start())):
            continue
        yield _Found(match.start(), match.end() - match.group().endswith("."), rule, match.groupdict())


def _single(text: str, found: _Found, setting: Setting, floor: int) -> DateExpression:
    """One date by itself; a "since" before it belongs to it, back to `floor` at most."""
    value = RULES[found.rule](found.groups, setting)
    kind: Kind = "period" if value.spans else "point"
    start = found.start
    lead = text[max(floor, start - _LEAD) : start]
    if since := CUES["since"].search(lead):
        start -= len(lead) - since.start()
        value, kind = _until_published(value, setting), "since"
    elif CUES["until"].search(lead):
        kind = "until"
    elif _is_dateline(text, found):
        kind = "dateline"
    return DateExpression(start, found.end, text[start : found.end], value.edtf, kind, value.basis)


def _until_published(value: Value, setting: Setting) -> Value:
    if value.spans:
        return value
    start = value.edtf and value.edtf.partition("/")[0]
    return Value(interval(start, setting.today), value.basis)


_IN_CALENDAR = {"day", "month", "season", "year"}


def _joined(text: str, first: _Found, last: _Found, setting: Setting) -> DateExpression | None:
    """The two as one period, where the words between and before them make them its ends."""
    between = text[first.end : last.start]
    if len(between) > 25 or not _makes_period(text, first, last, between):
        return None
    start, end = _ends(first, last, setting)
    value = interval(start.edtf, end.edtf)
    if value is None:
        return None
    return DateExpression(first.start, last.end, text[first.start : last.end], value, "period", start.basis)


def _makes_period(text: str, first: _Found, last: _Found, between: str) -> bool:
    lead = _lead(text, first.start)
    if CUES["and"].fullmatch(between):
        apart = text.startswith(" respectively", last.end)
        return bool(CUES["between"].search(lead)) or (_are_neighbours(first, last) and not apart)
    return bool(CUES["to"].fullmatch(between)) and first.rule in _IN_CALENDAR


def _are_neighbours(first: _Found, last: _Found) -> bool:
    """ "24 and 25 March", "November and December": two days or months in a row are one period."""
    if {first.rule, last.rule} == {"day"} and first.groups.get("month") == last.groups.get("month"):
        days = [re.sub(r"\D", "", found.groups["day"] or "") for found in (first, last)]
        return all(days) and int(days[1]) == int(days[0]) + 1
    if {first.rule, last.rule} == {"month"} and not first.groups.get("year"):
        months = [MONTHS[(found.groups["month"] or "").casefold()] for found in (first, last)]
        return months[1] == months[0] + 1
    return False


def _ends(first: _Found, last: _Found, setting: Setting) -> tuple[Value, Value]:
    """The values of both ends; a year that stands at one of them holds for the other."""
    start, end = RULES[first.rule](first.groups, setting), RULES[last.rule](last.groups, setting)
    if start.basis != "itself" and first.rule in _IN_CALENDAR and end.edtf:
        year = bounds(end.edtf)[0].year
        start = _in_year(first, setting, year)
        if start.edtf and bounds(start.edtf)[0] > bounds(end.edtf)[1]:
            start = _in_year(first, setting, year - 1)
    elif end.basis != "itself" and last.rule in _IN_CALENDAR and start.edtf:
        year = bounds(start.edtf)[0].year
        end = _in_year(last, setting, year)
        if end.edtf and bounds(end.edtf)[1] < bounds(start.edtf)[0]:
            end = _in_year(last, setting, year + 1)
    return start, end


def _in_year(found: _Found, setting: Setting, year: int) -> Value:
    return RULES[found.rule]({**found.groups, "year": str(year), "which": None}, setting)


def _is_dateline(text: str, found: _Found) -> bool:
    """Whether the date stands where a text says when it was published: in its head, before a dash or the line end."""
    if found.start > _HEAD or found.rule not in {"day", "numeric_day"}:
        return False
    line_start = text.rfind("\n", 0, found.start) + 1
    before, after = text[line_start : found.start], text[found.end : found.end + 80]
    if not before.strip() and not found.groups.get("year"):
        return False
    return bool(CUES["dateline_before"].fullmatch(before) and CUES["dateline_after"].match(after))
