"""Mentions of people: where a text names somebody, whoever finds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from flows.extract.candidates import Candidate, candidates
from flows.extract.lexicon import rows
from flows.extract.name_folding import fold_name
from flows.extract.words import Word

_PART = -3.0  # log-odds below which not even a part of an accepted name is one


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name without titles, text[start:end] == quote. `method` says who found it, `score` how surely (log-odds)."""

    start: int
    end: int
    quote: str
    method: str
    score: float


def mentions(text: str, words: list[Word]) -> list[Mention]:
    """The names of people that their own words and the words around them give away, in order.

    The evidence of all places where the same name stands is weighed together: a name that is one with good evidence
    is one everywhere, and so are its parts.
    """
    places = _by_form(text, words)
    scores = {form: score(frozenset().union(*(place.cues for place in found))) for form, found in places.items()}
    accepted = {form for form, value in scores.items() if value > 0}
    parts = {part for form in accepted for part in fold_name(form).split()}
    accepted |= {form for form in places if _is_made_of(form, parts) and scores[form] > _PART}
    found = [
        Mention(place.start, place.end, form, "name cues", scores[form])
        for form in places
        if form in accepted
        for place in places[form]
    ]
    return sorted(found)


def _is_made_of(form: str, parts: set[str]) -> bool:
    return all(word in parts for word in fold_name(form).split())


def score(cues: Iterable[str]) -> float:
    """Log-odds that a form with these cues names a person."""
    weights = _weights()
    return weights["bias"] + sum(weights.get(cue, 0.0) for cue in sorted(cues))


def merge(sources: Iterable[Iterable[Mention]]) -> list[Mention]:
    """The mentions of several sources without overlaps, in order: of two that overlap, the surer one stays."""
    ranked = sorted((mention for source in sources for mention in source), key=lambda m: (-m.score, m.start, -m.end))
    kept = sorted(ranked, key=lambda mention: mention.start)
    return list(_without_overlaps(kept))


def _without_overlaps(ordered: list[Mention]) -> Iterator[Mention]:
    last: Mention | None = None
    for mention in ordered:
        if last is None or mention.start >= last.end:
            if last is not None:
                yield last
            last = mention
        elif mention.score > last.score:
            last = mention
    if last is not None:
        yield last


def _by_form(text: str, words: list[Word]) -> dict[str, list[Candidate]]:
    places: dict[str, list[Candidate]] = {}
    for candidate in candidates(words, text):
        form = text[candidate.start : candidate.end]
        places.setdefault(form, []).append(candidate)
    return places


@cache
def _weights() -> dict[str, float]:
    return {row["cue"]: float(row["weight"]) for row in rows("name_cues.csv")}
