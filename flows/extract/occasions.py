"""Acts done more than once: "detained twice, in March and again on 2 July" tells two."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from flows.extract.acts import Act
from flows.extract.dates import DateExpression
from flows.extract.numerals import DIGITS, WORDS, numeral_value
from flows.extract.sentences import Sentences

_TIMES = re.compile(
    rf"\b(?:(?P<twice>twice)|(?P<number>{WORDS}|{DIGITS})\s(?:more\s)?(?:times|occasions))\b", re.IGNORECASE
)
_JOINT = re.compile(r"(?:\s|,|;|\b(?:and|then|again|finally|once|more|later|lastly|in|on)\b)*", re.IGNORECASE)


def apart(acts: Iterable[Act], text: str, sentences: Sentences, dates: Sequence[DateExpression]) -> Iterator[Act]:
    """The acts, one for each of the dates in a row where the sentence says that there were as many."""
    for act in acts:
        row = _dates_in_a_row(act, text, dates)
        if len(row) > 1 and len(row) in _times(text, *sentences.around(act.start)):
            for at, each in enumerate(row):
                yield replace(
                    act, date=each.value, date_start=each.start, date_end=each.end, date_chance=1.0, anew=at > 0
                )
        else:
            yield act


def _times(text: str, start: int, end: int) -> set[int]:
    """How often something was done, by the words of a sentence."""
    return {2 if match["twice"] else numeral_value(match["number"]) for match in _TIMES.finditer(text, start, end)}


def _dates_in_a_row(act: Act, text: str, dates: Sequence[DateExpression]) -> Sequence[DateExpression]:
    """The dates next to the act's own, joined by nothing but "and" and the like."""
    if act.date_start is None:
        return ()
    first = last = bisect_left(dates, act.date_start, key=lambda each: each.start)
    while first and _joined(text, dates[first - 1], dates[first]):
        first -= 1
    while last + 1 < len(dates) and _joined(text, dates[last], dates[last + 1]):
        last += 1
    return dates[first : last + 1]


def _joined(text: str, before: DateExpression, behind: DateExpression) -> bool:
    return bool(before.value and behind.value and _JOINT.fullmatch(text, before.end, behind.start))
