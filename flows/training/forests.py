"""Forests, grown by LightGBM: one decision tree after the other, each on what the ones before leave unexplained."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from flows.extract.forests import LEAF, Features

TREES = 300
SETTINGS = {  # by cross-validation
    "objective": "binary",
    "learning_rate": 0.04,
    "num_leaves": 15,
    "max_depth": 8,
    "min_data_in_leaf": 15,
    "lambda_l2": 5.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "seed": 13,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}
DIGITS = 4  # of the value of a leaf, and significant ones of a threshold

Node = dict[str, str]


def grow(rows: Sequence[Features], labels: Sequence[bool], weights: Sequence[float]) -> list[Node]:
    """The nodes of the trees that tell which rows are right, as `forests.plant` reads them."""
    import lightgbm  # noqa: PLC0415 - installed only where the engine is trained

    names = sorted(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    data = lightgbm.Dataset(table, np.array(labels, dtype=float), weight=np.array(weights), free_raw_data=False)
    booster = lightgbm.train(SETTINGS, data, num_boost_round=TREES)
    trees = booster.dump_model()["tree_info"]
    return [node for at, tree in enumerate(trees) for node in nodes(at, tree["tree_structure"], names)]


def nodes(tree: int, root: dict[str, Any], names: Sequence[str]) -> Iterator[Node]:
    """The nodes of one tree as LightGBM dumps it, level by level, numbered in this order."""
    queue = [root]
    for number, node in enumerate(queue):
        row = {"tree": str(tree), "node": str(number)}
        if "leaf_value" in node:
            yield row | {"feature": LEAF, "value": f"{node['leaf_value']:.{DIGITS}f}", "below": "", "above": ""}
        else:
            value, below = f"{node['threshold']:.{DIGITS}g}", len(queue)
            queue += [node["left_child"], node["right_child"]]
            leads = {"below": str(below), "above": str(below + 1)}
            yield row | {"feature": names[node["split_feature"]], "value": value} | leads


def write_trees(path: Path, nodes: Sequence[Node]) -> None:
    """Write the table of the trees' nodes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(nodes[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(nodes)
