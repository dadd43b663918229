"""People of acts, seen once more."""

from dataclasses import replace

import numpy as np

from flows.extract.patient_trees import believed
from flows.extract.tagging import ACT, ACT_FIRST, TAGS, TYPES
from tests.extract.test_patient_features import ARREST, SCENE, told


def test_likely_people_are_kept_and_unlikely_ones_left_out() -> None:
    scene = told([[(0, 0.99), (1, 0.06)], [], []])
    tags = np.full((3, len(TAGS)), -9.0, dtype=np.float32)
    tags[ARREST, [columns.start + TYPES.index("arrest") for columns in (ACT, ACT_FIRST)]] = 6.0
    assert believed(replace(scene, tags=tags), [(0, 1), (), ()]) == [(0,), (), ()]


def test_an_act_on_nobody_named_stays_so() -> None:
    assert believed(SCENE, [(), (), ()]) == [(), (), ()]
