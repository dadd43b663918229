"""Publications to InvenioRDM."""

import itertools
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from flows.errors import CallFault, DataFault, Fault
from flows.portals import http, invenio
from flows.portals.connect import open_portal
from flows.portals.edition import read_edition
from flows.portals.publication import Outcome
from flows.portals.tokens import variable
from flows.release.checksums import checksum_faults
from tests.portals.releases import DESCRIPTORS, renamed, trimmed, with_day
from tests.portals_invenio.conftest import Spot
from tests.portals_invenio.server import MAX_SIZE
from tests.portals_live.breaks import BREAKS, MANY, enlarged, in_turn
from tests.portals_live.proxy import passes


@pytest.fixture
def first(curated: Path, tmp_path: Path) -> Path:
    """The release 1.0.0, trimmed, with a day of publication."""
    (tmp_path / "trimmed").mkdir()
    return with_day(trimmed(curated / "1.0.0", tmp_path / "trimmed", *DESCRIPTORS), tmp_path / "first" / "1.0.0")


@pytest.fixture
def second(curated: Path, tmp_path: Path) -> Path:
    """The release 1.1.0, trimmed, with a day of publication."""
    (tmp_path / "trimmed-second").mkdir()
    return with_day(
        trimmed(curated / "1.1.0", tmp_path / "trimmed-second", *DESCRIPTORS), tmp_path / "second" / "1.1.0"
    )


def records(spot: Spot) -> list[tuple[str, str, str]]:
    """Of each published version: its number, its id, and the concept that it is of."""
    with open_portal("live", spot.data) as portal:
        ids = [(each.version, each.link.rpartition("/")[2]) for each in portal.published()]
    return [(version, key, _api(spot, key)["parent"]["id"]) for version, key in ids]


def downloaded(spot: Spot, key: str, folder: Path) -> Path:
    """The files of a record, as people without a token get them."""
    folder.mkdir()
    for entry in _api(spot, f"{key}/files")["entries"]:
        content = httpx.get(f"{spot.repository.url}/api/records/{key}/files/{entry['key']}/content")
        (folder / entry["key"]).write_bytes(content.raise_for_status().content)
    return folder


def _api(spot: Spot, path: str) -> dict[str, Any]:
    said: dict[str, Any] = httpx.get(f"{spot.repository.url}/api/records/{path}").raise_for_status().json()
    return said


def test_releases_are_versions_of_one_record_with_a_doi_in_their_files(
    spot: Spot, first: Path, second: Path, tmp_path: Path
) -> None:
    assert spot.publish(first).new
    assert not spot.publish(first).new
    assert spot.publish(second).new
    (old, key, concept), (new, _, same_concept) = records(spot)
    assert (old, new, concept) == ("1.0.0", "1.1.0", same_concept)
    folder = downloaded(spot, key, tmp_path / "there")
    assert list(checksum_faults(folder)) == []
    doi = _api(spot, key)["pids"]["doi"]["identifier"]
    assert yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))["doi"] == doi
    assert (folder / "counts.parquet").read_bytes() == (first / "counts.parquet").read_bytes()


def test_a_large_file_goes_in_parts(spot: Spot, first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invenio, "PART", 4096)
    spot.publish(first)
    assert any(request.path.endswith("/content/2") for request in spot.proxy.requests)
    ((_, key, _),) = records(spot)
    folder = downloaded(spot, key, tmp_path / "there")
    assert (folder / "counts.parquet").read_bytes() == (first / "counts.parquet").read_bytes()


@pytest.mark.parametrize("when", BREAKS)
def test_every_change_breaks_once_each_in_another_way(spot: Spot, first: Path, when: str) -> None:
    turns = list(itertools.chain.from_iterable((each, passes) for each in BREAKS[when]))
    spot.proxy.once(lambda request: request.method != "GET", in_turn(turns[:-1]), times=MANY)
    for _ in range(12):  # a server whose request ended in the middle may refuse the next one
        try:
            spot.publish(first)
            break
        except (CallFault, DataFault):
            assert records(spot) == []
    assert [version for version, _, _ in records(spot)] == ["1.0.0"]


def test_a_file_that_is_larger_than_the_server_takes(
    spot: Spot, first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends the connection where it says so, so that its words may be lost."""
    with monkeypatch.context() as patch, pytest.raises(Fault):
        patch.setattr(http, "ATTEMPTS", 1)
        spot.publish(enlarged(first, tmp_path / "large" / "1.0.0", MAX_SIZE + 1))
    assert records(spot) == []
    assert spot.publish(first).new


def test_of_two_at_once_one_record_is_left(spot: Spot, first: Path) -> None:
    def publish(machine: str) -> str:
        data = spot.data / machine
        data.mkdir()
        shutil.copy(spot.data / "portals.toml", data)
        try:
            return Spot(spot.repository, data, spot.proxy).publish(first).outcome
        except Fault as fault:
            return str(fault)

    with ThreadPoolExecutor(2) as both:
        outcomes = list(both.map(publish, ["one", "other"]))
    assert outcomes.count(Outcome.NEW) <= 1, outcomes
    assert spot.publish(first).new is (Outcome.NEW not in outcomes), outcomes
    assert [version for version, _, _ in records(spot)] == ["1.0.0"]


def test_another_release_under_the_same_version_is_refused(
    spot: Spot, first: Path, second: Path, tmp_path: Path
) -> None:
    spot.publish(first)
    with pytest.raises(CallFault, match="another release"):
        spot.publish(renamed(second, tmp_path / "other"))


def test_a_token_that_does_not_hold(spot: Spot, first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable("live-sandbox"), "expired-token-of-the-tests")
    with pytest.raises(CallFault) as caught:
        spot.publish(first)
    assert "expired-token-of-the-tests" not in str(caught.value)


def test_a_draft_is_withdrawn_and_a_published_record_is_not(spot: Spot, first: Path) -> None:
    with open_portal("live", spot.data) as portal:
        portal.stage(read_edition(first), None)
        assert "nothing stays" in portal.withdraw("1.0.0")
        spot.publish(first)
        with pytest.raises(CallFault, match="tombstone"):
            portal.withdraw("1.0.0")
