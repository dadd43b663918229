"""The trees of counts as a table."""

from flows.extract.forests import plant, probabilities
from flows.training.forests import nodes

TREE = {
    "split_feature": 1,
    "threshold": 2.5,
    "left_child": {"leaf_value": -3.0},
    "right_child": {
        "split_feature": 0,
        "threshold": 0.5,
        "left_child": {"leaf_value": 0.0},
        "right_child": {"leaf_value": 3.0},
    },
}


def test_a_tree_is_a_table_that_decides_as_it_does() -> None:
    table = list(nodes(0, TREE, ["patient", "value"]))
    assert [row["feature"] for row in table] == ["value", "leaf", "patient", "leaf", "leaf"]
    low, middle, high = probabilities(
        plant(table),
        [{"patient": 1, "value": 2.5}, {"patient": 0, "value": 3}, {"patient": 1, "value": 3}],
    )
    assert low < middle == 0.5 < high
