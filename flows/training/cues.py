"""Weighs the cues of names and capacities: `python -m flows.training.cues --data tests/gold/train tests/gold/extra`.

Writes `name_cues.csv` and `capacity_cues.csv` beside the rules that read them.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
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
    _write(options.out / "name_cues.csv", ["weight"], {cue: [row[NAME] - row[NO_NAME]] for cue, row in names.items()})
    people = _frequent([example for each in documents for example in capacity_examples(each)])
    _write(options.out / "capacity_cues.csv", CAPACITIES, weigh(people, len(CAPACITIES), CAPACITY_PRIOR))


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


def weigh(examples: Sequence[Example], classes: int, prior: float) -> dict[str, list[float]]:
    """Weight of each cue for each class, by logistic regression (full batches, Adam); `bias` is always there."""
    cues = [*sorted({cue for found, _, _ in examples for cue in found}), "bias"]
    column = {cue: at for at, cue in enumerate(cues)}
    given = np.zeros((len(examples), len(cues)))
    given[:, -1] = 1
    for row, (found, _, _) in enumerate(examples):
        given[row, [column[cue] for cue in found]] = 1
    wanted = np.eye(classes)[[label for _, label, _ in examples]]
    weights = _descend(given, wanted, np.array([[weight] for _, _, weight in examples]), prior)
    return {cue: weights[at].tolist() for cue, at in column.items()}


def _descend(given: Floats, wanted: Floats, counting: Floats, prior: float) -> Floats:
    weights = np.zeros((given.shape[1], wanted.shape[1]))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = given @ weights
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        slope = given.T @ (counting * (odds / odds.sum(axis=1, keepdims=True) - wanted)) + prior * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def _write(path: Path, columns: Sequence[str], weights: dict[str, list[float]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["cue", *columns])
        writer.writerows([cue, *(f"{weight:.2f}" for weight in row)] for cue, row in sorted(weights.items()))


if __name__ == "__main__":
    main()
