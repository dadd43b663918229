"""The network and the servers at their worst: nothing is lost, there twice, or half visible."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from flows.errors import CallFault, DataFault
from flows.portals import bucket, http
from flows.portals.tokens import variable
from tests.portals_live import ceph, ckan
from tests.portals_live.breaks import BREAKS, MANY, break_all, enlarged, in_turn
from tests.portals_live.conftest import Spot
from tests.portals_live.places import Place, Site, Store
from tests.portals_live.processes import PATIENCE
from tests.portals_live.proxy import (
    Exchange,
    Request,
    cuts_answer,
    hangs,
    passes,
    says,
    turns_a_bit,
)
from tests.portals_live.proxy import Fault as Break
from tests.portals_live.test_publication import files

ROOT = Path(__file__).parents[2]
SHORT, LONG = 3.0, 4.0  # seconds of patience, and of a server that says nothing


def writes(request: Request) -> bool:
    """Whether a request changes anything."""
    return request.method != "GET"


def reads(request: Request) -> bool:
    """Whether a request reads a file back."""
    return request.method == "GET" and "counts.parquet" in request.path


def publish_at_last(spot: Spot, release: Path) -> None:
    """Publishes as often as it takes; meanwhile people see nothing, or the whole."""
    while True:
        try:
            spot.publish(release)
        except DataFault:
            assert spot.seen() in ({}, {"1.0.0": files(release)})
        else:
            return


@pytest.mark.parametrize("when", BREAKS)
def test_every_change_is_broken_in_every_way(
    spot: Spot, first: Path, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_all(spot.proxy, writes, BREAKS[when], monkeypatch)
    assert spot.publish(first).new
    assert len(spot.proxy.faults) < MANY - len(files(first)) * len(BREAKS[when])
    assert spot.seen() == {"1.0.0": files(first)}


def test_time_outs_before_and_after_the_server_did_it(spot: Spot, first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "TIMEOUT", httpx.Timeout(SHORT))
    monkeypatch.setattr(bucket, "TIMEOUTS", {"timeout": timedelta(seconds=SHORT)})
    spot.proxy.once(writes, in_turn([hangs(LONG, after=False), hangs(LONG, after=True)]), times=6)
    publish_at_last(spot, first)
    assert spot.seen() == {"1.0.0": files(first)}


def test_a_file_that_comes_back_in_half_is_asked_for_again(spot: Spot, first: Path) -> None:
    spot.proxy.once(reads, cuts_answer)
    publish_at_last(spot, first)
    assert spot.seen() == {"1.0.0": files(first)}


@pytest.mark.parametrize("broken", [turns_a_bit, says("200 OK", b"<html>Log in</html>", Content_Type="text/html")])
def test_a_file_that_comes_back_wrong_is_not_shown(spot: Spot, first: Path, broken: Break) -> None:
    spot.publish_but_show(first)
    spot.proxy.once(reads, broken, times=20)
    with pytest.raises(DataFault, match=r"counts\.parquet: the file does not read back"):
        spot.publish(first)
    assert spot.seen() == {}
    spot.proxy.faults.clear()
    assert spot.publish(first).new
    assert spot.seen() == {"1.0.0": files(first)}


def test_a_file_that_is_larger_than_the_server_takes(spot: Spot, first: Path, tmp_path: Path) -> None:
    with pytest.raises(CallFault, match=r"(?i)large"):
        spot.publish(enlarged(first, tmp_path / "large" / "1.0.0", 1_200_000))
    assert spot.seen() == {}


def test_a_store_that_is_full(
    full_store: Store, gateway: ceph.Gateway, make_spot: Callable[[Place], Spot], first: Path
) -> None:
    spot = make_spot(full_store)
    with pytest.raises(CallFault, match="it is full"):
        spot.publish(first)
    assert spot.seen() == {}
    gateway.make_room()
    assert spot.publish(first).new
    assert spot.seen() == {"1.0.0": files(first)}


def test_a_site_whose_disk_is_full(
    site: Site, running_ckan: ckan.Site, make_spot: Callable[[Place], Spot], first: Path, tmp_path: Path
) -> None:
    """The operating system lets no file of the server grow beyond a size."""
    spot, large = make_spot(site), enlarged(first, tmp_path / "large" / "1.0.0", 480_000)
    limit = resource.prlimit(running_ckan.process, resource.RLIMIT_FSIZE)
    resource.prlimit(running_ckan.process, resource.RLIMIT_FSIZE, (400_000, limit[1]))
    try:
        with pytest.raises(DataFault, match="Run it again later"):
            spot.publish(large)
        assert spot.seen() == {}
    finally:
        resource.prlimit(running_ckan.process, resource.RLIMIT_FSIZE, limit)
    assert spot.publish(large).new
    assert spot.seen() == {"1.0.0": files(large)}


def test_an_expired_token(spot: Spot, first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable("live"), "EXPIRED:expired-token-of-the-tests")
    with pytest.raises(CallFault) as caught:
        spot.publish(first)
    assert "expired-token-of-the-tests" not in str(caught.value)
    assert "token" in str(caught.value) or "key" in str(caught.value)
    assert spot.seen() == {}


def test_a_token_without_rights(spot: Spot, first: Path, second: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spot.publish(first)
    monkeypatch.setenv(variable("live"), spot.place.stranger)
    with pytest.raises(CallFault) as caught:
        spot.publish(second)
    assert spot.place.stranger not in str(caught.value)
    assert spot.seen() == {"1.0.0": files(first)}


def test_a_page_in_place_of_data(spot: Spot, first: Path) -> None:
    page = says("200 OK", b"<html>Welcome</html>", Content_Type="text/html")
    spot.proxy.once(lambda _: True, page, times=20)
    with pytest.raises(DataFault, match=r"not JSON|not what Habeas wrote"):
        spot.publish(first)
    assert spot.seen() == {}


def test_a_dataset_that_somebody_edits_meanwhile(
    site: Site, running_ckan: ckan.Site, make_spot: Callable[[Place], Spot], first: Path, second: Path
) -> None:
    spot = make_spot(site)
    spot.publish(first)

    def edits(exchange: Exchange) -> None:
        ckan.act(site.url, running_ckan.admin, "package_patch", id=spot.name, maintainer="Somebody else")
        passes(exchange)

    spot.proxy.once(lambda request: "revise" in request.path and b"habeas_releases" in request.body, edits)
    with pytest.raises(DataFault, match="somebody edited the dataset meanwhile"):
        spot.publish(second)
    shown = site.dataset(spot.name)
    assert shown
    assert (shown["maintainer"], shown["version"]) == ("Somebody else", "1.0.0")
    assert spot.publish(second).new
    assert spot.seen() == {"1.0.0": files(first), "1.1.0": files(second)}


@pytest.mark.parametrize("private", [False, True])
def test_a_slug_that_somebody_else_has(
    site: Site, running_ckan: ckan.Site, make_spot: Callable[[Place], Spot], first: Path, *, private: bool
) -> None:
    spot = make_spot(site)
    ckan.act(
        site.url,
        running_ckan.admin,
        "package_create",
        name=spot.name,
        owner_org="others",
        title="Theirs",
        private=private,
    )
    with pytest.raises(CallFault, match="slug"):
        spot.publish(first)
    theirs = ckan.act(site.url, running_ckan.admin, "package_show", id=spot.name)
    assert (theirs["title"], theirs["resources"]) == ("Theirs", [])


def test_what_other_people_noted_of_a_dataset_stays(
    site: Site, running_ckan: ckan.Site, make_spot: Callable[[Place], Spot], first: Path, second: Path
) -> None:
    spot = make_spot(site)
    spot.publish(first)
    extras = [{"key": "reviewed", "value": "yes"}]
    ckan.act(site.url, running_ckan.admin, "package_revise", match={"name": spot.name}, update__extras__extend=extras)
    spot.publish(second)
    shown = site.dataset(spot.name)
    assert shown
    assert extras[0] in shown["extras"]
    assert spot.seen() == {"1.0.0": files(first), "1.1.0": files(second)}


@pytest.mark.parametrize("shift", ["-2h", "+2h"])
def test_a_clock_that_is_wrong(spot: Spot, first: Path, shift: str) -> None:
    """S3 takes no signature of another time; CKAN asks for none."""
    done = published_at_another_time(spot, first, shift)
    if isinstance(spot.place, Store):
        assert "set the clock of this machine" in done.stderr
        assert spot.seen() == {}
    else:
        assert spot.seen() == {"1.0.0": files(first)}


def published_at_another_time(spot: Spot, release: Path, shift: str) -> subprocess.CompletedProcess[str]:
    """A publication by a process whose clock is wrong."""
    call = f"publish_in(Path({str(spot.data)!r}), Path({str(release)!r}), {spot.place.token!r})"
    script = f"from pathlib import Path\nfrom tests.portals_live.test_kill import publish_in\n{call}"
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    env = {**os.environ, "LD_PRELOAD": str(library), "FAKETIME": shift, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE)


def test_a_token_that_was_revoked(
    site: Site,
    running_ckan: ckan.Site,
    make_spot: Callable[[Place], Spot],
    first: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spot = make_spot(site)
    token = str(ckan.act(site.url, running_ckan.admin, "api_token_create", user="editor", name="revoked")["token"])
    ckan.act(site.url, running_ckan.admin, "api_token_revoke", token=token)
    monkeypatch.setenv(variable("live"), token)
    with pytest.raises(CallFault, match="token") as caught:
        spot.publish(first)
    assert token not in str(caught.value)
    assert spot.seen() == {}
