"""Mentions of people: where a text names somebody, whoever finds it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from flows.extract.candidates import Candidate, candidates
from flows.extract.lexicon import rows
from flows.extract.name_folding import fold_name
from flows.extract.words import Word

_PART = -3.0  # log-odds below which not even a part of an accepted name is one

# How a model's names are weighed against the cues: chosen on held-out fifths of the training documents.
_WEIGHT = 0.5  # of the model's log-odds
_SILENCE = -2.5  # log-odds that a form gets which the model never takes for a name
_ALONE = 3.0  # log-odds that the model must give a name that no candidate of the rules matches


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name without titles, text[start:end] == quote. `method` says who found it, `score` how surely (log-odds)."""

    start: int
    end: int
    quote: str
    method: str
    score: float


def mentions(text: str, words: list[Word], learned: Sequence[Mention] | None = None) -> list[Mention]:
    """The names of people that their own words and the words around them give away, in order, without overlaps.

    The evidence of all places where the same name stands is weighed together: a name that is one with good evidence
    is one everywhere, and so are its parts. `learned` are the names that a model finds, weighed in as further evidence.
    """
    places = _by_form(text, words)
    scores = {form: score(_shared_cues(found)) for form, found in places.items()}
    if learned is not None:
        opinions = _opinions(places, learned)
        scores = {form: value + opinions[form] for form, value in scores.items()}
    accepted = _accepted(scores)
    found = [
        Mention(place.start, place.end, form, "name cues" if learned is None else "name cues and model", scores[form])
        for form in sorted(accepted)
        for place in places[form]
    ]
    return merge([found, _unmatched(places, accepted, learned or ())])


def _opinions(places: dict[str, list[Candidate]], learned: Sequence[Mention]) -> dict[str, float]:
    """Log-odds that a model adds to each form."""
    said = {(mention.start, mention.end): mention.score for mention in learned}
    heard = {form: [said.get((place.start, place.end)) for place in found] for form, found in places.items()}
    return {
        form: max((_WEIGHT * value for value in values if value is not None), default=_SILENCE)
        for form, values in heard.items()
    }


def _accepted(scores: dict[str, float]) -> set[str]:
    accepted = {form for form, value in scores.items() if value > 0}
    parts = {part for form in accepted for part in fold_name(form).split()}
    return accepted | {form for form, value in scores.items() if value > _PART and _is_made_of(form, parts)}


def _unmatched(places: dict[str, list[Candidate]], accepted: set[str], learned: Sequence[Mention]) -> Iterator[Mention]:
    """The model's surest names that stand at no candidate, nor across an accepted one."""
    spans = {(place.start, place.end): form for form, found in places.items() for place in found}
    taken = sorted(span for span, form in spans.items() if form in accepted)
    for mention in learned:
        if mention.score > _ALONE and (mention.start, mention.end) not in spans:
            before = bisect_left(taken, (mention.end,)) - 1
            if before < 0 or taken[before][1] <= mention.start:
                yield mention


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


def cues_by_form(text: str, words: list[Word]) -> dict[str, frozenset[str]]:
    """The cues of each form that may be a name, of all its places together."""
    return {form: _shared_cues(found) for form, found in _by_form(text, words).items()}


def _shared_cues(places: Sequence[Candidate]) -> frozenset[str]:
    return frozenset().union(*(place.cues for place in places))


def _by_form(text: str, words: list[Word]) -> dict[str, list[Candidate]]:
    places: dict[str, list[Candidate]] = {}
    for candidate in candidates(words, text):
        form = text[candidate.start : candidate.end]
        places.setdefault(form, []).append(candidate)
    return places


@cache
def _weights() -> dict[str, float]:
    return {row["cue"]: float(row["weight"]) for row in rows("name_cues.csv")}
