"""The published scores are those that the engine has."""

from pathlib import Path

import pytest

from flows.extract.scores import Scores, measure, published

MACHINES = 0.0015  # what rounding and another processor may change


@pytest.fixture(scope="module")
def measured() -> Scores:
    return measure(Path(__file__).parents[1] / "gold")


@pytest.mark.parametrize("name", list(published()))
def test_the_published_scores_are_those_of_the_engine(measured: Scores, name: str) -> None:
    assert published()[name] == pytest.approx(measured[name], abs=MACHINES), "`make scores` writes them anew"
