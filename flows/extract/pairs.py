"""Pairs of spans that a head scores: a trigger and a name, a number and a date."""

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
    pairs, features = [np.empty((0, 2), dtype=np.int64)], [np.empty((0, 3), dtype=np.int64)]
    for i, (first, last) in enumerate(left.tolist()):
        low, high, middle = np.searchsorted(right[:, 0], (first - reach, last + reach, first))
        j = np.arange(low, high)
        before, after = first - right[j, 1] + 1, right[j, 0] - last + 1
        distance = np.searchsorted(_EDGES, np.maximum(before, after), side="right")
        apart = np.clip(sentence[right[j, 0]] - sentence[first], -4, 4) + 4
        between = np.clip(j - middle, -BETWEEN // 2, BETWEEN // 2 - 1) + BETWEEN // 2
        pairs.append(np.stack([np.full_like(j, i), j], axis=1))
        features.append(np.stack([distance + len(_EDGES) * (after > before) * (distance > 0), apart, between], axis=1))
    return np.concatenate(pairs), np.concatenate(features)


def attend(logits: Floats, pairs: Ints, count: int, vectors: Vectors) -> Floats:
    """For each of `count` left spans the mean of the right vectors, weighted by the softmax of its pairs' logits."""
    mixed = np.zeros((count, vectors.shape[1]), dtype=np.float32)
    bounds = np.searchsorted(pairs[:, 0], np.arange(count + 1))
    for i in range(count):
        own = slice(bounds[i], bounds[i + 1])
        if own.stop > own.start:
            mixed[i] = softmax(logits[own]) @ vectors[pairs[own, 1]]
    return mixed
