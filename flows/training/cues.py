"""Weighs the cues of names and capacities: `python -m flows.training.cues --data tests/gold/train tests/gold/extra`.

Writes `name_cues.csv` and `capacity_cues.csv` beside the rules that read them.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from flows.extract import lexicon
from flows.extract.capacities import CAPACITIES, capacity_cues
from flows.extract.mentions import cues_by_form, mentions
from flows.extract.name_folding import fold_name
from flows.extract.people import Person, identify
from flows.extract.words import split
from flows.training.gold import Document, read_folder

Floats = npt.NDArray[np.float64]
Example = tuple[frozenset[str], int, float]  # cues, the index of the class, and how much the example counts

DATA = Path(lexicon.__file__).parent / "data"
NAME, NO_NAME = 0, 1
NAME_PRIOR, CAPACITY_PRIOR = 0.5, 2.0  # strength of the pull towards zero, by cross-validation
RARE = 6  # people without an act that a cue of a capacity must tell of
MISSED = 0.1  # share of the people to whom an act was done whose act the engine may miss
STEPS, RATE = 600, 0.05


def main() -> None:
    """Read the gold folders, weigh both kinds of cue, and write the tables."""
    parser = argparse.ArgumentParser(prog="python -m flows.training.cues", description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="folders of gold documents")
    parser.add_argument("--out", type=Path, default=DATA, help="folder that the tables are written to")
    options = parser.parse_args()
    documents = [document for folder in options.data for document in read_folder(folder)]
    names = weigh([example for each in documents for example in name_examples(each)], 2, NAME_PRIOR)
    write(options.out / "name_cues.csv", ["weight"], {cue: [row[NAME] - row[NO_NAME]] for cue, row in names.items()})
    people = _frequent([example for each in documents for example in capacity_examples(each)])
    write(options.out / "capacity_cues.csv", CAPACITIES, weigh(people, len(CAPACITIES), CAPACITY_PRIOR))


def name_examples(document: Document) -> Iterator[Example]:
    """One example a form: its cues, and whether it names a person or is a part of such a name."""
    names = {fold_name(document.text[start:end]) for start, end, _ in document.mentions}
    parts = [set(name.split()) for name in names]
    for form, cues in cues_by_form(document.text, split(document.text)).items():
        is_name = any(set(fold_name(form).split()) <= name for name in parts)
        yield cues, NAME if is_name else NO_NAME, 1.0


def capacity_examples(document: Document) -> Iterator[Example]:
    """One example a person: the cues and the capacity; it counts little where an act tells the capacity by itself."""
    words = split(document.text)
    patients = {person for act in document.acts for person in act.people}
    for person in identify(words, mentions(document.text, words)).everyone:
        known = _known(document, person)
        if known is not None:
            capacity = CAPACITIES.index(document.capacities[known])
            yield capacity_cues(words, person), capacity, MISSED if known in patients else 1.0


def _known(document: Document, person: Person) -> int | None:
    """Index of the document's person with whom most mentions are shared."""
    spans = {(mention.start, mention.end) for mention in person.mentions}
    shared = Counter(known for start, end, known in document.mentions if (start, end) in spans)
    return shared.most_common(1)[0][0] if shared else None


def _frequent(examples: Sequence[Example]) -> list[Example]:
    counted = Counter(cue for cues, _, weight in examples for cue in cues if weight == 1.0)
    return [(frozenset(cue for cue in cues if counted[cue] >= RARE), label, weight) for cues, label, weight in examples]


def weigh(
    examples: Sequence[Example], classes: int, prior: float, known: Mapping[str, Sequence[float]] | None = None
) -> dict[str, list[float]]:
    """Weight of each cue for each class, by logistic regression (full batches, Adam); `bias` is always there.

    The prior pulls towards the weights that are `known`, and the others towards zero.
    """
    known = known or {}
    cues = [*sorted({cue for found, _, _ in examples for cue in found} | known.keys() - {"bias"}), "bias"]
    column = {cue: at for at, cue in enumerate(cues)}
    given = [sorted(column[cue] for cue in {*found, "bias"}) for found, _, _ in examples]
    wanted = np.eye(classes)[[label for _, label, _ in examples]]
    counting = np.array([[weight] for _, _, weight in examples])
    weights = _descend(given, wanted, counting, prior, np.array([known.get(cue, [0.0] * classes) for cue in cues]))
    return {cue: weights[at].tolist() for cue, at in column.items()}


def _descend(given: Sequence[Sequence[int]], wanted: Floats, counting: Floats, prior: float, known: Floats) -> Floats:
    """(cues, classes) weights. `given` are the cues of each example."""
    examples = np.repeat(np.arange(len(given)), [len(row) for row in given])
    cues = np.array([cue for row in given for cue in row], dtype=np.int64)
    weights = known.copy()
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = _summed(examples, weights[cues], len(given))
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        errors = counting * (odds / odds.sum(axis=1, keepdims=True) - wanted)
        slope = _summed(cues, errors[examples], len(weights)) + prior * (weights - known)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def _summed(at: npt.NDArray[np.int64], values: Floats, size: int) -> Floats:
    """(size, classes) sums of the rows of `values` that belong together."""
    return np.stack([np.bincount(at, column, size) for column in values.T], axis=1)


def write(path: Path, columns: Sequence[str], weights: Mapping[str, Sequence[float]]) -> None:
    """Write the table of weights."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["cue", *columns])
        writer.writerows([cue, *(f"{weight:.2f}" for weight in row)] for cue, row in sorted(weights.items()))


if __name__ == "__main__":
    main()
