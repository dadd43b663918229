"""In which capacity a text tells of a person: subject, authority, source or other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from flows.extract.lexicon import kin, roles, rows, speech_verbs, titles
from flows.extract.mentions import Mention
from flows.extract.people import Person
from flows.extract.words import Word, first_word

CAPACITIES = ("subject", "authority", "source", "other")
_REACH = 8  # words before or after a name that may say who the person is, or does


def capacity(words: list[Word], person: Person, *, is_subject: bool = False) -> str:
    """The capacity that the words around the person's mentions speak for; a subject where an act was done to them.

    `is_subject` tells that an event of the text was done to the person.
    """
    if is_subject:
        return "subject"
    scores = capacity_scores(words, person)
    return max(CAPACITIES, key=lambda name: scores[name])


def capacity_scores(words: list[Word], person: Person) -> dict[str, float]:
    """Log-odds (up to a constant) of each capacity."""
    cues = sorted(capacity_cues(words, person) | {"bias"})
    return {name: sum(_weights().get(cue, {}).get(name, 0.0) for cue in cues) for name in CAPACITIES}


def capacity_cues(words: list[Word], person: Person) -> frozenset[str]:
    """Cues of all mentions of the person: names of rows of `capacity_cues.csv`."""
    found = {cue for mention in person.mentions for cue in _mention_cues(words, mention)}
    found.add(f"{min(len(person.mentions), 4)} mentions")
    return frozenset(found)


def _mention_cues(words: list[Word], mention: Mention) -> Iterator[str]:
    first, last = first_word(words, mention.start), first_word(words, mention.end)
    yield from _title_cues(words, first)
    yield from (f"{role} before" for role in _roles(reversed(_phrase_before(words, first))))
    yield from (f"{role} after" for role in _roles(_apposition_after(words, last)))
    yield from _verb_cues(words, last)
    yield from _words_near(words, first, last)


def _title_cues(words: list[Word], first: int) -> Iterator[str]:
    at = first - 1
    while at >= 0 and words[at + 1].gap in (" ", ". ") and words[at].kind not in ("plain", "particle", "name"):
        lower = words[at].lower
        title = titles().get(lower)
        if title and title.capacity:
            yield f"{title.capacity} title"
        if lower in roles():
            yield f"{lower} before"
        elif words[at].kind == "title":
            yield f"{lower} title"
        at -= 1


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


def _roles(phrase: Iterator[Word] | list[Word]) -> Iterator[str]:
    for word in phrase:
        if word.lower in roles() or word.lower in kin():
            yield word.lower


def _verb_cues(words: list[Word], last: int) -> Iterator[str]:
    """The first words after a name: what the person does, or what is done to them."""
    for ahead, word in enumerate(words[last : last + 4]):
        if ahead and (word.opens or "," in word.gap):
            return
        if word.lower in speech_verbs():
            yield "speaks"
            return


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
