"""Fixtures for every portal."""

from collections.abc import Callable, Iterator

import pytest

from tests.portals.loopback import Loopback
from tests.portals.releases import curated, first, journal, other, second, small
from tests.portals.stand_in_places import StandInPlace
from tests.portals_live.conftest import make_spot, portal, spot

__all__ = ["curated", "first", "journal", "make_spot", "other", "portal", "second", "small", "spot"]


@pytest.fixture
def make_place(request: pytest.FixtureRequest) -> Iterator[Callable[[], StandInPlace]]:
    """Makes places of the kind that the module calls PLACE."""
    made: list[StandInPlace] = []

    def make() -> StandInPlace:
        made.append(request.module.PLACE.start())
        return made[-1]

    yield make
    for place in made:
        place.stand_in.stop()


@pytest.fixture
def place(make_place: Callable[[], StandInPlace]) -> StandInPlace:
    """Such a place, where nothing is."""
    return make_place()


@pytest.fixture
def stand_in(place: StandInPlace) -> Loopback:
    """What serves it."""
    return place.stand_in
