"""The learned part of extraction: an encoder with heads for names, acts, their patients and dates, and for counts.

The weights lie in `model/` and are made by `python -m flows.training`. Every window is read alone, at its own length
and on one thread, so a text gives the same reading in any batch, order and process.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from flows.extract import tagging
from flows.extract.pairs import POINTER_REACH, REACH, Span, attend, partners, portions
from flows.extract.tagging import COUNT, MEASURES, TAGS, Floats, Tagged, sigmoid, softmax
from flows.extract.wordpieces import CLS, SEP, Ints, Pieces, framed, split, windows

MODEL = Path(__file__).parent / "model"
HEADS = ("patient_words", "patient", "act_date", "count_date", "capacity")
VECTOR = 192  # numbers a piece that the heads see
UNREAD = -20.0  # logit of every tag in windows that were not read
AT_ONCE = 1 << 12  # pairs scored at once, to keep memory flat
DIGITS = 4  # of a probability; the rest may differ between processors
GROUP_THRESHOLD = 0.5
LONGEST_NAME = 120  # characters

T = TypeVar("T")
Choice = tuple[int | None, float]


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, text[start:end], whole words. `score` is the model's probability."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that name an act that happened, text[start:end]. `score` is the model's probability.

    `nameless` is the probability that nobody is named to whom it was done; `patient` the words that say to whom.
    """

    start: int
    end: int
    type: str
    score: float
    nameless: float
    patient: Span | None


class Encoder:
    """The model of a folder: `encoder.onnx`, an .onnx for each head, and `tokenizer.json`."""

    def __init__(self, folder: Path = MODEL) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._encoder = _session(folder / "encoder.onnx")
        self._heads = {name: _session(folder / f"{name}.onnx") for name in HEADS}

    def read(self, text: str, worth: Sequence[Span] | None = None) -> "Encoded":
        """The text as the heads see it. With `worth`, only windows that touch one of these spans are read."""
        pieces = split(text, self._tokenizer)
        vectors = np.zeros((len(pieces), VECTOR), dtype=np.float16)
        tags = np.full((len(pieces), len(TAGS)), UNREAD, dtype=np.float16)
        tags[:, 0] = 0
        for first, last, own_first, own_last in windows(len(pieces)):
            if worth is None or _touches(worth, int(pieces.start[own_first]), int(pieces.end[own_last - 1])):
                ids, shapes = framed(pieces.ids[first:last], CLS, SEP), framed(pieces.shape[first:last], 0, 0)
                vector, tag = self._encoder.run(None, {"ids": ids, "shapes": shapes})
                own = slice(own_first - first + 1, own_last - first + 1)
                vectors[own_first:own_last], tags[own_first:own_last] = vector[0, own], tag[0, own]
        return Encoded(text, pieces, vectors, tags, self._heads)


@dataclass(frozen=True)
class Encoded:
    """A text after the encoder. Spans given to its methods are (start, end) in code points of the text.

    Windows that were not read have no names, acts or counts.
    """

    text: str
    pieces: Pieces = field(repr=False)
    vectors: npt.NDArray[np.float16] = field(repr=False)  # (pieces, VECTOR)
    tags: npt.NDArray[np.float16] = field(repr=False)  # (pieces, TAGS), logits
    heads: Mapping[str, onnxruntime.InferenceSession] = field(repr=False)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Names of persons, in order, none inside another."""
        found: list[Name] = []
        for tagged in tagging.names(self.tags):
            start, end = self._words(tagged.first, tagged.last)
            if 0 < end - start <= LONGEST_NAME and (not found or start >= found[-1].end):
                found.append(Name(start, end, _rounded(tagged.score)))
        return tuple(found)

    @cached_property
    def triggers(self) -> tuple[Trigger, ...]:
        """Triggers of acts, in order."""
        nameless = sigmoid(self._score("patient", self._acts, self._act_pieces, _NONE, beside=_NOBODY)[2])
        return tuple(
            Trigger(*self._words(act.first, act.last), act.tag, _rounded(act.score), _rounded(alone), self._patient(i))
            for i, (act, alone) in enumerate(zip(self._tagged, nameless.tolist(), strict=True))
        )

    def patients(self, people: Sequence[Sequence[Span]]) -> list[list[tuple[int, float]]]:
        """For each trigger (person, probability), the likely ones first. `people` are the mentions of each person."""
        mentions = sorted((span, person) for person, spans in enumerate(people) for span in spans)
        places = self._ranges([span for span, _ in mentions])
        whose = np.array([person for _, person in mentions], dtype=np.int64)
        owners = self._owners(places, whose)
        found: list[list[tuple[int, float]]] = [[] for _ in self._tagged]
        for pairs, logits, _ in self._scored("patient", self._acts, self._act_pieces, places, owners):
            pooled, chances = _pooled(np.stack([pairs[:, 0], whose[pairs[:, 1]]], axis=1), logits)
            for (trigger, person), chance in zip(pooled.tolist(), chances.tolist(), strict=True):
                found[trigger].append((person, chance))
        return [_ranked(row) for row in found]

    def act_dates(self, dates: Sequence[Span]) -> list[list[Choice]]:
        """For each trigger (date or None for no date, probability), the likely ones first. `dates` are in order."""
        return self._choices("act_date", self._acts, self._act_pieces, dates)

    def count_dates(self, numbers: Sequence[Span], dates: Sequence[Span]) -> list[list[Choice]]:
        """For each number (date or None for no date of its own, probability), the likely ones first."""
        places = self._ranges(numbers)
        return self._choices("count_date", self._pool(places), places, dates)

    def measures(self, numbers: Sequence[Span]) -> Floats:
        """(numbers, MEASURES) probabilities; a number may have several measures, or none.

        What the number's own tags say, or that it stands in the words for an act's patient, whichever is likelier.
        """
        places = self._ranges(numbers)
        tags = [self.tags[first:last, COUNT].max(axis=0) for first, last in places]
        logits = np.array(tags, dtype=np.float32).reshape(-1, len(MEASURES))
        return np.round(sigmoid(np.maximum(logits, self._acts_on(places))), DIGITS)

    def strongest(self, spans: Sequence[Span]) -> Floats:
        """(spans, TAGS): the highest logit of each tag within each span; UNREAD where a span is empty."""
        logits = np.full((len(spans), len(TAGS)), UNREAD, dtype=np.float32)
        for row, (start, end) in zip(logits, spans, strict=True):
            if start < end:
                row[:] = self.tags[self.pieces.within(start, end)].max(axis=0, initial=UNREAD)
        return np.round(logits, 1)

    def capacities(self, people: Sequence[Sequence[Span]]) -> Floats:
        """(people, CAPACITIES) probabilities; `people` are the mentions of each person, one or more."""
        pooled = [self._pool(self._ranges(mentions)) for mentions in people]
        both = [np.concatenate([vectors.mean(axis=0), vectors.max(axis=0)]) for vectors in pooled]
        both.append(np.zeros(2 * VECTOR, dtype=np.float32))
        logits = self.heads["capacity"].run(None, {"mentions": np.array(both, dtype=np.float32)})[0]
        return np.round(softmax(logits[:-1]), DIGITS)

    @cached_property
    def _tagged(self) -> list[Tagged]:
        return tagging.triggers(self.tags)

    @cached_property
    def _act_pieces(self) -> Ints:
        return np.array([(act.first, act.last) for act in self._tagged], dtype=np.int64).reshape(-1, 2)

    @cached_property
    def _pointer(self) -> tuple[Ints, Floats]:
        """Pairs (trigger, piece) and the logit that the piece stands for the trigger's patient."""
        every = np.stack([np.arange(len(self.pieces)), np.arange(1, len(self.pieces) + 1)], axis=1)
        triggers = self._pool(self._act_pieces)
        return self._score("patient_words", triggers, self._act_pieces, every)[:2]

    def _acts_on(self, places: Ints) -> Floats:
        """(spans, MEASURES): the logit that the span stands for the patient of an act of this type."""
        logits = np.full((len(places), len(MEASURES)), UNREAD, dtype=np.float32)
        span_of = np.full(len(self.pieces), -1, dtype=np.int64)
        for i, (first, last) in enumerate(places):
            span_of[first:last] = i
        pairs, scores = self._pointer
        inside = span_of[pairs[:, 1]] >= 0
        columns = np.array([MEASURES.index(act.tag) for act in self._tagged], dtype=np.int64)
        np.maximum.at(logits, (span_of[pairs[inside, 1]], columns[pairs[inside, 0]]), scores[inside])
        return logits

    @cached_property
    def _acts(self) -> Floats:
        """(triggers, 2 * VECTOR): the trigger, and the mean of the words that stand for its patient."""
        pairs, logits = self._pointer
        return np.concatenate(
            [self._pool(self._act_pieces), attend(logits, pairs, len(self._tagged), self.vectors)], axis=1
        )

    def _patient(self, trigger: int) -> Span | None:
        """The run of pieces around the likeliest one that stand for the trigger's patient."""
        pairs, logits = self._pointer
        own = slice(*np.searchsorted(pairs[:, 0], (trigger, trigger + 1)))
        likely = sigmoid(logits[own])
        if likely.max() < GROUP_THRESHOLD / 2:
            return None
        first = last = int(likely.argmax())
        while first > 0 and likely[first - 1] >= GROUP_THRESHOLD:
            first -= 1
        while last + 1 < len(likely) and likely[last + 1] >= GROUP_THRESHOLD:
            last += 1
        base = int(pairs[own.start, 1])
        return self._words(base + first, base + last + 1)

    def _choices(self, head: str, left: Floats, places: Ints, dates: Sequence[Span]) -> list[list[Choice]]:
        pairs, logits, alone = self._score(head, left, places, self._ranges(dates))
        bounds = np.searchsorted(pairs[:, 0], np.arange(len(places) + 1))
        ranked = []
        for i, none in enumerate(alone):
            own = slice(bounds[i], bounds[i + 1])
            chances = softmax(np.append(logits[own], none).astype(np.float32))
            ranked.append(_ranked(list(zip([*pairs[own, 1].tolist(), None], chances.tolist(), strict=True))))
        return ranked

    def _score(
        self, head: str, left: Floats, lefts: Ints, rights: Ints, beside: Floats | None = None
    ) -> tuple[Ints, Floats, Floats]:
        """All pairs within reach, their logits, and for each left span the logit of having no partner."""
        found = [(np.empty((0, 2), dtype=np.int64), np.empty(0, dtype=np.float32), np.empty(0, dtype=np.float32))]
        found.extend(self._scored(head, left, lefts, rights, beside))
        pairs, logits, alone = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return pairs, logits, alone

    def _scored(
        self, head: str, left: Floats, lefts: Ints, rights: Ints, beside: Floats | None
    ) -> Iterator[tuple[Ints, Floats, Floats]]:
        """What `_score` gives, for some left spans after the other.

        `beside` are vectors (rights, n) that the head sees beside those of the right spans.
        """
        reach = POINTER_REACH if head == "patient_words" else REACH
        for begin, end in portions(lefts, rights, reach, AT_ONCE):
            chunk = slice(begin, end)
            pairs, features = partners(lefts[chunk], rights, self.pieces.sentence, reach)
            low, high = (int(pairs[:, 1].min()), int(pairs[:, 1].max()) + 1) if len(pairs) else (0, 0)
            right = self._pool(rights[low:high])
            right = right if beside is None else np.concatenate([right, beside[low:high]], axis=1)
            right = np.pad(right, ((0, 1), (0, 0)))  # one of zeros is put last, since the heads cannot run on nothing
            inputs = {"left": left[chunk], "right": right, "features": np.concatenate([features, _NO_PAIR])}
            local = np.concatenate([pairs - np.array([0, low]), _NO_PAIR[:, :2]])
            logits, alone = self.heads[head].run(None, inputs | {"pairs": local})
            yield pairs + np.array([begin, 0]), logits[:-1], alone

    def _owners(self, places: Ints, people: Ints) -> Floats:
        """(mentions, VECTOR): for each mention the mean vector of all mentions of its person."""
        sums = np.zeros((people.max(initial=-1) + 1, VECTOR), dtype=np.float32)
        np.add.at(sums, people, self._pool(places))
        return np.asarray((sums / np.maximum(np.bincount(people), 1)[:, np.newaxis])[people], dtype=np.float32)

    def _pool(self, places: Ints) -> Floats:
        """(spans, VECTOR): the mean vector of each span of pieces."""
        if not len(places):
            return np.empty((0, VECTOR), dtype=np.float32)
        lengths = places[:, 1] - places[:, 0]
        begins = np.cumsum(lengths) - lengths
        rows = np.arange(lengths.sum()) + np.repeat(places[:, 0] - begins, lengths)
        sums = np.add.reduceat(self.vectors[rows].astype(np.float32), begins, axis=0)
        return np.asarray(sums / lengths[:, np.newaxis], dtype=np.float32)

    def _ranges(self, spans: Sequence[Span]) -> Ints:
        """Spans of characters as spans of pieces."""
        found = [self.pieces.within(start, end) for start, end in spans]
        return np.array([(place.start, place.stop) for place in found], dtype=np.int64).reshape(-1, 2)

    def _words(self, first: int, last: int) -> Span:
        """The whole words that pieces first:last are part of, as a span of characters."""
        start, end = int(self.pieces.start[first]), int(self.pieces.end[last - 1])
        while start > 0 and self.text[start - 1].isalnum() and self.text[start].isalnum():
            start -= 1
        while end < len(self.text) and self.text[end].isalnum() and self.text[end - 1].isalnum():
            end += 1
        return start, end


_NONE = np.empty((0, 2), dtype=np.int64)
_NOBODY = np.empty((0, VECTOR), dtype=np.float32)
_NO_PAIR = np.zeros((1, 3), dtype=np.int64)


def _pooled(pairs: Ints, logits: Floats) -> tuple[Ints, Floats]:
    """The distinct pairs in the order of their first places, and the probability of each by all of its logits."""
    keys = pairs[:, 0] * (pairs[:, 1].max(initial=0) + 1) + pairs[:, 1]
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    together = np.full(len(first), -np.inf)
    np.logaddexp.at(together, which, logits)
    order = np.argsort(first)
    return pairs[first[order]], sigmoid(together[order].astype(np.float32))


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # a plan is kept for every shape seen, and nearly every document has others
    slower = ["SkipLayerNormFusion"]  # than the two operators that it makes one of
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=slower
    )


def _touches(spans: Sequence[Span], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in spans)


def _rounded(probability: float) -> float:
    return round(probability, DIGITS)


def _ranked(scored: Sequence[tuple[T, float]]) -> list[tuple[T, float]]:
    """Rounded, the likely ones first; equal ones in the order given."""
    return sorted(((item, _rounded(score)) for item, score in scored), key=lambda pair: -pair[1])
