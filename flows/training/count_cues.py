"""Weighs the cues of counts, and grows their trees: `python -m flows.training.count_cues --model measured`.

An encoder is surer of documents that it was trained on than of new ones. So all is learned on documents that the model
has not seen: those held out for `python -m flows.training --measured measured`, and more. All others first weigh the
cues that need no encoder. The trees see each number as cues weighed on other documents do. Prints F1 by
cross-validation and writes `count_cues.csv` and `count_trees.csv` beside the rules.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.extract.count_cues import probability, word_cues
from flows.extract.count_features import count_features
from flows.extract.count_trees import THRESHOLD
from flows.extract.encoder import Encoder
from flows.extract.forests import Features, plant, probabilities
from flows.training.count_readings import Key, Reading, arguments, read, said, unseen, weight_of
from flows.training.cues import Example, weigh, write
from flows.training.forests import Node, grow, write_trees
from flows.training.gold import FOLD, HELD, Document, read_folder

Weights = Mapping[str, Sequence[float]]

COUNT, NO_COUNT = 0, 1
PRIOR, WORD_PRIOR = 10.0, 8.0  # strength of the pull, by cross-validation
BELIEF = 0.8  # share of the weights of words that the other documents give, by cross-validation
RARE = 3  # numbers that a cue must tell of
LEAST = 0.005  # weight that is written
FOLDS = 6


@dataclass(frozen=True)
class Candidate:
    """A measure that a number may have: its key as a count, the cues, and how much it counts as an example."""

    key: Key
    cues: frozenset[str]
    words: frozenset[str]
    weight: float
    is_count: bool


@dataclass(frozen=True)
class Judged:
    """A document with its candidates, in the order of the features."""

    document: Document
    candidates: Sequence[Candidate]
    features: Sequence[Features]


def main() -> None:
    """Read the gold folders, weigh the cues, grow the trees, measure by cross-validation, and write the tables."""
    options = arguments("count_cues", __doc__)
    encoder = Encoder(options.model)
    seen = [document for i, document in enumerate(read_folder(options.data)) if i % FOLD != HELD]
    words = weigh_words([each for document in seen for each in candidates(read(document, encoder))])
    readings = [read(document, encoder) for document in unseen(options)]
    judged = judge(readings, words)
    sys.stdout.write(f"counts {cross_validated(judged):.3f}\n")
    weights = weigh_all([each for reading in readings for each in candidates(reading)], words)
    write(options.out / "count_cues.csv", ["weight"], {cue: [score] for cue, score in weights.items()})
    write_trees(options.out / "count_trees.csv", fit(judged))


def candidates(reading: Reading) -> list[Candidate]:
    """Every measure that a number of the document may have; those whose place in the text is not known count less."""
    document, numbers = reading.document, reading.numbers
    gold = {count.key for count in document.counts}
    alike = Counter(said(place.number) for place in numbers)
    found = []
    for place, cues in zip(numbers, reading.cues, strict=True):
        words = word_cues(reading.setting, place, cues)
        for measure, told in cues.items():
            key = (measure, *said(place.number))
            weight = weight_of(document, key, place.number, alike[key[1:]]) if key in gold else 1.0
            found.append(Candidate(key, told, words[measure], weight, key in gold))
    return found


def judge(readings: Sequence[Reading], words: Weights) -> list[Judged]:
    """The readings' features, from cues that the documents of the other folds weigh."""
    found = [candidates(reading) for reading in readings]
    folds = [
        weigh_all([each for i, some in enumerate(found) if i % FOLDS != fold for each in some], words)
        for fold in range(FOLDS)
    ]
    return [
        Judged(reading.document, some, list(_features(reading, folds[i % FOLDS])))
        for i, (reading, some) in enumerate(zip(readings, found, strict=True))
    ]


def _features(reading: Reading, weights: Mapping[str, float]) -> Iterator[Features]:
    likely = [{measure: probability(cues, weights) for measure, cues in each.items()} for each in reading.cues]
    for found in count_features(reading.setting, reading.numbers, reading.heard, likely):
        yield from found.values()


def weigh_words(found: Sequence[Candidate]) -> Weights:
    """Weights of the cues of words alone, taken down to what they are believed."""
    weights = weigh(_frequent([_example(each, each.words) for each in found]), 2, WORD_PRIOR)
    return {cue: [BELIEF * weight for weight in row] for cue, row in weights.items()}


def weigh_all(found: Sequence[Candidate], words: Weights) -> dict[str, float]:
    """Weights of all cues for being a count."""
    weights = weigh(_frequent([_example(each, each.cues) for each in found]), 2, PRIOR, words)
    scores = {cue: row[COUNT] - row[NO_COUNT] for cue, row in weights.items()}
    return {cue: score for cue, score in scores.items() if abs(score) >= LEAST}


def _example(candidate: Candidate, cues: frozenset[str]) -> Example:
    return cues, COUNT if candidate.is_count else NO_COUNT, candidate.weight


def _frequent(examples: Sequence[Example]) -> list[Example]:
    counted = Counter(cue for cues, _, _ in examples for cue in cues)
    return [(frozenset(cue for cue in cues if counted[cue] >= RARE), label, weight) for cues, label, weight in examples]


def fit(judged: Sequence[Judged]) -> list[Node]:
    """Trees that tell which candidates are counts."""
    examples = [pair for each in judged for pair in zip(each.features, each.candidates, strict=True)]
    return grow(
        [features for features, _ in examples],
        [candidate.is_count for _, candidate in examples],
        [candidate.weight for _, candidate in examples],
    )


def cross_validated(judged: Sequence[Judged]) -> float:
    """F1 of the counts of each fold of the documents by the trees of the other folds."""
    chances: dict[str, list[float]] = {}
    for fold in range(FOLDS):
        forest = plant(fit([each for i, each in enumerate(judged) if i % FOLDS != fold]))
        chances |= {each.document.name: probabilities(forest, each.features) for each in judged[fold::FOLDS]}
    return f1(judged, chances)


def f1(judged: Sequence[Judged], chances: Mapping[str, Sequence[float]]) -> float:
    """F1 of the counts that the chances of each document's candidates give."""
    hits = found = wanted = 0
    for each in judged:
        scored = zip(each.candidates, chances[each.document.name], strict=True)
        keys = Counter({candidate.key for candidate, chance in scored if chance >= THRESHOLD})
        gold = Counter(count.key for count in each.document.counts)
        hits, found, wanted = hits + (keys & gold).total(), found + keys.total(), wanted + gold.total()
    return 2 * hits / max(found + wanted, 1)


if __name__ == "__main__":
    main()
