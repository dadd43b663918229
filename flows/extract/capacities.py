"""In which capacity a text tells of a person: subject, authority, source or other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache

from flows.extract.lexicon import kin, roles, rows, speech_verbs, titles
from flows.extract.mentions import Mention
from flows.extract.people import Person
from flows.extract.words import Word, first_word

CAPACITIES = ("subject", "authority", "source", "other")
_WEIGHT = 0.5  # of a model's log-probabilities against the cues, by cross-validation
_LEAST = 0.01  # probability below which a model is not believed
_SENTENCE = 40  # words on either side of a name in which its sentence is sought
_REACH = 8  # words before or after a name that may say who the person is, or does


def capacity(words: list[Word], person: Person, *, is_subject: bool, learned: Sequence[float] | None = None) -> str:
    """The likeliest capacity.

    `is_subject` tells that an event of the text was done to the person; `learned` are the probabilities of CAPACITIES
    that a model gives, weighed in as evidence of their own.
    """
    if is_subject:
        return "subject"
    scores = capacity_scores(words, person)
    prior = dict(zip(CAPACITIES, learned or (1.0,) * len(CAPACITIES), strict=True))
    return max(CAPACITIES, key=lambda name: scores[name] + _WEIGHT * math.log(max(prior[name], _LEAST)))


def capacity_scores(words: list[Word], person: Person) -> dict[str, float]:
    """Log-odds (up to a constant) of each capacity of a person to whom no event was done."""
    cues = sorted(capacity_cues(words, person) | {"bias"})
    return {name: sum(_weights()[cue][name] for cue in cues if cue in _weights()) for name in CAPACITIES}


def capacity_cues(words: list[Word], person: Person) -> frozenset[str]:
    """Cues of all mentions of the person: names of rows of `capacity_cues.csv`."""
    return frozenset(cue for mention in person.mentions for cue in _mention_cues(words, mention))


def _mention_cues(words: list[Word], mention: Mention) -> Iterator[str]:
    first, last = first_word(words, mention.start), first_word(words, mention.end)
    yield from _title_cues(words, first)
    yield from _role_cues([*_phrase_before(words, first), *_apposition_after(words, last)])
    yield from _speech_cues(words, first, last)
    yield from _place_cues(words, first, last)
    yield from _quote_cues(words, first, last)
    yield from _words_near(words, first, last)


def _title_cues(words: list[Word], first: int) -> Iterator[str]:
    title = titles().get(words[first - 1].lower) if first > 0 else None
    if title and words[first].gap in (" ", ". "):
        yield f"{title.word} title"
        yield f"{title.capacity or 'private'} title"


def _phrase_before(words: list[Word], first: int) -> list[Word]:
    """The words right before a name, back to the last mark, verb of saying or capitalised name."""
    found: list[Word] = []
    for at in range(first - 1, max(first - 1 - _REACH, -1), -1):
        gap = words[at + 1].gap
        if gap not in (" ", "-") and not (at == first - 1 and gap == ", "):
            break
        if words[at].kind == "name" or words[at].lower in speech_verbs():
            break
        found.append(words[at])
        if words[at].opens:
            break
    return found[::-1]


def _apposition_after(words: list[Word], last: int) -> list[Word]:
    """The words after a name and a comma, up to the next mark."""
    if last >= len(words) or not words[last].gap.startswith((", ", " (", " –", " —")):
        return []
    found = [words[last]]
    for word in words[last + 1 : last + _REACH]:
        if word.opens or any(mark in word.gap for mark in ",;)–—"):
            break
        found.append(word)
    return found


def _role_cues(phrase: list[Word]) -> Iterator[str]:
    """What the words beside a name call the person: the role itself, and the capacity that it stands for."""
    for word in phrase:
        if word.lower in kin():
            yield "kin"
        elif word.lower in roles():
            yield word.lower
            yield f"{roles()[word.lower] or 'private'} role"


def _speech_cues(words: list[Word], first: int, last: int) -> Iterator[str]:
    if _says(words[last : last + _REACH], to_the_right=True):
        yield "says, after"
    if first > 0 and words[first - 1].gap != "\n" and _says(words[max(first - 2, 0) : first][::-1], to_the_right=False):
        yield "says, before"
    if first > 1 and (words[first - 2].lower, words[first - 1].lower) == ("according", "to"):
        yield "says, before"


def _says(near: list[Word], *, to_the_right: bool) -> bool:
    for ahead, word in enumerate(near):
        if to_the_right and (word.opens or ahead > 3):
            return False
        if word.lower in speech_verbs():
            return True
    return False


def _quote_cues(words: list[Word], first: int, last: int) -> Iterator[str]:
    """Whether the sentence quotes somebody."""
    at = last
    while at < len(words) and at - last < _SENTENCE and not _ends_sentence(words[at]):
        at += 1
    start = first
    while start > 0 and first - start < _SENTENCE and not _ends_sentence(words[start]):
        start -= 1
    gaps = "".join(word.gap for word in words[start : at + 1])
    if any(mark in gaps for mark in '“"”«'):
        yield "quotation"


def _ends_sentence(word: Word) -> bool:
    return "\n" in word.gap or ". " in word.gap


def _place_cues(words: list[Word], first: int, last: int) -> Iterator[str]:
    """Where on its line a name stands, as signatures and headings do."""
    opens = first == 0 or "\n" in words[first].gap
    closes = last >= len(words) or "\n" in words[last].gap
    if opens:
        yield "whole line" if closes else "line begins"
        if not closes and words[last].gap.startswith(","):
            yield "line begins, comma"
    if words[last - 1].possessive:
        yield "possessive"


def _words_near(words: list[Word], first: int, last: int) -> Iterator[str]:
    for word in words[max(first - 4, 0) : first]:
        if word.kind == "plain":
            yield f"{word.lower} <"
    for word in words[last : last + 6]:
        if word.opens:
            break
        if word.kind == "plain":
            yield f"> {word.lower}"


@cache
def _weights() -> dict[str, dict[str, float]]:
    return {row["cue"]: {name: float(row[name]) for name in CAPACITIES} for row in rows("capacity_cues.csv")}
