"""Weights of cues."""

from flows.training.cues import weigh


def test_a_cue_of_one_class_weighs_for_it() -> None:
    examples = [(frozenset({"title before"}), 0, 1.0)] * 9 + [(frozenset({"in before"}), 1, 1.0)] * 9
    weights = weigh(examples, 2, 1.0)
    assert weights["title before"][0] > 0 > weights["in before"][0]
    assert abs(weights["bias"][0]) < 0.01


def test_a_stronger_prior_pulls_towards_zero() -> None:
    examples = [(frozenset({"title before"}), 0, 1.0)] * 9 + [(frozenset(), 1, 1.0)] * 9
    assert weigh(examples, 2, 5.0)["title before"][0] < weigh(examples, 2, 0.5)["title before"][0]
