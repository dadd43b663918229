"""The learned reading: acts and measures by the encoder's heads, with no parse."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from flows.extract.acts import Act
from flows.extract.counts import Measured, Setting
from flows.extract.dates import DateExpression
from flows.extract.encoder import Encoded, Trigger
from flows.extract.mentions import Mention
from flows.extract.numbers import NumberExpression
from flows.extract.pairs import Span
from flows.extract.sentences import Sentences
from flows.extract.sources import certainty
from flows.extract.tagging import MEASURES

PERSON_THRESHOLD = 0.5
NAMELESS_THRESHOLD = 0.5
MEASURE_THRESHOLD = 0.5
METHOD = "encoder"

_ANEW = re.compile(r"\b(?:again|anew|re-?arrest\w*|another|second|further|more)\b", re.IGNORECASE)


def names(encoded: Encoded) -> list[Mention]:
    """The names that the encoder finds."""
    return [
        Mention(name.start, name.end, encoded.text[name.start : name.end], METHOD, _log_odds(name.score))
        for name in encoded.names
    ]


def _log_odds(probability: float) -> float:
    surely = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(surely / (1 - surely))


def acts(
    encoded: Encoded, people: Sequence[Sequence[Span]], dates: Sequence[DateExpression], sentences: Sentences
) -> list[Act]:
    """The acts that the encoder finds, in order. `people` are the mentions of each person, in the order of the cast."""
    when = encoded.act_dates([(each.start, each.end) for each in dates])
    found = zip(encoded.triggers, encoded.patients(people), when, strict=True)
    told = (_act(encoded.text, trigger, who, _date(dates, ranked), sentences) for trigger, who, ranked in found)
    return [act for act in told if act is not None]


def _act(
    text: str,
    trigger: Trigger,
    ranked: Sequence[tuple[int, float]],
    when: DateExpression | None,
    sentences: Sentences,
) -> Act | None:
    people = tuple(sorted(person for person, score in ranked if score >= PERSON_THRESHOLD))
    if not people and trigger.nameless < NAMELESS_THRESHOLD and ranked:
        people = (ranked[0][0],)
    said = trigger.patient or (trigger.start, trigger.end)
    if not people and trigger.patient is None:
        return None
    return Act(
        start=trigger.start,
        end=trigger.end,
        type=trigger.type,
        people=people,
        said_start=said[0],
        said_end=said[1],
        group="" if people else text[slice(*said)],
        date=when.value if when else None,
        date_start=when.start if when else None,
        date_end=when.end if when else None,
        certainty=certainty(text, *sentences.around(trigger.start)),
        method=METHOD,
        anew=bool(_ANEW.search(text, max(0, trigger.start - 12), trigger.end + 12)),
    )


def _date(dates: Sequence[DateExpression], ranked: Sequence[tuple[int | None, float]]) -> DateExpression | None:
    best = ranked[0][0] if ranked else None
    return dates[best] if best is not None and dates[best].value else None


def measured(encoded: Encoded, numbers: Sequence[NumberExpression], setting: Setting) -> list[Measured]:
    """The numbers of people that the encoder finds, each with its measures and dates."""
    spans = [(number.start, number.end) for number in numbers]
    when = encoded.count_dates(spans, [(each.start, each.end) for each in setting.dates])
    found = []
    for number, scores, ranked in zip(numbers, encoded.measures(spans), when, strict=True):
        for measure, score in zip(MEASURES, scores.tolist(), strict=True):
            if score >= MEASURE_THRESHOLD:
                date = _date(setting.dates, ranked)
                found.append(Measured(number, measure, date.value if date else None, METHOD))
    return found
