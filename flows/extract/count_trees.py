"""Which measures a number of people has: what `count_cues` finds likely, judged again beside the text's other numbers.

The judgement is a forest over the features of `count_features`. `data/count_trees.csv` holds it, written by
`python -m flows.training.count_cues`.
"""

from __future__ import annotations

from collections.abc import Sequence

from flows.extract.count_cues import count_cues, likelihoods
from flows.extract.count_features import Signals, count_features
from flows.extract.count_places import places
from flows.extract.counts import Setting
from flows.extract.forests import forest, probabilities
from flows.extract.numbers import NumberExpression

THRESHOLD = 0.35  # probability from which on a number has a measure, by cross-validation


def likely_measures(setting: Setting, numbers: Sequence[NumberExpression], signals: Signals) -> list[list[str]]:
    """The measures of each number, in the order of MEASURES."""
    found = list(places(setting, numbers))
    likely = likelihoods(count_cues(setting, found, signals.chances))
    table = count_features(setting, found, signals, likely)
    chances = iter(probabilities(forest("count_trees.csv"), [row for each in table for row in each.values()]))
    return [[measure for measure in each if next(chances) >= THRESHOLD] for each in table]
