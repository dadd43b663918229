"""Two publications at once, at every change of one of them: one wins, and the other says so."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.portals_live.conftest import Spot
from tests.portals_live.places import Place
from tests.portals_live.rivals import races
from tests.portals_live.test_kill import changes
from tests.portals_live.test_publication import files


@pytest.mark.parametrize("same", [True, False])
def test_one_wins_and_the_other_says_so(
    place: Place, make_spot: Callable[[Place], Spot], first: Path, other: Path, *, same: bool
) -> None:
    rival = first if same else other
    winners: set[str] = set()
    for race in races((make_spot(place) for _ in itertools.count()), rival, changes):
        winner = race.won_by(first)
        assert race.spot.seen() == {"1.0.0": files(first if winner == "this one" else rival)}
        winners.add(winner)
    assert winners == {"this one", "the rival"}
