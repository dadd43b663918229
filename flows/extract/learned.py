"""The learned reading: acts and measures by the encoder's heads, with no parse."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from flows.extract.acts import Act
from flows.extract.counts import Measured, Setting, measured_by_rules
from flows.extract.dates import DateExpression
from flows.extract.encoder import Encoded, Trigger
from flows.extract.mentions import Mention
from flows.extract.numbers import NumberExpression
from flows.extract.pairs import Span
from flows.extract.people import Person
from flows.extract.sentences import Sentences
from flows.extract.sources import certainty
from flows.extract.tagging import MEASURES

PERSON_THRESHOLD = 0.5
NAMELESS_THRESHOLD = 0.5
DATE_THRESHOLD = 0.4
MEASURE_THRESHOLD = 0.4
RULE_WEIGHT = 0.4
FLOOR = 1e-4  # what a probability is taken for at least
METHOD = "encoder"

_ANEW = re.compile(r"\b(?:again|anew|re-?arrest\w*|another|second|further|more)\b", re.IGNORECASE)


def names(encoded: Encoded) -> list[Mention]:
    """The names of people that the encoder finds."""
    return [
        Mention(name.start, name.end, encoded.text[name.start : name.end], METHOD, _log_odds(name.score))
        for name in encoded.names
    ]


def capacities(encoded: Encoded, people: Sequence[Person]) -> list[list[float]]:
    """The probability of each of CAPACITIES for each person."""
    spans = [[(mention.start, mention.end) for mention in person.mentions] for person in people]
    chances: list[list[float]] = encoded.capacities(spans).tolist() if people else []
    return chances


def _log_odds(probability: float) -> float:
    surely = min(max(probability, FLOOR), 1 - FLOOR)
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
    """The likeliest date, where it is likely enough; places that tell the same date speak for it together."""
    chances: dict[str, float] = {}
    places: dict[str, DateExpression] = {}
    for at, score in ranked:
        told = dates[at].value if at is not None else None
        if at is not None and told is not None:
            chances[told] = chances.get(told, 0.0) + score
            places.setdefault(told, dates[at])
    best = max(chances, key=lambda told: chances[told], default=None)
    return places[best] if best is not None and chances[best] >= DATE_THRESHOLD else None


def measured(encoded: Encoded, numbers: Sequence[NumberExpression], setting: Setting) -> list[Measured]:
    """The numbers of people with their measures: the encoder's, and those of the rules that it does not rule out."""
    numbers = [number for number in numbers if number.counts_people]
    spans = [(number.start, number.end) for number in numbers]
    when = encoded.count_dates(spans, [(each.start, each.end) for each in setting.dates])
    by_rule = {(each.number.start, each.measure): each for each in measured_by_rules(numbers, setting)}
    found = []
    for number, scores, ranked in zip(numbers, encoded.measures(spans), when, strict=True):
        for measure, score in zip(MEASURES, scores.tolist(), strict=True):
            rule = by_rule.get((number.start, measure))
            if score + (RULE_WEIGHT if rule else 0) >= MEASURE_THRESHOLD:
                told = _date(setting.dates, ranked)
                found.append(Measured(number, measure, _as_of(measure, told, rule, setting), METHOD))
    return found


def _as_of(measure: str, told: DateExpression | None, rule: Measured | None, setting: Setting) -> str | None:
    """The date that the encoder links, else the rule's; whoever is held at no date told is held at publication."""
    if told is not None:
        return told.value
    if measure == "held" and rule is None:
        return setting.published.isoformat() if setting.published else None
    return rule.date if rule else None
