"""Gold documents as tensors: what the network reads, and what each of its heads should say."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from flows.extract.tagging import ACT, ACT_FIRST, CAPACITIES, COUNT, MEASURES, TAGS, TYPES, Floats
from flows.extract.wordpieces import Ints, Pieces, split
from flows.training.gold import Act, Document, Number, Span

COUNT_WEIGHT = 3.0  # numbers of people are rarer than acts


@dataclass(frozen=True)
class Sample:
    """One document for the network. Spans are (first, last + 1) pieces; a row of -1 is not to be learned."""

    document: Document
    pieces: Pieces
    names: Ints  # (pieces,) 0 outside, 1 first, 2 next
    tags: Floats  # (pieces, TAGS), the columns from ACT on
    weights: Floats  # (pieces, TAGS), 0 where the tag is not to be learned
    mentions: Ints  # (mentions, 2)
    mention_people: Ints
    triggers: Ints  # (triggers, 2)
    said: Floats  # (triggers, pieces): words that stand for the patient
    people: Floats  # (triggers, people)
    dates: Ints  # (dates, 2)
    act_dates: Floats  # (triggers, dates + 1), the last column: no date
    numbers: Ints  # (numbers, 2)
    number_dates: Floats  # (numbers, dates + 1), the last column: no date of its own
    capacities: Ints


def sample(document: Document, tokenizer: Tokenizer) -> Sample:
    """The labels of one document."""
    pieces = split(document.text, tokenizer)
    tags, weights = _tags(document, pieces)
    triggers = _ranges(pieces, [act.trigger for act in document.acts])
    people = np.zeros((len(triggers), len(document.people)), dtype=np.float32)
    said = np.zeros((len(triggers), len(pieces)), dtype=np.float32)
    for i, act in enumerate(document.acts):
        people[i, sorted(act.people)] = 1
        for span in act.said:
            said[i, pieces.within(*span)] = 1
    numbers = [number for number in document.numbers if number.certain]
    return Sample(
        document=document,
        pieces=pieces,
        names=_names(document, pieces),
        tags=tags,
        weights=weights,
        mentions=_ranges(pieces, [(start, end) for start, end, _ in document.mentions]),
        mention_people=np.array([person for _, _, person in document.mentions], dtype=np.int64),
        triggers=triggers,
        said=said,
        people=people,
        dates=_ranges(pieces, document.dates),
        act_dates=_dates(document.acts, len(document.dates)),
        numbers=_ranges(pieces, [number.span for number in numbers]),
        number_dates=_dates(numbers, len(document.dates)),
        capacities=np.array([CAPACITIES.index(capacity) for capacity in document.capacities], dtype=np.int64),
    )


def _ranges(pieces: Pieces, spans: Sequence[Span]) -> Ints:
    found = [pieces.within(*span) for span in spans]
    return np.array([(place.start, place.stop) for place in found], dtype=np.int64).reshape(-1, 2)


def _names(document: Document, pieces: Pieces) -> Ints:
    names = np.zeros(len(pieces), dtype=np.int64)
    for start, end, _ in document.mentions:
        place = pieces.within(start, end)
        names[place] = 2
        names[place.start] = 1
    return names


def _tags(document: Document, pieces: Pieces) -> tuple[Floats, Floats]:
    tags = np.zeros((len(pieces), len(TAGS)), dtype=np.float32)
    weights = np.ones_like(tags)
    weights[:, COUNT] = COUNT_WEIGHT
    for act in document.acts:
        column = TYPES.index(act.type)
        place = pieces.within(*act.trigger)
        tags[place, ACT.start + column] = 1
        tags[place.start, ACT_FIRST.start + column] = 1
    for told in document.repeats:
        column = TYPES.index(told.type)
        weights[pieces.within(*told.words), [ACT.start + column, ACT_FIRST.start + column]] = 0
    for number in document.numbers:
        column = COUNT.start + MEASURES.index(number.measure)
        (tags if number.certain else weights)[pieces.within(*number.span), column] = float(number.certain)
    return tags, weights


def _dates(items: Sequence[Act | Number], count: int) -> Floats:
    """A row an item, 1 for the dates that are right, the last column for none; -1 where no date tells the gold one."""
    labels = np.zeros((len(items), count + 1), dtype=np.float32)
    for row, item in zip(labels, items, strict=True):
        row[list(item.dates) if item.date else [count]] = 1
        if not row.any():
            row[:] = -1
    return labels
