"""The Hub of Hugging Face as a portal, against exchanges after its documentation and a stand-in."""

from pathlib import Path

import pytest

from flows.errors import CallFault, DataFault
from flows.portals.portal import Portal
from tests.portals.hub_stand_in import ATTRIBUTES, HubStandIn
from tests.portals.portal_rules import PortalRules
from tests.portals.stand_in_places import HubPlace
from tests.portals.stand_in_rules import FIRST, SECOND, WHOLE, StandInRules
from tests.portals_live.conftest import Spot
from tests.portals_live.proxy import Exchange, Request, passes, says

PLACE = HubPlace


@pytest.fixture
def first() -> Path:
    """The release 1.0.0, which is small."""
    return FIRST


@pytest.fixture
def second() -> Path:
    """The release 1.1.0, as small."""
    return SECOND


class TestHub(PortalRules):
    """The rules of every portal."""


class TestHubWithFaults(StandInRules):
    """The rules of portals that were never run for real."""


def test_nobody_sees_the_repository_before_its_first_release(spot: Spot, stand_in: HubStandIn) -> None:
    spot.publish_but_show(FIRST)
    assert stand_in.private
    spot.publish(FIRST)
    assert stand_in.private is False


def test_a_release_comes_to_main_by_one_commit(spot: Spot, stand_in: HubStandIn) -> None:
    spot.publish(FIRST)
    spot.proxy.requests.clear()
    spot.publish(SECOND)
    assert sum(request.path.endswith("/commit/main") for request in spot.proxy.requests) == 1
    assert set(stand_in.branches) == {"main"}


def test_what_other_people_added_stays(spot: Spot, stand_in: HubStandIn) -> None:
    spot.publish(FIRST)
    stand_in.commit("main", {**stand_in.shown(), "NOTES.md": b"# Ours"})
    spot.publish(SECOND)
    assert stand_in.shown()["NOTES.md"] == b"# Ours"
    assert "NOTES.md" not in stand_in.commits[stand_in.tags["v1.1.0"]]


def test_a_table_that_is_gone_goes_from_main(spot: Spot, stand_in: HubStandIn) -> None:
    spot.publish(FIRST)
    for refs, name in ((stand_in.branches, "main"), (stand_in.tags, "v1.0.0")):
        refs[name] = stand_in.commit("aside", {**stand_in.commits[refs[name]], "old.parquet": b"PAR1 old"})
    del stand_in.branches["aside"]
    spot.publish(SECOND)
    assert "old.parquet" not in stand_in.shown()


def test_somebody_commits_to_main_meanwhile(spot: Spot, stand_in: HubStandIn) -> None:
    spot.publish(FIRST)
    shown = stand_in.shown()

    def edits(exchange: Exchange) -> None:
        stand_in.commit("main", {**shown, "README.md": b"# Ours"})
        passes(exchange)

    spot.proxy.once(lambda request: request.path.endswith("/commit/main"), edits)
    with pytest.raises(DataFault, match="somebody edited the repository meanwhile"):
        spot.publish(SECOND)
    assert stand_in.shown() == {**shown, "README.md": b"# Ours"}
    assert spot.publish(SECOND).new


def test_somebody_commits_where_the_release_is_staged(spot: Spot, stand_in: HubStandIn) -> None:
    def edits(exchange: Exchange) -> None:
        branch = next(each for each in stand_in.branches if each != "main")
        stand_in.commit(branch, {".gitattributes": ATTRIBUTES, "CITATION.cff": b"ours"})
        passes(exchange)

    spot.proxy.once(lambda request: "/commit/staged-" in request.path, edits)
    with pytest.raises(DataFault, match="meanwhile"):
        spot.publish(FIRST)
    assert spot.seen() == {}
    assert spot.publish(FIRST).new
    assert spot.seen() == WHOLE


def test_a_repository_with_something_else_is_left_alone(spot: Spot, stand_in: HubStandIn) -> None:
    stand_in.private = False
    stand_in.commit("main", {".gitattributes": ATTRIBUTES, "train.csv": b"a,b"})
    with pytest.raises(CallFault, match="holds another dataset"):
        spot.publish(FIRST)
    assert set(stand_in.shown()) == {".gitattributes", "train.csv"}


def test_a_repository_that_the_token_may_not_see(spot: Spot) -> None:
    spot.proxy.once(lambda request: request.path.endswith("/create"), says("409 Conflict", b"{}"))
    spot.proxy.once(lambda request: request.path.endswith("/refs"), says("404 Not Found", b"{}"), times=9)
    with pytest.raises(CallFault, match="may not see the repository"):
        spot.publish(FIRST)


def test_a_release_that_was_begun_blocks_another_of_its_version(
    spot: Spot, portal: Portal, stand_in: HubStandIn
) -> None:
    stand_in.private = True
    stand_in.commit("main", {".gitattributes": ATTRIBUTES})
    stand_in.branches["staged-1.0.0-0123456789abcdef"] = stand_in.branches["main"]
    with pytest.raises(CallFault, match="another release was begun"):
        spot.publish(FIRST)
    portal.withdraw("1.0.0")
    assert spot.publish(FIRST).new


def test_the_last_release_is_withdrawn(spot: Spot, portal: Portal, stand_in: HubStandIn) -> None:
    spot.publish(FIRST)
    stand_in.commit("main", {**stand_in.shown(), "LICENSE": b"CC BY"})
    assert "history" in portal.withdraw("1.0.0")
    assert set(stand_in.shown()) == {".gitattributes", "LICENSE"}
    assert stand_in.tags == {}


def test_large_files_go_elsewhere_without_the_token(spot: Spot, stand_in: HubStandIn) -> None:
    """The stand-in's store asserts that no token comes along."""
    spot.publish(FIRST)
    assert list(stand_in.store.values()) == [(FIRST / "counts.parquet").read_bytes()]
    puts: list[Request] = [request for request in spot.proxy.requests if request.path.startswith("/store/")]
    assert b"authorization" not in puts[0].head.lower()
