"""Trees that tell counts."""

from flows.extract.forests import plant, probabilities

NODES = [
    {"tree": "0", "node": "0", "feature": "value", "value": "2.5", "below": "1", "above": "2"},
    {"tree": "0", "node": "1", "feature": "leaf", "value": "-2", "below": "", "above": ""},
    {"tree": "0", "node": "2", "feature": "leaf", "value": "2", "below": "", "above": ""},
    {"tree": "1", "node": "0", "feature": "leaf", "value": "2", "below": "", "above": ""},
]


def test_trees_add_up() -> None:
    low, high = probabilities(plant(NODES), [{"value": 2.5}, {"value": 2.6}])
    assert low == 0.5
    assert high > 0.95


def test_no_rows_have_no_probabilities() -> None:
    assert probabilities(plant(NODES), []) == []
