"""Kill -9 at every change that a publication makes: before the server got it, and after it was done."""

import itertools
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.portals.connect import journal, open_portal
from flows.portals.publication import publish
from flows.portals.tokens import variable
from tests.portals_live.conftest import Spot
from tests.portals_live.places import Place
from tests.portals_live.proxy import Request, kills
from tests.portals_live.test_publication import files

# A fresh process for each publication, forked from one that has loaded all it needs and has no threads.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["flows.portals.hugging_face", "tests.portals_live.test_kill"])

LATE = 7


def publish_in(data: Path, release: Path, token: str) -> None:
    """One publication, in a process of its own; it ends with 0 where it let people see the release itself."""
    os.environ[variable("live")] = token
    with open_portal("live", data) as portal:
        sys.exit(0 if publish(release, portal, journal("live", data)).new else LATE)


Due = Callable[[Request], bool]


def changes(request: Request) -> bool:
    """Whether a request changes anything."""
    return request.method != "GET"


def reads(request: Request) -> bool:
    """Whether a request reads only."""
    return request.method == "GET"


def killed_everywhere(spots: Iterator[Spot], release: Path, due: Due, *, after: bool) -> int:
    """Kills a publication at its first request that `due` holds for, another at its second, and so on; how many died.

    After each, people see nothing or the whole; and the next call, in this process, brings it to its end.
    """
    whole = {"1.0.0": files(release)}
    for at, spot in enumerate(spots):
        publisher = PROCESSES.Process(target=publish_in, args=(spot.data, release, spot.place.token))
        turn = itertools.count(-at)
        spot.proxy.once(lambda request, turn=turn: due(request) and next(turn) == 0, kills(publisher, after=after))  # type: ignore[misc]
        publisher.start()
        publisher.join()
        spot.proxy.faults.clear()
        assert publisher.exitcode in {0, -signal.SIGKILL}
        assert spot.seen() in ({}, whole)
        if publisher.exitcode == 0:
            return at
        spot.publish(release)
        assert spot.seen() == whole
    raise AssertionError("there is no end of requests")


# Before a change the server is as it was after the one before, which is enough for the slower of the two.
@pytest.mark.parametrize(("place", "after"), [("store", False), ("store", True), ("site", True)], indirect=["place"])
def test_a_publication_that_is_killed_at_any_change_goes_on(
    place: Place, make_spot: Callable[[Place], Spot], first: Path, *, after: bool
) -> None:
    spots = (make_spot(place) for _ in itertools.count())
    assert killed_everywhere(spots, first, changes, after=after) > len(list(first.iterdir()))


def test_a_publication_that_is_killed_while_it_reads_goes_on(
    store: Place, make_spot: Callable[[Place], Spot], first: Path
) -> None:
    spots = (make_spot(store) for _ in itertools.count())
    assert killed_everywhere(spots, first, reads, after=False) > len(list(first.iterdir()))
