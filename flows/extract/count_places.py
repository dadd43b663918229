"""Where a number of people stands: its sentence, the words and phrases around it, and the numbers next to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.extract.count_phrases import Phrase, phrases
from flows.extract.counts import Setting
from flows.extract.numbers import NumberExpression

REACH = 120  # characters on either side of a number in which words and phrases are told
BREAK = re.compile(r"\d+|[,;:()–—]|\b(?:and|but|while|of whom)\b")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*|[.,;:()–—!?“”\"]")


@dataclass(frozen=True)
class Place:
    """A number in its sentence, text[start:end].

    `before` and `after` are the words next to it, the nearest first, of which the first `near_before` and `near_after`
    stand closer than another number. `last` is the end of the number before it, or of the sentence's start, and
    `following` the start of the next one. `phrases` are those within REACH. `again` where the same number was said
    before.
    """

    number: NumberExpression
    start: int
    end: int
    before: Sequence[str]
    after: Sequence[str]
    near_before: int
    near_after: int
    last: int
    following: int
    phrases: Sequence[Phrase]
    again: bool

    def phrases_before(self) -> list[Phrase]:
        """The phrases before the number, the nearest first."""
        return [phrase for phrase in reversed(self.phrases) if phrase.end <= self.number.surface_start]

    def phrases_after(self) -> list[Phrase]:
        """The phrases behind the number, the nearest first."""
        return [phrase for phrase in self.phrases if phrase.start >= self.number.surface_end]

    def phrases_around(self) -> list[Phrase]:
        """The phrases that the number stands in: "let 24 people go"."""
        number = self.number
        return [each for each in self.phrases if each.start < number.surface_end and each.end > number.surface_start]


def places(setting: Setting, numbers: Sequence[NumberExpression]) -> Iterator[Place]:
    """Where each of the numbers, which are in order, stands."""
    said: set[int] = set()
    text = setting.text
    for at, number in enumerate(numbers):
        start, end = setting.sentences.around(number.start)
        last = max(start, numbers[at - 1].surface_end) if at else start
        following = min(end, numbers[at + 1].surface_start) if at + 1 < len(numbers) else end
        first, stop = max(start, number.surface_start - REACH), min(end, number.surface_end + REACH)
        yield Place(
            number=number,
            start=start,
            end=end,
            before=_words(text, first, number.surface_start)[::-1],
            after=_words(text, number.surface_end, stop),
            near_before=len(_words(text, last, number.surface_start)),
            near_after=len(_words(text, number.surface_end, following)),
            last=last,
            following=following,
            phrases=phrases(text, first, stop),
            again=number.value in said,
        )
        said.add(number.value)


def _words(text: str, start: int, end: int) -> list[str]:
    return [word.lower() for word in _WORD.findall(text, start, end)] if start < end else []
