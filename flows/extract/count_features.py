"""What decides whether a number of people has a measure, as figures: features of the number, and of the measure.

Some look at the text's other numbers: a part of a total or a member of a list shares the measure of the number before.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flows.extract.acts import Act
from flows.extract.count_cues import predicate
from flows.extract.count_phrases import Phrase
from flows.extract.count_places import BREAK, Place
from flows.extract.counts import Setting
from flows.extract.encoder import Encoded
from flows.extract.forests import Features
from flows.extract.numbers import NumberExpression
from flows.extract.pairs import Span
from flows.extract.tagging import ACT, COUNT, MEASURES, Floats, log_odds

Chances = Mapping[str, float]  # of a number's likely measures

NONE = -1.0  # of a feature that cannot be told
_FAR = 40.0  # words, for what is not there
_MANY = 9.0
_NEAR = 50  # characters
_COMPANY = 100  # numbers on either side

_OF_THEM = re.compile(r"\s*(?:\w+\s)?(?:of|among) (?:them|whom|these|those|the)\b", re.IGNORECASE)
_LINKS = ("of", "among", "including", "includes", "included", "except", "but", "as well as", "and", "with", "against",
          "from", "to", "than", "or", ",", ";", ":", "(", "–", "—")  # fmt: skip
_LINK = re.compile(rf"\b({'|'.join(_LINKS[:15])})\s(?:\w+\s)?$|([{''.join(_LINKS[15:])}])\s?(?:and\s)?$", re.IGNORECASE)
_VERB = re.compile(r"\b(?:was|were|is|are|had|has|have|said|says|remain\w*)\b", re.IGNORECASE)
_POINTING = ("the ", "these ", "those ", "all ")
_SENTENCE_ENDS = frozenset('.!?”"’)')
_BEFORE = (("of", "including", "among"), ("by",), ("and", "with"), ("in", "at", "to", "from", "for"))
_BEHIND = (("of", "in", "on", "at", "from", "to", "by", "with"),
           ("were", "was", "are", "is", "have", "had", "has", "remain", "remained"))  # fmt: skip


@dataclass(frozen=True)
class Signals:
    """What the encoder says of numbers: `chances` (numbers, MEASURES), the others (numbers, TAGS) logits.

    `number` and `head` are of the number and of its noun; `before` and `behind` the strongest ones of its sentence, and
    `close_before` and `close_behind` those within a few words.
    """

    chances: Floats
    number: Floats
    head: Floats
    before: Floats
    behind: Floats
    close_before: Floats
    close_behind: Floats


def signals(encoded: Encoded, setting: Setting, numbers: Sequence[NumberExpression]) -> Signals:
    """What the encoder says of the numbers."""
    bounds = [setting.sentences.around(number.start) for number in numbers]

    def strongest(span: Callable[[NumberExpression, Span], Span]) -> Floats:
        return encoded.strongest([span(number, bound) for number, bound in zip(numbers, bounds, strict=True)])

    return Signals(
        chances=encoded.measures([(number.start, number.end) for number in numbers]),
        number=strongest(lambda number, _: (number.start, number.end)),
        head=strongest(lambda number, _: _head(setting.text, number)),
        before=strongest(lambda number, bound: (bound[0], number.start)),
        behind=strongest(lambda number, bound: (number.end, bound[1])),
        close_before=strongest(lambda number, bound: (max(bound[0], number.start - _NEAR), number.start)),
        close_behind=strongest(lambda number, bound: (number.end, min(bound[1], number.end + _NEAR))),
    )


def _head(text: str, number: NumberExpression) -> Span:
    """The noun that says whom the number counts; the number where none does."""
    noun = number.head.split()[-1] if number.head else ""
    start = text.find(noun, number.surface_end) if noun else -1
    return (start, start + len(noun)) if start >= 0 else (number.start, number.end)


@dataclass(frozen=True)
class Known:
    """What is known of a text's numbers, in their order, before any is judged."""

    setting: Setting
    places: Sequence[Place]
    heard: Signals
    likely: Sequence[Chances]


def count_features(
    setting: Setting, numbers: Sequence[Place], heard: Signals, likely: Sequence[Chances]
) -> list[dict[str, Features]]:
    """The features of each number with each of its likely measures."""
    known = Known(setting, numbers, heard, likely)
    found = []
    for at, measures in enumerate(likely):
        shared = number_features(known, at)
        found.append({measure: shared | _of_measure(known, at, measure) for measure in measures})
    return found


def _of_measure(known: Known, at: int, measure: str) -> Features:
    place = known.places[at]
    return (
        encoder_features(known.heard, at, measure)
        | act_features(known.setting, place, measure)
        | phrase_features(known.setting.text, place, measure)
        | context_features(known, at, measure)
    )


def number_features(known: Known, at: int) -> Features:
    """The number itself, and what stands right around it."""
    setting, place = known.setting, known.places[at]
    in_sentence = [other for other in _company(known, at) if known.places[other].start == place.start]
    number, surface = place.number, place.number.surface
    named = len({mention.person for mention in setting.cast.within(place.start, place.end)})
    return {
        "value": math.log1p(number.value),
        "is in digits": float(surface[-1:].isdigit()),
        "is exact": float(number.qualifier == "exact"),
        "is vague": float(number.qualifier == "vague"),
        "is capital": float(surface[:1].isupper()),
        "is pointed at": float(surface.lower().startswith(_POINTING)),
        "has a noun": float(number.head is not None),
        "said again": float(place.again),
        "people named": named,
        "no more than named": float(number.value <= named),
        "place in text": place.start / max(1, len(setting.text)),
        "sentence length": place.end - place.start,
        "sentence ends": float(setting.text[place.end - 1 : place.end] in _SENTENCE_ENDS),
        "numbers before": sum(other < at for other in in_sentence),
        "numbers behind": sum(other > at for other in in_sentence),
        "word before": _kind(place.before[:1], _BEFORE),
        "word behind": _kind(place.after[:1], _BEHIND),
    }


def _kind(words: Sequence[str], kinds: Sequence[Sequence[str]]) -> float:
    """Which of the kinds a word is; behind them no word, a mark, a form in -ed, -en or -ing, a plural, another word."""
    if not words or not words[0][:1].isalpha():
        return float(len(kinds) + len(words))
    known = next((at for at, kind in enumerate(kinds) if words[0] in kind), None)
    endings = (("ed", "en", "ing"), ("s",))
    ending = next((at for at, some in enumerate(endings) if words[0].endswith(some)), len(endings))
    return float(len(kinds) + 2 + ending if known is None else known)


def encoder_features(heard: Signals, at: int, measure: str) -> Features:
    """What the encoder says of the number and the measure, and of the other measures."""
    column = MEASURES.index(measure)
    chances = heard.chances[at].tolist()
    others = chances[:column] + chances[column + 1 :]
    return {
        "measure": column,
        "encoder": log_odds(chances[column]),
        "encoder, rival": log_odds(max(others)),
        "encoder, rank": sum(other > chances[column] for other in others),
        "encoder, number": float(heard.number[at, COUNT][column]),
        "encoder, noun": float(heard.head[at, COUNT][column]),
        **_act_tags("before", heard.before[at], column),
        **_act_tags("behind", heard.behind[at], column),
        **_act_tags("close before", heard.close_before[at], column),
        **_act_tags("close behind", heard.close_behind[at], column),
    }


def _act_tags(side: str, tags: Floats, column: int) -> Features:
    """How surely an act of the measure, or another one, is told there; being held is no act."""
    acts = tags[ACT].tolist()
    own = acts.pop(column - 1) if column else NONE
    return {f"act told {side}": own, f"other act told {side}": max(acts)}


def act_features(setting: Setting, place: Place, measure: str) -> Features:
    """The acts of the sentence: those done to the people counted, and the nearest of the measure on either side."""
    number = place.number
    types = [act.type for act in setting.acts_at(number)]
    acts = setting.acts_in(place.start, place.end)
    return {
        "patient": types.count(measure),
        "patient of others": len(types) - types.count(measure),
        "acts": len(acts),
        "acts of the measure": sum(act.type == measure for act in acts),
        **_nearest_act("act before", setting, [a for a in reversed(acts) if a.end <= number.start], number, measure),
        **_nearest_act("act behind", setting, [a for a in acts if a.start >= number.end], number, measure),
    }


def _nearest_act(name: str, setting: Setting, acts: Sequence[Act], number: NumberExpression, measure: str) -> Features:
    at = next((at for at, act in enumerate(acts) if act.type == measure), None)
    if at is None:
        return {name: _MANY, f"words to {name}": _FAR, f"breaks to {name}": _MANY}
    act = acts[at]
    gap = (act.end, number.start) if act.end <= number.start else (number.end, act.start)
    return {name: at} | _gap(f"to {name}", setting.text, gap)


def _gap(name: str, text: str, gap: Span) -> Features:
    return {f"words {name}": len(text[slice(*gap)].split()), f"breaks {name}": len(BREAK.findall(text, *gap))}


def phrase_features(text: str, place: Place, measure: str) -> Features:
    """The phrases that tell the measure, and how they stand to the number."""
    own, said = predicate(text, place)
    around = [each.measure for each in place.phrases_around()]
    told = [each.measure for each in place.phrases]
    return {
        "phrase around": around.count(measure),
        "other phrase around": len(around) - around.count(measure),
        "phrases of others": len(told) - told.count(measure),
        "phrase its own": float(any(each.measure == measure for each in own)),
        "other phrase its own": float(any(each.measure != measure for each in own)),
        "predicates": len(said),
        "predicate": next((at for at, each in enumerate(said) if each.measure == measure), _MANY),
        **_nearest_phrase("phrase before", text, place, place.phrases_before(), measure),
        **_nearest_phrase("phrase behind", text, place, place.phrases_after(), measure),
    }


def _nearest_phrase(name: str, text: str, place: Place, found: Sequence[Phrase], measure: str) -> Features:
    at = next((at for at, each in enumerate(found) if each.measure == measure), None)
    if at is None:
        return {name: _MANY, f"words to {name}": _FAR, f"breaks to {name}": _MANY, f"{name} is first": NONE}
    phrase, number = found[at], place.number
    ahead = phrase.end <= number.surface_start
    gap = (phrase.end, number.surface_start) if ahead else (number.surface_end, phrase.start)
    is_first = phrase.end >= place.last if ahead else phrase.start <= place.following
    return {name: at} | _gap(f"to {name}", text, gap) | {f"{name} is first": float(is_first)}


def context_features(known: Known, at: int, measure: str) -> Features:
    """How likely the measure is for this number by itself, for its neighbours, and for the same number elsewhere."""
    here, likely = known.places, known.likely
    place, value = here[at], here[at].number.value
    others = [other for other in _company(known, at) if other != at]
    alike = [likely[other] for other in others if here[other].number.value == value]
    in_sentence = [likely[other] for other in others if other < at and here[other].start == place.start]
    following = likely[at + 1] if at + 1 < len(here) and here[at + 1].start == place.start else None
    everywhere = [likely[other].get(measure, 0.0) for other in others]
    return {
        "likely": likely[at][measure],
        "rival likely": _rival(likely[at], measure),
        "rank": sum(chance > likely[at][measure] for chance in likely[at].values()),
        "likely before": likely[at - 1].get(measure, 0.0) if at else NONE,
        "rival likely before": _rival(likely[at - 1], measure) if at else NONE,
        "likely two before": likely[at - 2].get(measure, 0.0) if at > 1 else NONE,
        "likely in sentence": max((each.get(measure, 0.0) for each in in_sentence), default=NONE),
        "likely behind": NONE if following is None else following.get(measure, 0.0),
        "rival likely behind": NONE if following is None else _rival(following, measure),
        "likely of the same": max((each.get(measure, 0.0) for each in alike), default=NONE),
        "rival likely of the same": max((_rival(each, measure) for each in alike), default=NONE),
        "likely anywhere": max(everywhere, default=NONE),
        "likely in all": sum(everywhere),
        **_link(known.setting, place, here[at - 1] if at else None),
    }


def _company(known: Known, at: int) -> range:
    """The numbers that a number is judged beside: all but in very long texts."""
    return range(max(0, at - _COMPANY), min(len(known.places), at + _COMPANY))


def _rival(chances: Chances, measure: str) -> float:
    return max((chance for other, chance in chances.items() if other != measure), default=0.0)


def _link(setting: Setting, place: Place, previous: Place | None) -> Features:
    """How the number is tied to the one before."""
    number, text = place.number, setting.text
    link = _LINK.search(text, max(place.start, number.surface_start - _NEAR), number.surface_start)
    word = (link[1] or link[2]).lower() if link else ""
    gap = text[previous.number.end : number.surface_start] if previous else ""
    apart = setting.sentences.number(number.start) - setting.sentences.number(previous.start) if previous else _MANY
    return {
        "of them": float(bool(_OF_THEM.match(text, number.surface_end))),
        "link": float(_LINKS.index(word)) if word in _LINKS else NONE,
        "sentences apart": min(apart, _MANY),
        "words apart": len(gap.split()) if previous else _FAR,
        "verbs apart": len(_VERB.findall(gap)),
        "clauses apart": gap.count(";"),
        "share": number.value / max(1, previous.number.value) if previous else NONE,
    }
