"""Weighs the cues of counts: `python -m flows.training.count_cues --model measured`.

An encoder is surer of documents that it was trained on than of new ones. So the cues are weighed on documents that the
model has not seen: those held out for `python -m flows.training --measured measured`, and more. All others first weigh
the cues that need no encoder. Prints F1 by cross-validation and writes `count_cues.csv` beside the rules.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.extract import learned
from flows.extract.cast import cast_of
from flows.extract.count_cues import THRESHOLD, count_cues, places, probability, word_cues
from flows.extract.counts import Setting
from flows.extract.dates import date_expressions
from flows.extract.encoder import Encoder
from flows.extract.mentions import mentions
from flows.extract.numbers import NumberExpression
from flows.extract.people import identify
from flows.extract.sentences import Sentences
from flows.extract.tagging import Floats
from flows.extract.words import split
from flows.training.cues import DATA, Example, weigh, write
from flows.training.gold import FOLD, HELD, Document, read_folder

Key = tuple[str, int, int | None, str]
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


def main() -> None:
    """Read the gold folders, weigh the cues, measure by cross-validation, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m flows.training.count_cues", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("tests/gold/train"), help="documents, a fifth held out")
    parser.add_argument("--more", type=Path, nargs="*", default=[Path("tests/gold/extra")], help="folders not seen")
    parser.add_argument("--model", type=Path, required=True, help="folder of the model")
    parser.add_argument("--out", type=Path, default=DATA, help="folder that the table is written to")
    options = parser.parse_args()
    encoder = Encoder(options.model)
    documents = read_folder(options.data)
    seen = [document for i, document in enumerate(documents) if i % FOLD != HELD]
    unseen = [*documents[HELD::FOLD], *(document for folder in options.more for document in read_folder(folder))]
    read = [(document, candidates(document, encoder)) for document in unseen]
    words = weigh_words([each for document in seen for each in candidates(document, encoder)])
    sys.stdout.write(f"counts {cross_validated(read, words):.3f}\n")
    weights = weigh_all([each for _, found in read for each in found], words)
    write(options.out / "count_cues.csv", ["weight"], {cue: [score] for cue, score in weights.items()})


def candidates(document: Document, encoder: Encoder) -> list[Candidate]:
    """Every measure that a number of the document may have; those whose place in the text is not known count less."""
    setting, numbers, chances = _read(document, encoder)
    gold = {count.key for count in document.counts}
    alike = Counter(map(_said, numbers))
    found = []
    for place, cues in zip(places(setting, numbers), count_cues(setting, numbers, chances), strict=True):
        words = word_cues(setting, place)
        for measure, told in cues.items():
            key = (measure, *_said(place.number))
            weight = _weight(document, key, place.number, alike[key[1:]]) if key in gold else 1.0
            found.append(Candidate(key, told, words[measure], weight, key in gold))
    return found


def _read(document: Document, encoder: Encoder) -> tuple[Setting, list[NumberExpression], Floats]:
    """The setting of the document's numbers, the numbers, and what the encoder says of each."""
    text, published = document.text, date.fromisoformat(document.published) if document.published else None
    encoded, words, sentences = encoder.read(text), split(text), Sentences(text)
    people = identify(words, mentions(text, words, learned.names(encoded))).everyone
    dates = date_expressions(text, published)
    acts = learned.acts(encoded, people, dates, sentences)
    setting = Setting(text, sentences, dates, acts, cast_of(text, people), published)
    numbers = setting.people_numbers()
    return setting, numbers, encoded.measures([(number.start, number.end) for number in numbers])


def _said(number: NumberExpression) -> tuple[int, int | None, str]:
    return number.value, number.high, number.qualifier


def _weight(document: Document, key: Key, number: NumberExpression, alike: int) -> float:
    """How surely the number is the gold count of this key: of several alike, the one at the place of the count."""
    spans = [each.span for each in document.numbers if each.measure == key[0] and each.certain]
    if any(start <= number.start and number.end <= end for start, end in spans):
        return 1.0
    return 1 / alike


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


def cross_validated(read: Sequence[tuple[Document, Sequence[Candidate]]], words: Weights) -> float:
    """F1 of the counts of each fold of the documents by the weights of the other folds."""
    hits = found = wanted = 0
    for fold in range(FOLDS):
        rest = [each for i, (_, some) in enumerate(read) if i % FOLDS != fold for each in some]
        weights = weigh_all(rest, words)
        for document, some in read[fold::FOLDS]:
            keys = Counter({each.key for each in some if probability(each.cues, weights) >= THRESHOLD})
            gold = Counter(count.key for count in document.counts)
            hits, found, wanted = hits + (keys & gold).total(), found + keys.total(), wanted + gold.total()
    return 2 * hits / max(found + wanted, 1)


if __name__ == "__main__":
    main()
