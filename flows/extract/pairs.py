"""Pairs of spans that a head scores: a trigger and a name, a number and a date."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from flows.extract.tagging import Floats, softmax
from flows.extract.wordpieces import Ints

Span = tuple[int, int]
Vectors = npt.NDArray[np.float32] | npt.NDArray[np.float16]

REACH = 1500  # pieces on either side of a span in which its partners are sought
POINTER_REACH = 128  # pieces on either side of a trigger in which the words for its patient are sought
_EDGES = np.array([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024])
DISTANCES, SENTENCES, BETWEEN = 2 * len(_EDGES) + 1, 9, 16


def partners(left: Ints, right: Ints, sentence: Ints, reach: int = REACH) -> tuple[Ints, Ints]:
    """Pairs (p, 2) of piece spans at most `reach` apart, and their (p, 3) features: distance, sentences, spans between.

    `left` and `right` are (spans, 2), first and last + 1; `right` is in order of its starts. `sentence` numbers the
    sentence of each piece.
    """
    starts = right[:, 0]
    low, high = _reached(left, right, reach)
    middle = np.searchsorted(starts, left[:, 0])
    i = np.repeat(np.arange(len(left)), high - low)
    j = np.arange(len(i)) - np.repeat(np.cumsum(high - low) - high, high - low)
    first, last = left[i].T
    before, after = first - right[j, 1] + 1, starts[j] - last + 1
    distance = np.searchsorted(_EDGES, np.maximum(before, after), side="right")
    distance += len(_EDGES) * (after > before) * (distance > 0)
    apart = np.clip(sentence[starts[j]] - sentence[first], -4, 4) + 4
    between = np.clip(j - middle[i], -BETWEEN // 2, BETWEEN // 2 - 1) + BETWEEN // 2
    return np.stack([i, j], axis=1), np.stack([distance, apart, between], axis=1)


def portions(left: Ints, right: Ints, reach: int, size: int) -> list[tuple[int, int]]:
    """Consecutive portions first:last of the left spans, with at most about `size` pairs in each."""
    low, high = _reached(left, right, reach)
    filled = np.cumsum(high - low + 1) // size  # 1 for the span itself, which is work where it has no partner, too
    cuts = [0, *(np.flatnonzero(np.diff(filled)) + 1).tolist(), len(left)]
    return list(pairwise(cuts)) if len(left) else []


def _reached(left: Ints, right: Ints, reach: int) -> tuple[Ints, Ints]:
    """The first right span within reach of each left one, and the first one beyond."""
    starts = right[:, 0]
    return np.searchsorted(starts, left[:, 0] - reach), np.searchsorted(starts, left[:, 1] + reach)


def attend(logits: Floats, pairs: Ints, count: int, vectors: Vectors) -> Floats:
    """For each of `count` left spans the mean of the right vectors, weighted by the softmax of its pairs' logits."""
    mixed = np.zeros((count, vectors.shape[1]), dtype=np.float32)
    bounds = np.searchsorted(pairs[:, 0], np.arange(count + 1))
    for i in range(count):
        own = slice(bounds[i], bounds[i + 1])
        if own.stop > own.start:
            mixed[i] = softmax(logits[own]) @ vectors[pairs[own, 1]].astype(np.float32)
    return mixed
