"""Forests: sums of decision trees, read from tables that `flows.training` writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from flows.extract import lexicon
from flows.extract.tagging import sigmoid

LEAF = "leaf"
AT_ONCE = 1_024  # rows scored at once, to keep memory flat

Indices = npt.NDArray[np.int64]
Features = dict[str, float]


@dataclass(frozen=True)
class Forest:
    """Trees as arrays (trees, nodes); the first node of each is its root.

    A node asks whether `feature`, an index into `names`, is at most `threshold`, and leads to `below` or `above`; a
    leaf leads to itself.
    """

    names: tuple[str, ...]
    feature: Indices
    threshold: npt.NDArray[np.float64]
    below: Indices
    above: Indices
    value: npt.NDArray[np.float64]
    depth: int

    def scores(self, features: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """(rows,) log odds of (rows, names)."""
        trees, nodes = self.value.shape
        root = np.arange(trees) * nodes  # nodes are numbered on from tree to tree here, which is quicker
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        below, above = ((child + root[:, None]).ravel() for child in (self.below, self.above))
        at = np.tile(root, (len(features), 1))
        row = np.arange(len(features))[:, None]
        for _ in range(self.depth):
            low = features[row, feature[at]] <= threshold[at]
            at = np.where(low, below[at], above[at])
        return np.asarray(self.value.ravel()[at].sum(axis=1))


def probabilities(forest: Forest, rows: Sequence[Features]) -> list[float]:
    """How likely each row of features is what the forest was grown to tell."""
    table = np.array([[row[name] for name in forest.names] for row in rows]).reshape(-1, len(forest.names))
    scores = [forest.scores(table[at : at + AT_ONCE]) for at in range(0, len(table), AT_ONCE)]
    chances: list[float] = sigmoid(np.concatenate([*scores, []]).astype(np.float32)).tolist()
    return chances


@cache
def forest(table: str) -> Forest:
    """The forest of a table beside the rules."""
    return plant(list(lexicon.rows(table)))


def plant(nodes: Sequence[Mapping[str, str]]) -> Forest:
    """The forest of a table: a node a row, by tree, the nodes of a tree numbered from 0."""
    shape = max(int(row["tree"]) for row in nodes) + 1, max(int(row["node"]) for row in nodes) + 1
    names = sorted({row["feature"] for row in nodes} - {LEAF})
    feature, below, above = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    threshold, value = np.zeros(shape), np.zeros(shape)
    depth = np.zeros(shape, dtype=np.int64)
    for row in nodes:
        at = int(row["tree"]), int(row["node"])
        below[at] = above[at] = at[1]
        if row["feature"] == LEAF:
            value[at] = float(row["value"])
            continue
        feature[at], threshold[at] = names.index(row["feature"]), float(row["value"])
        below[at], above[at] = int(row["below"]), int(row["above"])
        depth[at[0], [below[at], above[at]]] = depth[at] + 1
    return Forest(tuple(names), feature, threshold, below, above, value, int(depth.max()))
