"""The tags that the encoder gives to word pieces, and the spans that they spell: names and triggers."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Logits = npt.NDArray[np.float32] | npt.NDArray[np.float16]

TYPES = (
    "arrest", "charge", "trial", "conviction", "appeal", "acquittal", "release", "pardon", "transfer", "expulsion",
    "extradition", "ill_treatment", "disappearance", "death", "execution", "designation",
)  # fmt: skip
MEASURES = ("held", *TYPES)
CAPACITIES = ("subject", "authority", "source", "other")
TAGS = (
    "name.out", "name.first", "name.next",
    *(f"act.{kind}" for kind in TYPES), *(f"act.first.{kind}" for kind in TYPES),
    *(f"count.{kind}" for kind in MEASURES),
)  # fmt: skip
NAME, ACT, ACT_FIRST, COUNT = slice(0, 3), slice(3, 19), slice(19, 35), slice(35, 52)

ACT_THRESHOLD = 0.35  # best on held-out documents
FIRST_THRESHOLD = 0.3
FLOOR = 1e-4  # what a probability is taken for at least, so that its odds are finite
SPLIT_REACH = 12  # pieces between two parts of one trigger ("found ... guilty")


@dataclass(frozen=True, slots=True, order=True)
class Tagged:
    """Pieces first:last that bear a tag, "name" or a type of act, with the model's probability."""

    first: int
    last: int
    tag: str
    score: float


def log_odds(probability: float) -> float:
    """The log-odds of a probability, which no model is quite sure of."""
    surely = min(max(probability, FLOOR), 1 - FLOOR)
    return math.log(surely / (1 - surely))


def names(tags: Logits) -> list[Tagged]:
    """Names among the (pieces, TAGS) logits, in order."""
    logits = tags[:, NAME].astype(np.float32)
    chosen = logits.argmax(axis=1)
    sure = 1 - softmax(logits)[:, 0]
    begins = (chosen == 1) | ((chosen == 2) & (np.concatenate([[0], chosen[:-1]]) == 0))
    found = []
    for first in np.flatnonzero(begins).tolist():
        last = first + 1
        while last < len(chosen) and chosen[last] == 2:
            last += 1
        found.append(Tagged(first, last, "name", float(sure[first:last].mean())))
    return found


def triggers(tags: Logits) -> list[Tagged]:
    """Triggers of acts among the (pieces, TAGS) logits, in order; one piece may belong to triggers of several types."""
    return sorted(run for kind in range(len(TYPES)) for run in _runs(tags, kind))


def _runs(tags: Logits, kind: int) -> Iterator[Tagged]:
    """Runs above the threshold; a run without a likely beginning of its own goes on with the one before, if close."""
    within, begins = (sigmoid(tags[:, columns.start + kind].astype(np.float32)) for columns in (ACT, ACT_FIRST))
    on = np.concatenate([[False], within >= ACT_THRESHOLD, [False]])
    current: Tagged | None = None
    for first, last in np.flatnonzero(on[1:] != on[:-1]).reshape(-1, 2).tolist():
        score = float(within[first:last].max())
        goes_on = begins[first:last].max() < FIRST_THRESHOLD
        if current and goes_on and first - current.last <= SPLIT_REACH:
            current = Tagged(current.first, last, TYPES[kind], max(current.score, score))
            continue
        if current:
            yield current
        current = Tagged(first, last, TYPES[kind], score)
    if current:
        yield current


def sigmoid(x: Floats) -> Floats:
    """Logits to probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -60, 60))), dtype=np.float32)


def softmax(x: Floats) -> Floats:
    """Logits to probabilities that sum to one in each row."""
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)
