"""Counts of the gold with the dates that may be theirs."""

from datetime import date

import numpy as np

from flows.extract.cast import Cast
from flows.extract.count_features import Signals
from flows.extract.count_places import places
from flows.extract.counts import Setting
from flows.extract.dates import date_expressions
from flows.extract.sentences import Sentences
from flows.extract.tagging import MEASURES, TAGS
from flows.training import gold
from flows.training.as_of_trees import dated_counts
from flows.training.count_readings import Reading

TEXT = "Police arrested 40 students in March 2030. In May 2029 they had arrested 12."
PUBLISHED = date(2031, 5, 21)


def reading(*counts: gold.Count) -> Reading:
    setting = Setting(TEXT, Sentences(TEXT), date_expressions(TEXT, PUBLISHED), (), Cast(()), PUBLISHED)
    numbers = list(places(setting, setting.people_numbers))
    tags = np.zeros((len(numbers), len(TAGS)), dtype=np.float32)
    heard = Signals(np.zeros((len(numbers), len(MEASURES)), dtype=np.float32), tags, tags, tags, tags, tags, tags)
    document = gold.Document("a", TEXT, PUBLISHED.isoformat(), (), (), (), (), (), (), counts)
    return Reading(document, setting, numbers, heard, [{} for _ in numbers], [[(0, 0.9), (None, 0.1)] for _ in numbers])


def test_a_count_has_its_date_among_those_that_may_be_its_own() -> None:
    (found,) = dated_counts(reading(gold.Count(("arrest", 40, None, "exact"), "2030-03")), 1)
    assert found.date == found.guess == "2030-03"
    assert found.features["2030-03"]["guess"] == 1
    assert None in found.features


def test_a_count_told_with_two_dates_teaches_nothing() -> None:
    key = ("arrest", 40, None, "exact")
    assert not list(dated_counts(reading(gold.Count(key, "2030-03"), gold.Count(key, "2029-05")), 1))
