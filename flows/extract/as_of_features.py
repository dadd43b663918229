"""What decides at which date a count holds, as figures: features of the count with each date that may be its own.

A date may be one of the text that the encoder links, one of the count's sentence, that of the number before, the day of
publication, or none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import get_args

from flows.extract.counts import Setting
from flows.extract.date_rules import Basis
from flows.extract.dates import DateExpression, Kind
from flows.extract.forests import Features
from flows.extract.numbers import NumberExpression
from flows.extract.tagging import MEASURES, log_odds
from schemas.edtf import bounds, precision

NONE = -1.0  # of a feature that cannot be told
_FAR = 9_999.0
_LINKED = 5  # of the dates that the encoder links, the likeliest
_LEAD = 25  # characters before a date in which its preposition stands
_AROUND = (60, 80)  # characters before and behind a number that are its clause, roughly
_OPENING = 6  # characters into its sentence that a date which opens it may stand
_PRECISIONS = ("day", "month", "year", "interval")
_PREPOSITIONS = ("on", "in", "since", "by", "until", "during", "from", "between", "of", "after", "before", "at",
                 "early", "late", "last", "and", "for", "as")  # fmt: skip
_PREPOSITION = re.compile(rf"\b({'|'.join(_PREPOSITIONS)})\s(?:the\s)?(?:\w+\s)?$", re.IGNORECASE)
_CUES = {
    "perfect": re.compile(r"\b(?:has|have)\b", re.IGNORECASE),
    "present": re.compile(r"\b(?:is|are|remains?|currently|now|still|today)\b", re.IGNORECASE),
    "past": re.compile(r"\b(?:was|were|had)\b", re.IGNORECASE),
    "so far": re.compile(
        r"\b(?:so far|to date|since|until now|as of|in total|altogether|overall|total)\b", re.IGNORECASE
    ),
    "relative": re.compile(r"\b(?:this|last) (?:year|month|week)\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Dated:
    """A number with one of its measures, and what is known of its date.

    `linked` are the encoder's chances of the dates of the text, of none of them under None; `guess` is the date by the
    encoder and the rules alone, and `before` that of the number before.
    """

    number: NumberExpression
    measure: str
    linked: Sequence[tuple[int | None, float]]
    guess: str | None
    before: str | None


@dataclass(frozen=True)
class _Chances:
    """The encoder's chance of each date, and of none, and the place of a date that tells it best."""

    by_date: Mapping[str, float]
    places: Mapping[str, DateExpression]
    none: float

    def ranked(self) -> list[str]:
        return sorted(self.by_date, key=lambda told: -self.by_date[told])


def as_of_features(dated: Dated, setting: Setting) -> dict[str | None, Features]:
    """The features of a count with each date that may be its own, and with none."""
    chances = _chances(dated, setting)
    here = _in_sentence(dated, setting)
    ranked = chances.ranked()
    told = [dated.guess, dated.before, _published(setting), *(day_of(dated.measure, each) for each in here)]
    dates = dict.fromkeys([None, *ranked[:_LINKED], *told])
    places = {day_of(dated.measure, each): each for each in reversed(here)} | dict(chances.places)
    shared = _shared(dated, setting, chances, here)
    acts = setting.acts_in(*setting.sentences.around(dated.number.start))
    same = {act.date for act in acts if act.type == dated.measure}
    return {
        date: shared
        | _of_chance(date, chances, ranked)
        | _of_date(date, dated, setting, same)
        | _of_place(places.get(date) if date else None, dated, setting)
        for date in dates
    }


def day_of(measure: str, told: DateExpression) -> str | None:
    """The date that words tell of a count: who has been held over a time is held at its end."""
    return told.value.rpartition("/")[2] if told.value and measure == "held" else told.value


def _chances(dated: Dated, setting: Setting) -> _Chances:
    by_date: dict[str, float] = {}
    places: dict[str, DateExpression] = {}
    none = 0.0
    for at, chance in dated.linked:
        date = day_of(dated.measure, setting.dates[at]) if at is not None else None
        if at is None:
            none = chance
        elif date is not None:
            by_date[date] = by_date.get(date, 0.0) + chance
            places.setdefault(date, setting.dates[at])
    return _Chances(by_date, places, none)


def _in_sentence(dated: Dated, setting: Setting) -> list[DateExpression]:
    start, end = setting.sentences.around(dated.number.start)
    return [each for each in setting.dates_in(start, end) if each.kind != "dateline"]


def _published(setting: Setting) -> str | None:
    return setting.published.isoformat() if setting.published else None


def _shared(dated: Dated, setting: Setting, chances: _Chances, here: Sequence[DateExpression]) -> Features:
    number, text = dated.number, setting.text
    start, end = setting.sentences.around(number.start)
    clause = max(start, number.start - _AROUND[0]), min(end, number.end + _AROUND[1])
    best, second = sorted([*chances.by_date.values(), 0.0, 0.0], reverse=True)[:2]
    return {
        "measure": MEASURES.index(dated.measure),
        "value": math.log1p(number.value),
        "exact": float(number.qualifier == "exact"),
        "sentence": setting.sentences.number(number.start),
        "sentence length": end - start,
        "dates": len(setting.dates),
        "dates in sentence": len(here),
        "chance of none": log_odds(chances.none),
        "best chance": log_odds(best),
        "second chance": log_odds(second),
        "dated before": float(dated.before is not None),
        "is published": float(setting.published is not None),
        **{name: float(bool(cue.search(text, *clause))) for name, cue in _CUES.items()},
        **{f"{name} in sentence": float(bool(cue.search(text, start, end))) for name, cue in _CUES.items()},
    }


def _of_chance(date: str | None, chances: _Chances, ranked: Sequence[str]) -> Features:
    chance = log_odds(chances.none if date is None else chances.by_date.get(date, 0.0))
    return {
        "chance": chance,
        "behind the best": log_odds(max(chances.by_date.values(), default=0.0)) - chance,
        "rank": ranked.index(date) if date in chances.by_date else NONE,
    }


def _of_date(date: str | None, dated: Dated, setting: Setting, same: Set[str | None]) -> Features:
    """The date itself, and who else has it; `same` are the dates of the sentence's acts of the measure."""
    published = setting.published
    first, last = bounds(date) if date else (None, None)
    return {
        "no date": float(date is None),
        "guess": float(date == dated.guess),
        "as before": float(date == dated.before),
        "as an act": float(date in same),
        "publication": float(date is not None and date == _published(setting)),
        "precision": _PRECISIONS.index(precision(date)) if date else NONE,
        "days": (last - first).days if first and last else NONE,
        "days ago": (published - last).days if published and last else -_FAR,
    }


def _of_place(place: DateExpression | None, dated: Dated, setting: Setting) -> Features:
    """Where the words for the date stand, seen from the number."""
    if place is None:
        names = ("kind", "basis", "preposition", "opens its sentence", "dates between")
        return dict.fromkeys(names, NONE) | dict.fromkeys(("distance", "sentences away"), _FAR)
    number, text, sentences = dated.number, setting.text, setting.sentences
    is_behind = place.start >= number.end
    lead = _PREPOSITION.search(text[max(0, place.start - _LEAD) : place.start])
    return {
        "kind": get_args(Kind).index(place.kind),
        "basis": get_args(Basis).index(place.basis),
        "preposition": _PREPOSITIONS.index(lead[1].lower()) if lead else NONE,
        "opens its sentence": float(place.start - sentences.around(place.start)[0] < _OPENING),
        "dates between": len(setting.dates_in(*sorted((place.start + 1, number.start)))),
        "distance": place.start - number.end if is_behind else place.end - number.start,
        "sentences away": sentences.number(place.start) - sentences.number(number.start),
    }
