"""Date expressions: every date that a text tells, with its value as partial date (EDTF)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from flows.extract.date_rules import RULES, Basis, Groups, Setting, Value
from flows.extract.date_words import CUES, patterns, scanner
from schemas.edtf import bounds, join, precision

Kind = Literal["point", "since", "until", "period", "dateline"]
"""point: when something happened, told more or less exactly. since, until: a stretch open on one side. period: a stretch
with both ends ("from May to July", "over the past year"). dateline: when the text itself was published."""


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
    """The period on which a text says, in its title or first paragraphs, that it reports; null for an ordinary text."""
    head = text[:_HEAD]
    title_end = head.find("\n") if "\n" in head else len(head)
    for each in _resolve(head, published, None):
        if _is_reported(each, head, title_end, published):
            return each.value
    return None


def _is_reported(each: DateExpression, head: str, title_end: int, published: date | None) -> bool:
    if each.value is None or each.basis != "itself" or each.kind not in {"point", "period"}:
        return False
    if precision(each.value) not in {"year", "interval"} or (published and bounds(each.value)[1] > published):
        return False
    if CUES["report"].search(head[max(0, each.start - _LEAD) : each.start]):
        return True
    just_over = published is None or bounds(each.value)[1].year >= published.year - 1
    return each.start < title_end and just_over


def _resolve(text: str, published: date | None, period: str | None) -> list[DateExpression]:
    expressions: list[DateExpression] = []
    setting = Setting(published, period, None)
    found = list(_find(text))
    position = 0
    while position < len(found):
        pair = found[position : position + 2]
        each = (_joined(text, *pair, setting) if len(pair) == 2 else None) or _single(text, pair[0], setting)
        position += 1 + (len(pair) == 2 and each.end >= pair[1].end)
        expressions.append(each)
        if each.value and each.kind != "dateline":
            setting = replace(setting, told=each.value.partition("/")[0] if each.kind == "since" else each.value)
    return expressions


def _find(text: str) -> Iterator[_Found]:
    for match in scanner().finditer(text):
        pattern = patterns()[(match.lastindex or 1) - 1]
        groups = pattern.expression.match(text, match.start())
        end = match.end() - match.group().endswith(".")
        if groups and not CUES["law"].search(text[max(0, match.start() - _LEAD) : match.start()]):
            yield _Found(match.start(), end, pattern.rule, groups.groupdict())


def _single(text: str, found: _Found, setting: Setting) -> DateExpression:
    value = RULES[found.rule](found.groups, setting)
    kind: Kind = "period" if value.spans else "point"
    start = found.start
    lead = text[max(0, start - _LEAD) : start]
    if since := CUES["since"].search(lead):
        start -= len(lead) - since.start()
        value, kind = _until_published(value, setting), "since"
    elif CUES["until"].search(lead):
        kind = "until"
    elif _is_dateline(text, found):
        kind = "dateline"
    return DateExpression(start, found.end, text[start : found.end], value.edtf, kind, value.basis)


def _until_published(value: Value, setting: Setting) -> Value:
    if value.edtf is None or setting.published is None or value.spans:
        return value if value.spans else Value(None, value.basis)
    return Value(_interval(value.edtf.partition("/")[0], setting.published.isoformat()), value.basis)


def _interval(start: str, end: str) -> str | None:
    return join(start, end) if bounds(start)[0] <= bounds(end)[1] else None


_IN_CALENDAR = {"day", "month", "season", "year"}


def _joined(text: str, first: _Found, last: _Found, setting: Setting) -> DateExpression | None:
    """The two as one period, where the words between and before them make them its ends."""
    between = text[first.end : last.start]
    if len(between) > 25 or not _makes_period(text, first, between):
        return None
    start, end = _ends(first, last, setting)
    if start.edtf is None or end.edtf is None:
        return None
    value = _interval(start.edtf, end.edtf)
    return (
        value
        and DateExpression(first.start, last.end, text[first.start : last.end], value, "period", start.basis)
        or None
    )


def _makes_period(text: str, first: _Found, between: str) -> bool:
    lead = text[max(0, first.start - _LEAD) : first.start]
    if CUES["and"].fullmatch(between):
        return bool(CUES["between"].search(lead))
    return bool(CUES["to"].fullmatch(between)) and first.rule in _IN_CALENDAR


def _ends(first: _Found, last: _Found, setting: Setting) -> tuple[Value, Value]:
    """The values of both ends; a year that stands at one of them holds for the other."""
    start, end = RULES[first.rule](first.groups, setting), RULES[last.rule](last.groups, setting)
    if start.edtf is None or end.edtf is None:
        return start, end
    if start.basis != "itself" and "year" in first.groups:
        start = _in_year(first, setting, bounds(end.edtf)[0].year)
        if start.edtf and bounds(start.edtf)[0] > bounds(end.edtf)[1]:
            start = _in_year(first, setting, bounds(end.edtf)[0].year - 1)
    elif end.basis != "itself" and "year" in last.groups:
        end = _in_year(last, setting, bounds(start.edtf)[0].year)
        if end.edtf and bounds(end.edtf)[1] < bounds(start.edtf)[0]:
            end = _in_year(last, setting, bounds(start.edtf)[0].year + 1)
    return start, end


def _in_year(found: _Found, setting: Setting, year: int) -> Value:
    return RULES[found.rule]({**found.groups, "year": str(year), "which": None}, setting)


def _is_dateline(text: str, found: _Found) -> bool:
    """Whether the date stands where a text says when it was published: in its head, with a place, before a dash or line end."""
    if found.start > _HEAD or found.rule not in {"day", "numeric_day"}:
        return False
    line_start = text.rfind("\n", 0, found.start) + 1
    before, after = text[line_start : found.start], text[found.end : found.end + 80]
    return bool(CUES["dateline_before"].fullmatch(before) and CUES["dateline_after"].match(after))
