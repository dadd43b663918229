"""How likely a number of people has each measure, read by itself: cues, weighed by `data/count_cues.csv`.

`python -m flows.training.count_cues` weighs them. Some cues are words around the number; the others are what the
encoder says of it, and where the acts of its sentence stand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from flows.extract.acts import Act
from flows.extract.count_phrases import Phrase
from flows.extract.count_places import BREAK, Place
from flows.extract.counts import Setting
from flows.extract.lexicon import rows
from flows.extract.tagging import MEASURES, Floats

_LEAST = 0.03  # probability below which the encoder says nothing
_STEPS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_SIZES = (3, 9, 19, 99)  # numbers up to these are alike
_NEAR, _FARTHER = 3, 6  # words
_WINDOW = 14  # words in which triggers are told
_NEXT = 4  # acts on either side of a number that are told
_HELD = re.compile(
    r"held|behind|bars|custody|detention|detained|remand|imprisoned|jailed|serving|remain(?:s|ed|ing)?|hold(?:s|ing)?|"
    r"languish\w*|(?:prison|jail|cell|inmate|prisoner|detainee)s?"
)
_SUFFIX = 5  # letters that a form of a trigger has more than its stem

Cues = Mapping[str, frozenset[str]]  # by measure


def likelihoods(found: Sequence[Cues]) -> list[dict[str, float]]:
    """The probability of each measure that a number has cues of."""
    return [{measure: probability(cues, _weights()) for measure, cues in each.items()} for each in found]


def probability(cues: frozenset[str], weights: Mapping[str, float]) -> float:
    """How likely a number with these cues has the measure that they are cues of."""
    return 1 / (1 + math.exp(-math.fsum(weights.get(cue, 0.0) for cue in cues | {"bias"})))


@cache
def _weights() -> dict[str, float]:
    return {row["cue"]: float(row["weight"]) for row in rows("count_cues.csv")}


def count_cues(setting: Setting, numbers: Sequence[Place], chances: Floats) -> list[Cues]:
    """For each number the cues of every measure that the encoder, an act or a word names, as the table calls them.

    `chances` are the encoder's (numbers, MEASURES).
    """
    found: list[Cues] = []
    for place, row in zip(numbers, chances.tolist(), strict=True):
        acts, named = _acts(setting, place), _named(place)
        heard = {
            measure: {*_encoder_cues(row, at), *_act_cues(setting.text, place, acts, measure)}
            for at, measure in enumerate(MEASURES)
        }
        told = word_cues(setting, place, [each for each in MEASURES if heard[each] or each in named])
        general = f"encoder, any {_step(max(row))}"
        found.append({measure: frozenset({*heard[measure], *cues, general}) for measure, cues in told.items()})
    return found


def word_cues(setting: Setting, place: Place, measures: Iterable[str] = MEASURES) -> Cues:
    """The cues of each of the measures that words alone give."""
    shared = {*_number_cues(place), *_neighbour_cues(place), *_name_cues(setting, place)}
    return {
        measure: frozenset(
            {
                f"measure {measure}",
                *shared,
                *_trigger_cues(place, measure),
                *_phrase_cues(setting.text, place, measure),
                *_predicate_cues(setting.text, place, measure),
                *_own_words(place, measure),
            }
        )
        for measure in measures
    }


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
        named = [_named_by(word) for word in words[:_WINDOW]]
        at = next((at for at, measures in enumerate(named) if measure in measures), None)
        if at is not None:
            yield f"trigger {side} {_distance(at)}"
            yield f"trigger {side} {'first' if at < near else 'behind a number'}"
            if not any(named[:at]):
                yield f"trigger {side} nearest"


def _distance(words: int) -> str:
    return "near" if words < _NEAR else "farther" if words < _FARTHER else "far"


def _phrase_cues(text: str, place: Place, measure: str) -> Iterator[str]:
    """How near a phrase stands that tells the measure, and what stands between."""
    number = place.number
    if any(each.measure == measure for each in place.phrases_around()):
        yield "phrase around"
    if {each.measure for each in place.phrases} == {measure}:
        yield "phrase alone"
    for side, found in (("<", place.phrases_before()), (">", place.phrases_after())):
        at = next((at for at, each in enumerate(found) if each.measure == measure), None)
        if at is not None:
            between = (found[at].end, number.surface_start) if side == "<" else (number.surface_end, found[at].start)
            yield f"phrase {side} {_distance(len(text[slice(*between)].split()))}"
            near = place.last <= found[at].end and found[at].start <= place.following
            yield f"phrase {side} {'first' if near else 'behind a number'}"
            if all(each.measure == measure for each in found[:at]):
                yield f"phrase {side} nearest, breaks {min(len(BREAK.findall(text, *between)), 3)}"


def _predicate_cues(text: str, place: Place, measure: str) -> Iterator[str]:
    """Whether what is said of the people behind the number tells the measure, or only who they are."""
    own, said = predicate(text, place)
    if any(each.measure == measure for each in own):
        yield "own phrase"
    if said:
        is_first = any(each.measure == measure and each.start == said[0].start for each in said)
        yield "predicate" if is_first else "predicate of another measure"


_VERB = re.compile(
    r"\b(?:were|was|are|is|have|has|had|remain(?:s|ed)?|got|being|been|be|will|would|may|could)\b", re.IGNORECASE
)
_RELATIVE = re.compile(r"\b(?:who|whom|that|which)\W+$", re.IGNORECASE)


def predicate(text: str, place: Place) -> tuple[list[Phrase], list[Phrase]]:
    """The phrases up to the next number: before the first verb that is no relative clause's, and from it on."""
    behind = [each for each in place.phrases_after() if each.start < place.following]
    for verb in _VERB.finditer(text, place.number.surface_end, max(place.following, place.number.surface_end)):
        if not _RELATIVE.search(text, max(place.number.surface_end, verb.start() - 8), verb.start()):
            at = verb.start()
            return [each for each in behind if each.end <= at], [each for each in behind if each.end > at]
    return behind, []


def _named(place: Place) -> frozenset[str]:
    """The measures that phrases or words around the number name."""
    words = (*place.before[:_WINDOW], *place.after[:_WINDOW])
    return frozenset(each.measure for each in place.phrases).union(*map(_named_by, words))


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


@dataclass(frozen=True)
class _Acts:
    """The acts `done` to the people counted, and the nearest acts of the sentence on either side of the number."""

    done: Sequence[Act]
    ahead: Sequence[Act]
    behind: Sequence[Act]


def _acts(setting: Setting, place: Place) -> _Acts:
    number, told = place.number, setting.acts_in(place.start, place.end)
    behind = [act for act in told if act.start >= number.end]
    ahead = [act for act in reversed(told) if act.end <= number.start]
    return _Acts(setting.acts_at(number), ahead[:_NEXT], behind[:_NEXT])


def _act_cues(text: str, place: Place, acts: _Acts, measure: str) -> Iterator[str]:
    """Whether acts of the measure are done to the people counted, or stand in the sentence, and how near."""
    number, done = place.number, acts.done
    if any(act.type == measure for act in done):
        yield "patient"
        if {act.type for act in done} == {measure}:
            yield "patient of nothing else"
        if min(done, key=lambda act: abs(act.start - number.start)).type == measure:
            yield "patient, nearest"
        if any(act.type == measure and act.start > number.start for act in done):
            yield "patient, act behind"
    for side, near in ((">", acts.behind), ("<", acts.ahead)):
        at = next((at for at, act in enumerate(near) if act.type == measure), None)
        if at is not None:
            gap = (number.end, near[at].start) if side == ">" else (near[at].end, number.start)
            breaks = len(BREAK.findall(text, *gap))
            yield f"act {side} {at} breaks {min(breaks, 3)}"
