"""Gold documents as the engine sees their numbers before it judges any."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.extract import learned
from flows.extract.cast import cast_of
from flows.extract.count_cues import Cues, count_cues
from flows.extract.count_features import Signals, signals
from flows.extract.count_places import Place, places
from flows.extract.counts import Setting
from flows.extract.dates import date_expressions
from flows.extract.encoder import Choice, Encoded, Encoder
from flows.extract.mentions import mentions
from flows.extract.numbers import NumberExpression
from flows.extract.people import Person, identify
from flows.extract.sentences import Sentences
from flows.extract.words import split
from flows.training.cues import DATA
from flows.training.gold import FOLD, HELD, Document, read_folder

Key = tuple[str, int, int | None, str]


@dataclass(frozen=True)
class Reading:
    """A document's numbers of people, what the encoder says of them and of their dates, and their cues."""

    document: Document
    setting: Setting
    numbers: Sequence[Place]
    heard: Signals
    cues: Sequence[Cues]
    linked: Sequence[Sequence[Choice]]


def arguments(module: str, description: str | None) -> argparse.Namespace:
    """What the command line of this module of `flows.training` says: `data`, `more`, `model` and `out`."""
    parser = argparse.ArgumentParser(prog=f"python -m flows.training.{module}", description=description)
    parser.add_argument("--data", type=Path, default=Path("tests/gold/train"), help="documents, a fifth held out")
    parser.add_argument("--more", type=Path, nargs="*", default=[Path("tests/gold/extra")], help="folders not seen")
    parser.add_argument("--model", type=Path, required=True, help="folder of the model")
    parser.add_argument("--out", type=Path, default=DATA, help="folder that the tables are written to")
    return parser.parse_args()


def unseen(options: argparse.Namespace) -> list[Document]:
    """The documents of these `arguments` that the model has not seen: those held out, then all of `more`."""
    more = (document for folder in options.more for document in read_folder(folder))
    return [*read_folder(options.data)[HELD::FOLD], *more]


def read(document: Document, encoder: Encoder) -> Reading:
    """What is known of the document's numbers before any is judged."""
    text, published = document.text, date.fromisoformat(document.published) if document.published else None
    encoded, sentences = encoder.read(text), Sentences(text)
    people = people_in(encoded)
    dates = date_expressions(text, published)
    acts = learned.acts(encoded, people, learned.capacities(encoded, people), dates, sentences)
    setting = Setting(text, sentences, dates, acts, cast_of(text, people), published)
    numbers = setting.people_numbers
    heard = signals(encoded, setting, numbers)
    found = list(places(setting, numbers))
    spans = [(number.start, number.end) for number in numbers]
    linked = encoded.count_dates(spans, [(each.start, each.end) for each in dates])
    return Reading(document, setting, found, heard, count_cues(setting, found, heard.chances), linked)


def people_in(encoded: Encoded) -> Sequence[Person]:
    """Who is who in a text that was encoded."""
    words = split(encoded.text)
    return identify(words, mentions(encoded.text, words, learned.names(encoded))).everyone


def said(number: NumberExpression) -> tuple[int, int | None, str]:
    return number.value, number.high, number.qualifier


def weight_of(document: Document, key: Key, number: NumberExpression, alike: int) -> float:
    """How surely the number is the gold count of this key: of several alike, the one at the place of the count."""
    spans = [each.span for each in document.numbers if each.measure == key[0] and each.certain]
    if any(start <= number.start and number.end <= end for start, end in spans):
        return 1.0
    return 1 / alike
