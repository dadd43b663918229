"""Which measures a number of people has: what `count_cues` finds likely, judged again beside the text's other numbers.

The judgement is a sum of decision trees over the features of `count_features`. `data/count_trees.csv` holds them,
written by `python -m flows.training.count_cues`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from flows.extract import lexicon
from flows.extract.count_cues import count_cues, likelihoods
from flows.extract.count_features import Features, Signals, count_features
from flows.extract.counts import Setting
from flows.extract.numbers import NumberExpression
from flows.extract.tagging import sigmoid

THRESHOLD = 0.35  # probability from which on a number has a measure, by cross-validation
LEAF = "leaf"

Indices = npt.NDArray[np.int64]


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
        tree = np.arange(len(self.value))
        at = np.zeros((len(features), len(tree)), dtype=np.int64)
        row = np.arange(len(features))[:, None]
        for _ in range(self.depth):
            low = features[row, self.feature[tree, at]] <= self.threshold[tree, at]
            at = np.where(low, self.below[tree, at], self.above[tree, at])
        return np.asarray(self.value[tree, at].sum(axis=1))


def likely_measures(setting: Setting, numbers: Sequence[NumberExpression], signals: Signals) -> list[list[str]]:
    """The measures of each number, in the order of MEASURES."""
    likely = likelihoods(count_cues(setting, numbers, signals.chances))
    table = count_features(setting, numbers, signals, likely)
    chances = iter(probabilities(_forest(), [row for found in table for row in found.values()]))
    return [[measure for measure in found if next(chances) >= THRESHOLD] for found in table]


def probabilities(forest: Forest, rows: Sequence[Features]) -> list[float]:
    """How likely each number with these features has the measure that they are features of."""
    table = np.array([[row[name] for name in forest.names] for row in rows]).reshape(-1, len(forest.names))
    chances: list[float] = sigmoid(np.asarray(forest.scores(table), dtype=np.float32)).tolist()
    return chances


@cache
def _forest() -> Forest:
    return plant(list(lexicon.rows("count_trees.csv")))


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
