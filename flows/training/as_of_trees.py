"""Grows the trees that tell at which date a count holds: `python -m flows.training.as_of_trees --model measured`.

As those of `flows.training.count_cues`, they learn from documents that the model has not seen. Prints the share of
right dates by cross-validation, before and after, and writes `as_of_trees.csv` beside the rules.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.extract.as_of_features import Dated, as_of_features
from flows.extract.encoder import Encoder
from flows.extract.forests import Features, plant, probabilities
from flows.extract.learned import dated
from flows.training.count_cues import FOLDS
from flows.training.count_readings import Reading, arguments, read, said, unseen
from flows.training.forests import Node, grow, write_trees


@dataclass(frozen=True)
class Count:
    """A count of the gold found in its text: its date, the one guessed, and the features of each that may be."""

    fold: int
    date: str | None
    guess: str | None
    features: Mapping[str | None, Features]


def main() -> None:
    """Read the gold folders, measure by cross-validation, grow the trees, and write their table."""
    options = arguments("as_of_trees", __doc__)
    encoder = Encoder(options.model)
    counts = [
        each for i, document in enumerate(unseen(options)) for each in dated_counts(read(document, encoder), i % FOLDS)
    ]
    guessed = sum(each.guess == each.date for each in counts) / len(counts)
    sys.stdout.write(f"as_of {guessed:.3f}, with trees {cross_validated(counts):.3f}\n")
    write_trees(options.out / "as_of_trees.csv", fit(counts))


def dated_counts(reading: Reading, fold: int) -> Iterator[Count]:
    """The counts of the gold that one number alone may be, with the dates that may be theirs."""
    numbers = [place.number for place in reading.numbers]
    wanted = Counter(count.key for count in reading.document.counts)
    dates = {count.key: count.as_of for count in reading.document.counts if wanted[count.key] == 1}
    measures = [[key[0] for key in dates if key[1:] == said(number)] for number in numbers]
    first: dict[tuple[object, ...], Dated] = {}
    for each in dated(reading.setting, numbers, measures, reading.linked):
        first.setdefault((each.measure, *said(each.number)), each)
    for key, date in dates.items():
        if key in first:
            yield Count(fold, date, first[key].guess, as_of_features(first[key], reading.setting))


def fit(counts: Sequence[Count]) -> list[Node]:
    """Trees that tell which dates are right."""
    rows = [(features, date == each.date) for each in counts for date, features in each.features.items()]
    return grow([features for features, _ in rows], [label for _, label in rows], [1.0] * len(rows))


def cross_validated(counts: Sequence[Count]) -> float:
    """The share of the counts of each fold that the trees of the other folds date right."""
    right = 0
    for fold in sorted({each.fold for each in counts}):
        forest = plant(fit([each for each in counts if each.fold != fold]))
        for each in counts:
            if each.fold == fold:
                chances = probabilities(forest, list(each.features.values()))
                right += max(zip(chances, each.features, strict=True), key=lambda pair: pair[0])[1] == each.date
    return right / len(counts)


if __name__ == "__main__":
    main()
