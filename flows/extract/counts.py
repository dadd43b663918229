"""Counts: numbers of people, and what was done to them."""

from __future__ import annotations

import csv
import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files

from flows.extract.acts import Act
from flows.extract.cast import Cast
from flows.extract.claims import CountClaim, Passage
from flows.extract.dates import DateExpression
from flows.extract.events import compatible
from flows.extract.numbers import NumberExpression, number_expressions
from flows.extract.places import Atlas, place_country
from flows.extract.sentences import Sentences
from flows.extract.sources import source
from flows.extract.tagging import MEASURES

_LONGEST = 600  # characters of the words that say to whom an act was done
_CUES: dict[str, re.Pattern[str]] = {
    name: re.compile(source, re.IGNORECASE)
    for name, source in tomllib.loads(
        files("flows.extract").joinpath("data/counts_cues.toml").read_text("utf-8")
    ).items()
}


@dataclass(frozen=True, slots=True)
class Measured:
    """A number with one measure. `act` is the telling that it counts the people of, where there is one."""

    number: NumberExpression
    measure: str
    date: str | None
    method: str
    act: Act | None = None


@cache
def _nouns() -> dict[str, str]:
    rows = csv.DictReader(files("flows.extract").joinpath("data/measures.csv").read_text("utf-8").splitlines())
    return {form: row["measure"] for row in rows for form in (row["words"], _plural(row["words"]))}


def _plural(words: str) -> str:
    first, of, rest = words.partition(" of ")
    return f"{first}s{of}{rest}"


@dataclass(frozen=True)
class Setting:
    """What the measures of numbers are read from: the text, its sentences, dates, acts and day of publication."""

    text: str
    sentences: Sentences
    dates: Sequence[DateExpression]
    acts: Sequence[Act]
    cast: Cast
    published: date | None

    @cached_property
    def people_numbers(self) -> list[NumberExpression]:
        """The numbers that may count people, and do not merely count those whom their sentence names."""
        numbers = number_expressions(self.text, self.dates)
        return [each for each in numbers if each.counts_people and not self._counts_the_named(each)]

    def _counts_the_named(self, number: NumberExpression) -> bool:
        start, end = self.sentences.around(number.start)
        named = (len({mention.person for mention in self.cast.within(first, end)}) for first in (start, number.end))
        return number.qualifier == "exact" and number.value > 1 and number.value in named

    def acts_at(self, number: NumberExpression) -> list[Act]:
        """The acts done to the people whom a number counts: it stands among the words that say who they are."""
        first = bisect_left(self._by_said, number.start - _LONGEST, key=lambda act: act.said_start)
        last = bisect_right(self._by_said, number.start, key=lambda act: act.said_start)
        return sorted(act for act in self._by_said[first:last] if number.end <= act.said_end)

    def acts_in(self, start: int, end: int) -> Sequence[Act]:
        """The acts that are told in text[start:end], in order."""
        first, last = (bisect_left(self._by_place, place, key=lambda act: act.start) for place in (start, end))
        return self._by_place[first:last]

    def dates_in(self, start: int, end: int) -> Sequence[DateExpression]:
        """The dates that begin in text[start:end], in order."""
        first, last = (bisect_left(self.dates, place, key=lambda each: each.start) for place in (start, end))
        return self.dates[first:last]

    @cached_property
    def _by_place(self) -> list[Act]:
        return sorted(self.acts, key=lambda act: act.start)

    @cached_property
    def _by_said(self) -> list[Act]:
        return sorted(self.acts, key=lambda act: act.said_start)


def measured_by_rules(setting: Setting) -> list[Measured]:
    """The measures of numbers of people: those of the acts done to them, that of their noun, or `held`."""
    found: list[Measured] = []
    for number in setting.people_numbers:
        found.extend(list(_measures(number, setting)) or _like_the_last(number, found, setting))
    return found


def _like_the_last(number: NumberExpression, found: Sequence[Measured], setting: Setting) -> list[Measured]:
    """The measures of the number before, of which this one is a part or with which it is compared."""
    start, _ = setting.sentences.around(number.start)
    last = [each for each in found[-len(MEASURES) :] if each.number == found[-1].number and each.number.start >= start]
    between = setting.text[last[-1].number.end if last else start : number.surface_start]
    if not last or not _CUES["like_before"].search(between) or _CUES["verb"].search(between):
        return []
    return [replace(each, number=number) for each in last]


def _measures(number: NumberExpression, setting: Setting) -> Iterator[Measured]:
    done = [act for act in setting.acts_at(number) if not _counts_the_named(number, act)]
    for act in done:
        yield Measured(number, act.type, act.date, act.method, act)
    if done:
        return
    start, end = setting.sentences.around(number.start)
    head = _head(setting.text, number)
    noun = next((measure for words, measure in _nouns().items() if head.endswith(words)), None)
    if noun is not None and noun != "held":
        yield Measured(number, noun, _date_in(setting.dates, start, end), "rule noun")
    elif _is_held(setting.text, start, end, number) or noun == "held":
        yield Measured(number, "held", _held_date(setting, start, end), "rule held")


def _counts_the_named(number: NumberExpression, act: Act) -> bool:
    return number.value == len(act.people) and number.qualifier == "exact"


def _head(text: str, number: NumberExpression) -> str:
    """The noun phrase behind a number, folded."""
    words = number.head or " ".join(re.findall(r"[\w’'-]+", text[number.surface_end : number.surface_end + 60])[:1])
    return words.casefold()


def _is_held(text: str, start: int, end: int, number: NumberExpression) -> bool:
    after = text[number.surface_end : min(end, number.surface_end + 120)]
    before = text[max(start, number.surface_start - 60) : number.surface_start]
    if _CUES["held"].search(after) and _CUES["state"].search(f"{before[-30:]} {after}"):
        return True
    if _CUES["total"].search(text, start, number.surface_start):
        return True
    return bool(_CUES["holder"].search(before))


def _held_date(setting: Setting, start: int, end: int) -> str | None:
    """The date of a state: the one its sentence tells, else the day of publication where it is told in the present."""
    told = _date_in(setting.dates, start, end)
    if told is not None:
        return told
    now = _CUES["present"].search(setting.text, start, end) or not _CUES["past"].search(setting.text, start, end)
    return setting.published.isoformat() if setting.published and now else None


def _date_in(dates: Sequence[DateExpression], start: int, end: int) -> str | None:
    first, last = (bisect_left(dates, position, key=lambda each: each.start) for position in (start, end))
    inside = dates[first:last]
    return next((each.value for each in inside if each.kind != "dateline" and each.value), None)


def distinct(found: Iterable[Measured]) -> list[Measured]:
    """Numbers said once: the same number said again of the same thing is left out."""
    kept: dict[tuple[str, int, int | None, str], list[Measured]] = {}
    for measured in found:
        number = measured.number
        same = kept.setdefault((measured.measure, number.value, number.high, number.qualifier), [])
        for at, other in enumerate(same):
            if compatible(other.date, measured.date):
                same[at] = replace(other, date=other.date or measured.date)
                break
        else:
            same.append(measured)
    return sorted((each for same in kept.values() for each in same), key=lambda each: (each.number.start, each.measure))


def count_claim(measured: Measured, setting: Setting, atlas: Atlas) -> CountClaim:
    """The count that a number is."""
    number, text = measured.number, setting.text
    sentence = setting.sentences.around(number.start)
    said_by = source(text, *sentence)
    row = Passage(number.surface_start, number.surface_end, number.surface, "row", measured.method)
    passages = [row, Passage(*sentence, text[slice(*sentence)], "measure", measured.method)]
    if said_by:
        passages.append(Passage(*said_by, text[slice(*said_by)], "source", "rule source"))
    return CountClaim(
        measure=measured.measure,
        value=number.value,
        high=number.high,
        qualifier=number.qualifier,
        as_of=measured.date,
        country=place_country(atlas, number.start),
        group=_part(text, sentence[0], number),
        source=text[slice(*said_by)] if said_by else None,
        surface=number.surface,
        passages=tuple(sorted(passages)),
    )


def _part(text: str, sentence_start: int, number: NumberExpression) -> str | None:
    """Whom a part of a total consists of: "3,200 people, including 572 women"."""
    before = text[max(sentence_start, number.surface_start - 40) : number.surface_start]
    return number.head if number.head and _CUES["part"].search(before) else None
