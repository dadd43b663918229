"""What decides whether an act was done to a person, as figures.

The encoder judges each act by itself. These features show it among the other acts of the text and of the person.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from flows.extract.encoder import Trigger
from flows.extract.forests import Features
from flows.extract.people import Person
from flows.extract.sentences import Sentences
from flows.extract.tagging import ACT, ACT_FIRST, COUNT, MEASURES, TYPES, Floats, log_odds

NONE = -1.0  # of a feature that cannot be told
_FAR = 9_999.0
_LIKELY = 0.5


@dataclass(frozen=True)
class Told:
    """The acts that the encoder finds in a text, in order, before it is decided to whom they were done.

    `who` has for each trigger the people it may have been done to with their chances, the likely ones first; `tags`
    (triggers, TAGS) are the strongest logits of its words; `subjects` has for each person the chance to be a subject.
    """

    text: str
    triggers: Sequence[Trigger]
    who: Sequence[Sequence[tuple[int, float]]]
    tags: Floats
    people: Sequence[Person]
    subjects: Sequence[float]
    sentences: Sentences

    @cached_property
    def chances(self) -> list[Mapping[int, float]]:
        """For each trigger the chance of each person."""
        return [dict(each) for each in self.who]

    @cached_property
    def starts(self) -> list[int]:
        """Where the triggers begin."""
        return [trigger.start for trigger in self.triggers]

    @cached_property
    def acts_of(self) -> Mapping[int, Sequence[int]]:
        """For each person the acts that may have been done to them, in order."""
        acts = defaultdict(list)
        for at, each in enumerate(self.who):
            for person, _ in each:
                acts[person].append(at)
        return acts

    @cached_property
    def best_of(self) -> Mapping[tuple[int, str], Sequence[tuple[float, int]]]:
        """For each person and type of act the two likeliest (chance, act), the likelier first."""
        best: dict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
        for at, (trigger, each) in enumerate(zip(self.triggers, self.who, strict=True)):
            for person, chance in each:
                alike = best[person, trigger.type]
                alike.append((chance, at))
                alike.sort(reverse=True)
                del alike[2:]
        return best


def patient_features(told: Told, at: int, person: int) -> Features:
    """The features of one act with one person whom it may have been done to."""
    return _of_trigger(told, at) | _of_person(told, at, person) | _of_other_acts(told, at, person)


def _of_trigger(told: Told, at: int) -> Features:
    trigger, tags = told.triggers[at], told.tags[at]
    own = TYPES.index(trigger.type)
    others = tags[ACT].tolist()
    del others[own]
    chances = [chance for _, chance in told.who[at]]
    best, second = (*chances[:2], 0.0, 0.0)[:2]
    return {
        "type": own,
        "score": log_odds(trigger.score),
        "begins": float(tags[ACT_FIRST][own]),
        "another type": max(others),
        "count": float(tags[COUNT][MEASURES.index(trigger.type)]),
        "nameless": log_odds(trigger.nameless),
        "best": log_odds(best),
        "second": log_odds(second),
        "likely people": sum(chance >= _LIKELY for chance in chances),
        "people expected": sum(chances),
        "place in text": trigger.start / len(told.text),
        "sentence": told.sentences.number(trigger.start),
        "length": len(told.text),
        "people": len(told.people),
    }


def _of_person(told: Told, at: int, person: int) -> Features:
    trigger, chance = told.triggers[at], told.chances[at][person]
    starts = [mention.start for mention in told.people[person].mentions]
    ahead = bisect_left(starts, trigger.start)
    number = told.sentences.number
    return {
        "chance": log_odds(chance),
        "behind the best": log_odds(told.who[at][0][1]) - log_odds(chance),
        "subject": log_odds(told.subjects[person]),
        "is said": float(_is_said(trigger, told.people[person])),
        "first mention": starts[0],
        "mention before": trigger.start - starts[ahead - 1] if ahead else _FAR,
        "sentences to mention": number(starts[ahead]) - number(trigger.start) if ahead < len(starts) else _FAR,
    }


def _is_said(trigger: Trigger, person: Person) -> bool:
    """Whether the words that say to whom the act was done hold a name of the person."""
    if trigger.patient is None:
        return False
    start, end = trigger.patient
    return any(mention.start < end and start < mention.end for mention in person.mentions)


def _of_other_acts(told: Told, at: int, person: int) -> Features:
    """How likely the person is the patient of the acts around, and of another act of the type."""
    trigger = told.triggers[at]
    acts, place = told.acts_of[person], bisect_left(told.acts_of[person], at)
    first, end = (bisect_left(told.starts, each) for each in told.sentences.around(trigger.start))
    beside = acts[bisect_left(acts, first) : bisect_right(acts, end - 1)]
    alike = (chance for chance, other in told.best_of[person, trigger.type] if other != at)

    def chance_of(other: int) -> float:
        return told.chances[other][person]

    return {
        "act before": chance_of(acts[place - 1]) if place else NONE,
        "act behind": chance_of(acts[place + 1]) if place + 1 < len(acts) else NONE,
        "acts beside": max((chance_of(other) for other in beside if other != at), default=0.0),
        "same type elsewhere": next(alike, 0.0),
    }
