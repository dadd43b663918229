"""At which date a count holds: the likeliest of the dates that may be its own.

The judgement is a forest over the features of `as_of_features`. `data/as_of_trees.csv` holds it, written by
`python -m flows.training.as_of_trees`.
"""

from __future__ import annotations

from collections.abc import Sequence

from flows.extract.as_of_features import Dated, as_of_features
from flows.extract.counts import Setting
from flows.extract.forests import forest, probabilities


def likely_dates(setting: Setting, counts: Sequence[Dated]) -> list[str | None]:
    """The date of each count, None for none."""
    table = [as_of_features(each, setting) for each in counts]
    chances = iter(probabilities(forest("as_of_trees.csv"), [row for each in table for row in each.values()]))
    likely = [{date: next(chances) for date in each} for each in table]
    return [max(each, key=lambda date: each[date]) for each in likely]
