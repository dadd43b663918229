"""The cast of a document: where its people are named, and whom a pronoun or "the three" may stand for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from flows.extract.lexicon import speech_verbs
from flows.extract.people import Person

REACH = 1200  # characters back in which the person of a pronoun, or the people of "the three", are sought
NEAR = 800  # the same for "they", which may as well stand for people without names


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A place where a person is named. `person` counts the document's people from 0; `speaks` where they are cited."""

    start: int
    end: int
    person: int
    speaks: bool = False


def cast_of(text: str, people: Sequence[Person]) -> Cast:
    """The cast of a text whose people are known."""
    return Cast(
        Mention(mention.start, mention.end, at, _speaks(text, mention.start, mention.end))
        for at, person in enumerate(people)
        for mention in person.mentions
    )


def _speaks(text: str, start: int, end: int) -> bool:
    """Whether a verb of saying stands right behind a name, or right before it behind a quotation or comma."""
    behind, before = _speech()
    return bool(behind.match(text, end) or before.search(text[max(0, start - 60) : start]))


@cache
def _speech() -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs = "|".join(sorted(speech_verbs()))
    return re.compile(rf"\s+(?:also\s+)?(?:{verbs})\b"), re.compile(rf"[,”\"]\s*(?:{verbs})(?:\s+[\w.’'-]+){{0,6}}\s*$")


class Cast:
    """The mentions of a document in order."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.mentions = sorted(mentions)
        self._starts = [mention.start for mention in self.mentions]

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in text[start:end]."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, position: int) -> list[Mention]:
        """The mentions within reach before a position, the nearest first."""
        return self.within(max(0, position - REACH), position)[::-1]

    def one(self, position: int, sentence_start: int) -> int | None:
        """Whom "he" or "she" at a position most likely stands for.

        The last one named before it in its sentence, else the first of the last sentence that names someone who does
        not merely speak.
        """
        here = self.within(sentence_start, position)
        if here:
            return here[-1].person
        earlier = self.before(sentence_start)
        quiet = [mention for mention in earlier if not mention.speaks] or earlier
        return quiet[0].person if quiet else None

    def several(self, position: int, size: int | None) -> tuple[int, ...]:
        """Whom "they" or "the three" stands for: as many as said of those named last; without a number all who were
        named close to each other."""
        people: list[int] = []
        last_start: int | None = None
        for mention in self.before(position):
            if size is None and position - mention.end > NEAR:
                break
            if mention.speaks and size is None:
                continue
            apart = last_start is not None and last_start - mention.end > 60
            if size is None and apart and len(people) > 1:
                break
            if size is None and apart:
                people = []
            if mention.person not in people:
                people.append(mention.person)
            last_start = mention.start
            if len(people) == size:
                break
        complete = len(people) == size if size else len(people) > 1
        return tuple(sorted(people)) if complete else ()
