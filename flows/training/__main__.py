"""Trains the encoder: `python -m flows.training --data tests/gold/train --more tests/gold/extra`.

It is trained on four fifths of the data, and what that model takes for an act told twice is left out of what follows
(flows/training/repeats.py): its training goes on with more documents, and it is measured on the fifth that it has not
seen; then its training goes on with all documents.
"""

import argparse
import logging
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.extract.encoder import MODEL, Encoder
from flows.training.export import export, write_card
from flows.training.gold import FOLD, HELD, Document, read_folder
from flows.training.losses import Reader
from flows.training.repeats import mark_repeats
from flows.training.score import figures
from flows.training.train import new_reader, train

MEASURED = Path(".habeas") / "measured"
RATES = (1.0, 0.8, 0.6)  # of the learning rate, in each of the three parts of the training


def main() -> None:
    """Read the command line, train, measure, train on, and write the model."""
    parser = argparse.ArgumentParser(prog="python -m flows.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of gold documents, a fifth of them held out")
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="folders of documents to go on with")
    parser.add_argument("--out", type=Path, default=MODEL, help="folder that the model is written to")
    parser.add_argument(
        "--measured", type=Path, default=MEASURED, help="folder that the model of the first part is written to"
    )
    parser.add_argument("--epochs", type=int, nargs=3, default=(7, 26, 4), help="of each part of the training")
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--curve", type=int, nargs="+", help="only measure, after training on so many documents")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    documents = read_folder(options.data)
    for size in options.curve or ():
        _print({"documents": size} | measure(fit(documents, options.epochs[0], options.seed, size), documents))
    if not options.curve:
        reader = fit(documents, options.epochs[0], options.seed)
        export(reader, options.measured)
        more = [document for folder in options.more for document in read_folder(folder)]
        teacher = Encoder(options.measured)
        documents, more = ([mark_repeats(each, teacher) for each in some] for some in (documents, more))
        measured = go_on(reader, documents, more, options.epochs[1:], options.seed)
        export(reader, options.out)
        settings = {"documents": len(documents) + len(more), "epochs": list(options.epochs), "seed": options.seed}
        write_card(options.out, settings, measured)


def go_on(
    reader: Reader, documents: Sequence[Document], more: Sequence[Document], epochs: Sequence[int], seed: int
) -> dict[str, float]:
    """Train on with more documents, but not those held out, then with all of them; the figures between the two."""
    train(reader, [*kept(documents), *more], epochs[0], seed + 1, RATES[1])
    measured = measure(reader, documents)
    _print(measured)
    train(reader, [*documents, *more], epochs[1], seed + 2, RATES[2])
    return measured


def fit(documents: Sequence[Document], epochs: int, seed: int, size: int | None = None) -> Reader:
    """A reader trained on all documents that are not held out, or on `size` of them."""
    rest = kept(documents)
    some = random.Random(seed).sample(rest, size) if size else rest  # noqa: S311
    reader = new_reader(seed)
    train(reader, some, epochs, seed, RATES[0])
    return reader


def kept(documents: Sequence[Document]) -> list[Document]:
    """The documents that are not held out."""
    return [document for i, document in enumerate(documents) if i % FOLD != HELD]


def measure(reader: Reader, documents: Sequence[Document]) -> dict[str, float]:
    """Figures on the held-out documents, of the model as it is shipped."""
    with TemporaryDirectory() as folder:
        export(reader, Path(folder))
        return figures(documents[HELD::FOLD], Encoder(Path(folder)))


def _print(values: dict[str, float]) -> None:
    sys.stdout.write("".join(f"{name:20} {value:.3f}\n" for name, value in values.items()))


if __name__ == "__main__":
    main()
