"""Which measures a number of people has: the cues of each measure, weighed by `data/count_cues.csv`.

`python -m flows.training.count_cues` weighs them. Some cues are words around the number; the others are what the
encoder says of it, and where the acts of its sentence stand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from flows.extract.counts import Setting
from flows.extract.lexicon import rows
from flows.extract.numbers import NumberExpression
from flows.extract.tagging import MEASURES, Floats

THRESHOLD = 0.35  # probability from which on a number has a measure, by cross-validation
_LEAST = 0.03  # probability below which the encoder says nothing
_STEPS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_SIZES = (3, 9, 19, 99)  # numbers up to these are alike
_REACH = 120  # characters on either side of a number in which words are its cues
_WORD = re.compile(r"\w+(?:[-'’]\w+)*|[.,;:()–—!?“”\"]")
_BREAK = re.compile(r"\d+|[,;:()–—]|\b(?:and|but|while|of whom)\b")
_HELD = re.compile(
    r"held|behind|bars|custody|detention|detained|remand|imprisoned|jailed|serving|remain(?:s|ed|ing)?|hold(?:s|ing)?|"
    r"languish\w*|(?:prison|jail|cell|inmate|prisoner|detainee)s?"
)
_SUFFIX = 5  # letters that a form of a trigger has more than its stem


@dataclass(frozen=True)
class Place:
    """A number in its sentence, text[start:end].

    `before` and `after` are the words next to it, the nearest first, of which the first `near_before` and `near_after`
    stand closer than another number. `again` where the same number was said before.
    """

    number: NumberExpression
    start: int
    end: int
    before: Sequence[str]
    after: Sequence[str]
    near_before: int
    near_after: int
    again: bool


def likely_measures(setting: Setting, numbers: Sequence[NumberExpression], chances: Floats) -> list[list[str]]:
    """The measures of each number, in the order of MEASURES. `chances` are the encoder's (numbers, MEASURES)."""
    return [
        [measure for measure, cues in found.items() if probability(cues, _weights()) >= THRESHOLD]
        for found in count_cues(setting, numbers, chances)
    ]


def probability(cues: frozenset[str], weights: Mapping[str, float]) -> float:
    """How likely a number with these cues has the measure that they are cues of."""
    return 1 / (1 + math.exp(-math.fsum(weights.get(cue, 0.0) for cue in cues | {"bias"})))


@cache
def _weights() -> dict[str, float]:
    return {row["cue"]: float(row["weight"]) for row in rows("count_cues.csv")}


def count_cues(
    setting: Setting, numbers: Sequence[NumberExpression], chances: Floats
) -> list[dict[str, frozenset[str]]]:
    """For each number the cues of every measure that the encoder, an act or a word names, as the table calls them."""
    found = []
    for place, row in zip(places(setting, numbers), chances.tolist(), strict=True):
        told = word_cues(setting, place)
        heard = [{*_encoder_cues(row, at), *_act_cues(setting, place, measure)} for at, measure in enumerate(MEASURES)]
        general = f"encoder, any {_step(max(row))}"
        found.append(
            {
                measure: frozenset({*cues, *told[measure], general})
                for measure, cues in zip(MEASURES, heard, strict=True)
                if cues or _is_named(measure, place)
            }
        )
    return found


def word_cues(setting: Setting, place: Place) -> dict[str, frozenset[str]]:
    """The cues of each measure that words alone give."""
    shared = {*_number_cues(place), *_neighbour_cues(place), *_name_cues(setting, place)}
    return {
        measure: frozenset({*shared, f"measure {measure}", *_trigger_cues(place, measure), *_own_words(place, measure)})
        for measure in MEASURES
    }


def places(setting: Setting, numbers: Sequence[NumberExpression]) -> Iterator[Place]:
    """Where each of the numbers, which are in order, stands."""
    said: set[int] = set()
    for at, number in enumerate(numbers):
        start, end = setting.sentences.around(number.start)
        last = max(start, numbers[at - 1].surface_end) if at else start
        following = min(end, numbers[at + 1].surface_start) if at + 1 < len(numbers) else end
        before = _words(setting.text, max(start, number.surface_start - _REACH), number.surface_start)[::-1]
        after = _words(setting.text, number.surface_end, min(end, number.surface_end + _REACH))
        near_before = len(_words(setting.text, last, number.surface_start))
        near_after = len(_words(setting.text, number.surface_end, following))
        yield Place(number, start, end, before, after, near_before, near_after, number.value in said)
        said.add(number.value)


def _words(text: str, start: int, end: int) -> list[str]:
    return [word.lower() for word in _WORD.findall(text, start, end)] if start < end else []


def _number_cues(place: Place) -> Iterator[str]:
    number = place.number
    first, *more = number.surface.lower().split()
    size = next((f"at most {size}" for size in _SIZES if number.value <= size), "large")
    yield f"number begins {first}" if more else "bare number"
    yield f"number {size}"
    yield f"head {number.head.lower().split()[-1]}" if number.head else "no head"
    if place.again:
        yield f"said again, {size}"


def _neighbour_cues(place: Place) -> Iterator[str]:
    for side, words in (("<", place.before), (">", place.after)):
        yield from (f"{side} {word}" for word in words[:1])
        yield from (f"{side}{side} {word}" for word in words[1:4])


def _name_cues(setting: Setting, place: Place) -> Iterator[str]:
    named = len({mention.person for mention in setting.cast.within(place.start, place.end)})
    if named:
        yield "sentence names people"
    if place.number.value <= named:
        yield "no more than named"


def _own_words(place: Place, measure: str) -> Iterator[str]:
    """Words with the measure: those no farther than the next number."""
    yield from (f"{measure} < {word}" for word in place.before[: min(7, place.near_before)] if len(word) > 2)
    yield from (f"{measure} > {word}" for word in place.after[: min(9, place.near_after)] if len(word) > 2)


def _trigger_cues(place: Place, measure: str) -> Iterator[str]:
    """How near a word stands that names the measure, and whether one of another measure, or a number, stands nearer."""
    for side, words, near in (("<", place.before, place.near_before), (">", place.after, place.near_after)):
        named = [_named_by(word) for word in words[:14]]
        at = next((at for at, measures in enumerate(named) if measure in measures), None)
        if at is not None:
            yield f"trigger {side} {'near' if at < 3 else 'farther' if at < 6 else 'far'}"
            yield f"trigger {side} {'first' if at < near else 'behind a number'}"
            if not any(named[:at]):
                yield f"trigger {side} nearest"


def _is_named(measure: str, place: Place) -> bool:
    return any(measure in _named_by(word) for word in (*place.before[:14], *place.after[:14]))


@cache
def _named_by(word: str) -> frozenset[str]:
    """The measures that a word may name, by the table of triggers."""
    stems = (word[:length] for length in range(max(4, len(word) - _SUFFIX), len(word) + 1))
    named = {measure for stem in stems for measure in _stems().get(stem, ())}
    return frozenset(named | {"held"} if _HELD.fullmatch(word) else named)


@cache
def _stems() -> dict[str, set[str]]:
    """Types of acts by the stems of the verbs and nouns that alone name them."""
    found: dict[str, set[str]] = {}
    for row in rows("triggers.csv"):
        first, *more = row["words"].split()
        for word in first.split("|") if not more else ():
            found.setdefault(word.rstrip("ey"), set()).add(row["type"])
    return found


def _encoder_cues(chances: Sequence[float], at: int) -> Iterator[str]:
    """What the encoder says of a measure, and whether it thinks another one likelier."""
    if chances[at] < _LEAST:
        return
    rank = sum(chance > chances[at] for chance in chances)
    rival = max(chance for other, chance in enumerate(chances) if other != at)
    yield f"encoder {_step(chances[at])}"
    yield f"encoder, rank {min(rank, 3)}"
    yield f"encoder, {'behind' if rank else 'ahead of'} {_step(rival)}"


def _step(chance: float) -> str:
    return f"{next((step for step in _STEPS if chance < step), 1.0):g}"


def _act_cues(setting: Setting, place: Place, measure: str) -> Iterator[str]:
    """Whether acts of the measure are done to the people counted, or stand in the sentence, and how near."""
    number = place.number
    done = setting.acts_at(number)
    if any(act.type == measure for act in done):
        yield "patient"
        if {act.type for act in done} == {measure}:
            yield "patient of nothing else"
        if min(done, key=lambda act: abs(act.start - number.start)).type == measure:
            yield "patient, nearest"
        if any(act.type == measure and act.start > number.start for act in done):
            yield "patient, act behind"
    yield from _act_near(setting, place, measure)


def _act_near(setting: Setting, place: Place, measure: str) -> Iterator[str]:
    start, end = place.number.start, place.number.end
    acts = [act for act in setting.acts if place.start <= act.start < place.end]
    behind = [act for act in acts if act.start >= end]
    ahead = [act for act in reversed(acts) if act.end <= start]
    for side, near in ((">", behind[:4]), ("<", ahead[:4])):
        at = next((at for at, act in enumerate(near) if act.type == measure), None)
        if at is not None:
            gap = (end, near[at].start) if side == ">" else (near[at].end, start)
            breaks = len(_BREAK.findall(setting.text, *gap))
            yield f"act {side} {at} breaks {min(breaks, 3)}"
