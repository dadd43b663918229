"""What holds for the portals that were never run for real: tests that the module of each of them runs.

Exchanges are compared with those that were written down; a stand-in behind a proxy that breaks things does the rest.
"""

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import httpx
import httpx2
import pytest

from flows.errors import CallFault, DataFault
from flows.portals import http, hub
from flows.portals.connect import journal, open_portal
from flows.portals.publication import publish
from flows.portals.tokens import variable
from tests.portals.releases import renamed
from tests.portals.replay import RELEASES, Replay, recorded
from tests.portals.stand_in_places import StandInPlace
from tests.portals_live.breaks import BREAKS, MANY, break_all, in_turn
from tests.portals_live.conftest import Spot
from tests.portals_live.places import Place
from tests.portals_live.proxy import Request, hangs, says, turns_a_bit
from tests.portals_live.rivals import races
from tests.portals_live.test_kill import changes, killed_everywhere
from tests.portals_live.test_publication import files

FIRST, SECOND = RELEASES / "1.0.0", RELEASES / "1.1.0"
WHOLE = {"1.0.0": files(FIRST)}

MANY_READS = 100
SHORT = 0.3  # seconds of patience

Make = Callable[[], Spot]


class StandInRules:
    """The module of the class that inherits these says what its PLACE is."""

    @pytest.fixture
    def make(self, make_place: Callable[[], Place], make_spot: Callable[[Place], Spot]) -> Make:
        """Makes a portal where nothing is."""
        return lambda: make_spot(make_place())

    @pytest.fixture
    def spot(self, make: Make) -> Spot:
        """A portal where nothing is."""
        return make()

    @pytest.mark.parametrize(("name", "release"), [("first", FIRST), ("again", FIRST), ("second", SECOND)])
    def test_the_exchanges_are_those_that_were_written_down(
        self, place: StandInPlace, name: str, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        replay = Replay(recorded(f"{place.recorded}/{name}"), place.bearer)
        (tmp_path / "portals.toml").write_text(place.declare(replay.url, "held"), encoding="utf-8")
        monkeypatch.setenv(variable("live"), place.token)
        try:
            with open_portal("live", tmp_path) as portal:
                publication = publish(release, portal, journal("live", tmp_path))
        finally:
            replay.stop()
            assert replay.surprises == []
        assert replay.rest == []
        assert publication.new == (name != "again")

    def test_the_second_release_follows_the_first(self, spot: Spot) -> None:
        assert spot.publish(FIRST).new
        assert spot.publish(SECOND).new
        assert spot.seen() == WHOLE | {"1.1.0": files(SECOND)}
        with open_portal("live", spot.data) as portal:
            assert [(each.version, each.latest) for each in portal.published()] == [("1.0.0", False), ("1.1.0", True)]

    def test_a_second_call_sends_nothing(self, spot: Spot) -> None:
        spot.publish(FIRST)
        spot.proxy.requests.clear()
        assert not spot.publish(FIRST).new
        assert {request.method for request in spot.proxy.requests} == {"GET"}

    def test_a_publication_that_is_killed_at_any_change_goes_on(self, make: Make) -> None:
        spots = (make() for _ in itertools.count())
        assert killed_everywhere(spots, FIRST, lasts, after=True) > len(WHOLE["1.0.0"])

    @pytest.mark.parametrize("when", BREAKS)
    def test_every_change_is_broken_in_every_way(self, spot: Spot, when: str, monkeypatch: pytest.MonkeyPatch) -> None:
        break_all(spot.proxy, lasts, BREAKS[when], monkeypatch)
        assert spot.publish(FIRST).new
        assert len(spot.proxy.faults) < MANY - len(WHOLE["1.0.0"]) * len(BREAKS[when])
        assert spot.seen() == WHOLE

    @pytest.mark.parametrize("after", [False, True])
    def test_time_outs(self, spot: Spot, monkeypatch: pytest.MonkeyPatch, *, after: bool) -> None:
        monkeypatch.setattr(http, "TIMEOUT", httpx.Timeout(SHORT))
        monkeypatch.setattr(hub, "TIMEOUT", httpx2.Timeout(SHORT))
        spot.proxy.once(lasts, in_turn([hangs(2 * SHORT, after=after)]), times=6)
        assert spot.publish(FIRST).new
        assert spot.seen() == WHOLE

    @pytest.mark.parametrize("status", ["413 Content Too Large", "507 Insufficient Storage"])
    def test_a_portal_that_is_full(self, spot: Spot, status: str) -> None:
        spot.proxy.once(_uploads, says(status, b'{"error": "there is no room"}'))
        with pytest.raises(CallFault, match="there is no room"):
            spot.publish(FIRST)
        assert spot.seen() == {}
        assert spot.publish(FIRST).new
        assert spot.seen() == WHOLE

    @pytest.mark.parametrize("same", [True, False])
    def test_of_two_at_once_one_wins_and_nothing_is_mixed(self, make: Make, tmp_path: Path, *, same: bool) -> None:
        other = FIRST if same else renamed(SECOND, tmp_path / "other")
        for race in races((make() for _ in itertools.count()), other, lasts, step=3):
            shown = WHOLE if race.won_by(FIRST) == "this one" else {"1.0.0": files(other)}
            assert race.spot.seen() == shown

    def test_the_time_to_wait_is_the_portals(self, spot: Spot, monkeypatch: pytest.MonkeyPatch) -> None:
        waits: list[float] = []
        monkeypatch.setattr("tenacity.nap.time.sleep", waits.append)
        spot.proxy.once(changes, says("429 Too Many Requests", Retry_After="7"), times=2)
        assert spot.publish(FIRST).new
        assert [wait for wait in waits if wait >= 7] == waits
        assert len(waits) == 2

    @pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden"])
    def test_a_token_that_may_not(self, spot: Spot, status: str) -> None:
        spot.proxy.once(changes, says(status, f'{{"message": "not with {spot.place.token}"}}'.encode()))
        with pytest.raises(CallFault, match="Give a token") as caught:
            spot.publish(FIRST)
        assert spot.place.token not in f"{caught.value} {caught.value!r}"
        assert sum(changes(request) for request in spot.proxy.requests) == 1
        assert spot.seen() == {}

    def test_no_token(self, spot: Spot, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(variable("live"))
        with pytest.raises(CallFault, match="Give a token"):
            spot.publish(FIRST)

    def test_a_page_where_data_was_expected(self, spot: Spot) -> None:
        spot.proxy.once(lambda _: True, says("200 OK", b"<html>Log in</html>", Content_Type="text/html"), times=20)
        with pytest.raises(DataFault, match="text/html, not JSON"):
            spot.publish(FIRST)

    def test_the_data_of_something_else(self, spot: Spot) -> None:
        spot.proxy.once(lambda _: True, says("200 OK", b"[]"), times=20)
        with pytest.raises(DataFault, match=r"what it answers is not|what answers is no"):
            spot.publish(FIRST)

    def test_a_file_that_does_not_read_back_is_not_shown(self, spot: Spot) -> None:
        spot.proxy.once(_reads_a_file, turns_a_bit, times=MANY_READS)
        with pytest.raises(DataFault, match="does not read back as it was released"):
            spot.publish(FIRST)
        assert spot.seen() == {}
        spot.proxy.faults.clear()
        assert spot.publish(FIRST).new
        assert spot.seen() == WHOLE

    def test_a_portal_that_is_away(self, spot: Spot, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(http, "ATTEMPTS", 2)
        spot.proxy.stop()
        with pytest.raises(DataFault, match="the connection failed"):
            spot.publish(FIRST)

    def test_a_plan_changes_nothing(self, spot: Spot) -> None:
        with open_portal("live", spot.data) as portal:
            assert portal.published() == []
            assert portal.find("1.0.0") is None
        assert {request.method for request in spot.proxy.requests} == {"GET"}

    def test_there_is_nothing_to_withdraw(self, spot: Spot) -> None:
        with open_portal("live", spot.data) as portal, pytest.raises(CallFault, match="no such release"):
            portal.withdraw("1.0.0")


def lasts(request: Request) -> bool:
    """Whether a request leaves anything on the portal; Hugging Face's library also asks questions by POST."""
    return changes(request) and not re.search("/preupload/|/validate-yaml|/paths-info/|/objects/batch", request.path)


def _uploads(request: Request) -> bool:
    return bool(re.search("/commit/staged-|/add[?]", request.path))


def _reads_a_file(request: Request) -> bool:
    return request.method == "GET" and bool(re.search("/resolve/|/access/datafile/", request.path))
