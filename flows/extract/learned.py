"""The learned reading: acts and measures by the encoder's heads, with no parse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.extract.acts import Act
from flows.extract.as_of_features import Dated, day_of
from flows.extract.as_of_trees import likely_dates
from flows.extract.cast import Cast, cast_of
from flows.extract.count_features import signals
from flows.extract.count_trees import likely_measures
from flows.extract.counts import Measured, Setting, measured_by_rules
from flows.extract.dates import DateExpression
from flows.extract.encoder import Choice, Encoded, Trigger
from flows.extract.mentions import Mention
from flows.extract.numbers import NumberExpression
from flows.extract.pairs import Span
from flows.extract.patient_features import Told
from flows.extract.patient_trees import believed
from flows.extract.people import Person
from flows.extract.phrases import set_size, tells_number, widen
from flows.extract.sentences import Sentences
from flows.extract.sources import certainty
from flows.extract.tagging import CAPACITIES, log_odds

PERSON_THRESHOLD = 0.5
MEMBER_THRESHOLD = 0.1  # of a person, where the words tell how many are meant
SUBJECT_THRESHOLD = 0.05  # below it nothing was done to a person
LARGEST_SET = 12  # that is counted by its words
NAMELESS_THRESHOLD = 0.5
DATE_THRESHOLD = 0.4
METHOD = "encoder"
SUBJECT = CAPACITIES.index("subject")

_PARTICIPLE = re.compile(r"\w+(?:ed|en|ught|eld)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"he|she|they|we|i|you|who|both|all|some|others|none|each", re.IGNORECASE)
_STRETCHED = frozenset({"ill_treatment", "disappearance"})  # what lasts as long as the "since" that tells of it
_MARKS = frozenset(".!?…”\"’')")
_ANEW = re.compile(r"\b(?:again|anew|re-?arrest\w*|another|second|further|more)\b", re.IGNORECASE)


def names(encoded: Encoded) -> list[Mention]:
    """The names of people that the encoder finds."""
    return [
        Mention(name.start, name.end, encoded.text[name.start : name.end], METHOD, log_odds(name.score))
        for name in encoded.names
    ]


def capacities(encoded: Encoded, people: Sequence[Person]) -> list[list[float]]:
    """The probability of each of CAPACITIES for each person."""
    chances: list[list[float]] = encoded.capacities(_mentions(people)).tolist() if people else []
    return chances


def acts(
    encoded: Encoded,
    people: Sequence[Person],
    chances: Sequence[Sequence[float]],
    dates: Sequence[DateExpression],
    sentences: Sentences,
) -> list[Act]:
    """The acts that the encoder finds, in order. `people` are the cast, with the `chances` of their capacities."""
    when = encoded.act_dates([(each.start, each.end) for each in dates])
    told = acts_told(encoded, people, chances, sentences)
    chosen = [_people(encoded.text, trigger, who) for trigger, who in zip(told.triggers, told.who, strict=True)]
    cast = cast_of(encoded.text, people)
    return [
        _act(encoded.text, trigger, likely, _date(dates, _without_datelines(dates, days)), sentences)
        for trigger, before, likely, days in zip(told.triggers, chosen, believed(told, chosen), when, strict=True)
        if (likely or (trigger.patient and not before)) and not _only_identifies(encoded.text, trigger, cast, sentences)
    ]


def acts_told(
    encoded: Encoded, people: Sequence[Person], chances: Sequence[Sequence[float]], sentences: Sentences
) -> Told:
    """What the encoder says of the acts and of the people they may have been done to, before any is chosen."""
    subjects = [row[SUBJECT] for row in chances]
    who = [
        [each for each in row if subjects[each[0]] >= SUBJECT_THRESHOLD] for row in encoded.patients(_mentions(people))
    ]
    tags = encoded.strongest([(trigger.start, trigger.end) for trigger in encoded.triggers])
    return Told(encoded.text, encoded.triggers, who, tags, people, subjects, sentences)


def _mentions(people: Sequence[Person]) -> list[list[Span]]:
    """Where the mentions of each person stand."""
    return [[(mention.start, mention.end) for mention in person.mentions] for person in people]


def _people(text: str, trigger: Trigger, chances: Sequence[tuple[int, float]]) -> tuple[int, ...]:
    """The likely people; the likeliest one where none is likely, but somebody named is meant.

    "The three" are the three likeliest, where one of them is likely. "Three students" are nobody unless likely.
    """
    likely = [person for person, score in chances if score >= PERSON_THRESHOLD]
    words = text[slice(*widen(text, *trigger.patient))] if trigger.patient else ""
    size = set_size(words)
    if likely and size and size <= LARGEST_SET:
        likely = [person for person, score in chances[:size] if score >= MEMBER_THRESHOLD]
    if not likely and trigger.nameless < NAMELESS_THRESHOLD and not tells_number(words):
        likely = [person for person, _ in chances[:1]]
    return tuple(sorted(likely))


def _only_identifies(text: str, trigger: Trigger, cast: Cast, sentences: Sentences) -> bool:
    """Whether a participle tells which people are meant ("people detained since May"), not what was done to them.

    It stands right behind a phrase that is neither name nor pronoun, in a full sentence: a headline leaves out "were".
    """
    if trigger.patient is None or text[trigger.patient[1] : trigger.start] != " ":
        return False
    is_name_or_pronoun = cast.within(*trigger.patient) or _PRONOUN.fullmatch(text, *trigger.patient)
    ends_with_a_mark = text[sentences.around(trigger.start)[1] - 1] in _MARKS
    return bool(_PARTICIPLE.match(text, trigger.start)) and not is_name_or_pronoun and ends_with_a_mark


def _act(text: str, trigger: Trigger, people: tuple[int, ...], when: _When | None, sentences: Sentences) -> Act:
    said = trigger.patient or (trigger.start, trigger.end)
    said = said if people else widen(text, *said)
    return Act(
        start=trigger.start,
        end=trigger.end,
        type=trigger.type,
        people=people,
        said_start=said[0],
        said_end=said[1],
        group="" if people else text[slice(*said)],
        date=_day(when.told, trigger.type, people) if when else None,
        date_start=when.told.start if when else None,
        date_end=when.told.end if when else None,
        date_chance=when.chance if when else 1.0,
        certainty=certainty(text, *sentences.around(trigger.start)),
        method=METHOD,
        anew=bool(_ANEW.search(text, max(0, trigger.start - 12), trigger.end + 12)),
    )


def _day(when: DateExpression, kind: str, people: tuple[int, ...]) -> str | None:
    """When the act was done: someone is held since an act of May, but kept from a doctor ever since."""
    is_one_act = people and kind not in _STRETCHED
    return when.value.partition("/")[0] if when.value and when.kind == "since" and is_one_act else when.value


def _without_datelines(
    dates: Sequence[DateExpression], ranked: Sequence[tuple[int | None, float]]
) -> list[tuple[int | None, float]]:
    """The chances of the other dates among themselves: a dateline dates the text, no act."""
    told = [(at, score) for at, score in ranked if at is None or dates[at].kind != "dateline"]
    total = sum(score for _, score in told) or 1.0
    return [(at, score / total) for at, score in told]


@dataclass(frozen=True)
class _When:
    """A date and how likely it is the right one."""

    told: DateExpression
    chance: float


def _date(dates: Sequence[DateExpression], ranked: Sequence[tuple[int | None, float]]) -> _When | None:
    """The likeliest date, where it is likely enough; places that tell the same date speak for it together."""
    chances: dict[str, float] = {}
    places: dict[str, DateExpression] = {}
    for at, score in ranked:
        told = dates[at].value if at is not None else None
        if at is not None and told is not None:
            chances[told] = chances.get(told, 0.0) + score
            places.setdefault(told, dates[at])
    best = max(chances, key=lambda told: chances[told], default=None)
    if best is None or chances[best] < DATE_THRESHOLD:
        return None
    return _When(places[best], chances[best])


def measured(encoded: Encoded, setting: Setting) -> list[Measured]:
    """The numbers of people with their likely measures."""
    numbers = setting.people_numbers
    spans = [(number.start, number.end) for number in numbers]
    when = encoded.count_dates(spans, [(each.start, each.end) for each in setting.dates])
    likely = likely_measures(setting, numbers, signals(encoded, setting, numbers))
    found = dated(setting, numbers, likely, when)
    dates = likely_dates(setting, found)
    return [Measured(each.number, each.measure, date, METHOD) for each, date in zip(found, dates, strict=True)]


def dated(
    setting: Setting,
    numbers: Sequence[NumberExpression],
    measured: Sequence[Sequence[str]],
    linked: Sequence[Sequence[Choice]],
) -> list[Dated]:
    """Each number with each of its measures, and what the encoder, which links its date, and the rules say of it."""
    by_rule = {(each.number.start, each.measure): each for each in measured_by_rules(setting)}
    found: list[Dated] = []
    for number, measures, chances in zip(numbers, measured, linked, strict=True):
        before = found[-1].guess if found else None
        for measure in measures:
            guess = _as_of(measure, _date(setting.dates, chances), by_rule.get((number.start, measure)), setting)
            found.append(Dated(number, measure, chances, guess, before))
    return found


def _as_of(measure: str, when: _When | None, rule: Measured | None, setting: Setting) -> str | None:
    """The date that the encoder links, else the rule's; whoever is held at no date told is held at publication.

    Who has been held since a day, or over a time, is held at its end.
    """
    if when is not None:
        return day_of(measure, when.told)
    if measure == "held" and rule is None:
        return setting.published.isoformat() if setting.published else None
    return rule.date if rule else None
