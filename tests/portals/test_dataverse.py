"""Dataverse as a portal, against exchanges after its guides and a stand-in."""

from pathlib import Path

import pytest
import yaml

from flows.errors import CallFault, DataFault
from flows.portals import dataverse
from flows.portals.connect import label, open_portal
from flows.portals.portal import Draft, Portal
from flows.release.checksums import checksum_faults, write_checksums
from tests.portals.dataverse_stand_in import DOI, DataverseStandIn, edited
from tests.portals.releases import renamed
from tests.portals.stand_in_places import DataversePlace
from tests.portals.stand_in_rules import FIRST, SECOND, WHOLE, StandInRules
from tests.portals_live.conftest import Spot
from tests.portals_live.proxy import Exchange, Request, passes, says

DECLARED = """
[portal.harvest]
kind = "dataverse"
url = "https://dataverse.example.org"
sandbox = "https://demo.dataverse.example.org"
collection = "watch"
slug = "held"
"""


PLACE = DataversePlace


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataverse, "POLL", 0.01)
    monkeypatch.setattr(dataverse, "LONGEST_LOCK", 0.1)


class TestDataverseWithFaults(StandInRules):
    """The rules of portals that were never run for real."""


def versions(stand_in: DataverseStandIn) -> list[str]:
    """The states of the versions of the only dataset."""
    (found,) = stand_in.datasets.values()
    return [each["versionState"] for each in found]


def publishes(request: Request) -> bool:
    """Whether a request asks for the publication of the draft."""
    return "actions/:publish" in request.path


def test_a_release_gets_a_doi_that_its_own_files_name(
    spot: Spot, stand_in: DataverseStandIn, first: Path, tmp_path: Path
) -> None:
    stand_in.first = DOI
    release = tmp_path / "told" / "1.0.0"
    release.mkdir(parents=True)
    for path in first.iterdir():
        (release / path.name).write_bytes(path.read_bytes())
    citation = yaml.safe_load((FIRST / "CITATION.cff").read_text(encoding="utf-8"))
    (release / "CITATION.cff").write_text(yaml.safe_dump(citation), encoding="utf-8")
    write_checksums(release)
    assert spot.publish(release).new
    there = tmp_path / "there"
    there.mkdir()
    for name, content in stand_in.shown()[0].items():
        (there / name).write_bytes(content)
    assert list(checksum_faults(there)) == []
    assert yaml.safe_load((there / "CITATION.cff").read_text(encoding="utf-8"))["doi"] == DOI.removeprefix("doi:")
    assert not spot.publish(release).new


def test_the_next_release_is_a_version_of_the_same_dataset(spot: Spot, stand_in: DataverseStandIn) -> None:
    spot.publish(FIRST)
    sent = len(spot.proxy.requests)
    spot.publish(SECOND)
    assert versions(stand_in) == ["RELEASED", "RELEASED"]
    added = [request for request in spot.proxy.requests[sent:] if "/add?" in request.path]
    assert len(added) == sum((FIRST / path.name).read_bytes() != path.read_bytes() for path in SECOND.iterdir())


def test_an_older_release_cannot_follow(spot: Spot) -> None:
    spot.publish(SECOND)
    with pytest.raises(CallFault, match=r"release 1\.1\.0 is there"):
        spot.publish(FIRST)


def test_another_release_under_the_same_version_is_refused(spot: Spot, tmp_path: Path) -> None:
    spot.publish(FIRST)
    with pytest.raises(CallFault, match="another release is there"):
        spot.publish(renamed(SECOND, tmp_path / "other"))
    assert spot.seen() == WHOLE


def test_a_draft_of_another_release_is_left_alone_until_it_is_discarded(
    spot: Spot, portal: Portal, stand_in: DataverseStandIn
) -> None:
    spot.publish_but_show(FIRST)
    with pytest.raises(CallFault, match=r"another release was begun there, as 1\.0\.0"):
        spot.publish(SECOND)
    assert "nothing stays" in portal.withdraw("1.0.0")
    assert stand_in.datasets == {}
    assert spot.publish(SECOND).new


def test_a_draft_of_the_next_version_is_discarded(spot: Spot, portal: Portal, stand_in: DataverseStandIn) -> None:
    spot.publish(FIRST)
    spot.publish_but_show(SECOND)
    portal.withdraw("1.1.0")
    assert versions(stand_in) == ["RELEASED"]


def test_somebody_else_is_editing(spot: Spot, stand_in: DataverseStandIn) -> None:
    spot.publish(FIRST)
    edited(stand_in.datasets[stand_in.first])
    with pytest.raises(DataFault, match="somebody is editing the dataset"):
        spot.publish(SECOND)
    assert spot.seen() == WHOLE


def test_somebody_adds_a_file_meanwhile(spot: Spot, stand_in: DataverseStandIn) -> None:
    def edits(exchange: Exchange) -> None:
        stand_in.add(edited(stand_in.datasets[stand_in.first]), "NOTES.md", b"# Ours")
        passes(exchange)

    spot.proxy.once(lambda request: "/locks" in request.path and len(stand_in.contents) == len(WHOLE["1.0.0"]), edits)
    with pytest.raises(DataFault, match="somebody edited the dataset meanwhile"):
        spot.publish(FIRST)
    assert spot.seen() == {}
    assert spot.publish(FIRST).new
    assert spot.seen() == WHOLE


def test_a_withdrawn_release_can_be_published_again(spot: Spot, portal: Portal, stand_in: DataverseStandIn) -> None:
    spot.publish(FIRST)
    assert "its DOI" in portal.withdraw("1.0.0")
    assert portal.published() == []
    assert spot.publish(FIRST).new
    assert versions(stand_in) == ["DEACCESSIONED", "RELEASED"]


def test_a_draft_that_the_index_does_not_know_is_found(spot: Spot, stand_in: DataverseStandIn) -> None:
    """Without its journal, as if the process had died before it could write that."""
    stand_in.indexed = False
    with open_portal("live", spot.data) as portal:
        publish_but_show = spot.publish_but_show
        publish_but_show(FIRST)
        assert portal.published() == []
    assert spot.publish(FIRST).new
    assert versions(stand_in) == ["RELEASED"]


def test_locks_are_waited_for(spot: Spot, stand_in: DataverseStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataverse, "LONGEST_LOCK", 10.0)
    stand_in.locks = [["EditInProgress"], ["EditInProgress"]]
    assert spot.publish(FIRST).new
    assert stand_in.locks == []


def test_a_lock_that_stays(spot: Spot, stand_in: DataverseStandIn) -> None:
    stand_in.locks = [["InReview"]] * 100
    with pytest.raises(DataFault, match=r"it is locked \(InReview\)"):
        spot.publish(FIRST)
    stand_in.locks = []
    assert spot.publish(FIRST).new


def test_a_publication_that_the_portal_refuses(spot: Spot) -> None:
    said = b'{"status": "ERROR", "message": "its host collection has not been published"}'
    spot.proxy.once(publishes, says("403 Forbidden", said))
    with pytest.raises(CallFault, match="its host collection has not been published"):
        spot.publish(FIRST)
    assert spot.seen() == {}


def test_a_publication_that_never_comes_about(spot: Spot) -> None:
    spot.proxy.once(publishes, says("202 Accepted", b'{"status": "OK", "data": {}}'))
    with pytest.raises(DataFault, match="did not publish the draft"):
        spot.publish(FIRST)
    assert spot.publish(FIRST).new


def test_the_sandbox_is_meant_unless_production_is_said(tmp_path: Path) -> None:
    (tmp_path / "portals.toml").write_text(DECLARED, encoding="utf-8")
    assert label("harvest", tmp_path) == "harvest-sandbox"
    for production, host in ((False, "https://demo.dataverse.example.org/"), (True, "https://dataverse.example.org/")):
        with open_portal("harvest", tmp_path, production=production) as portal:
            assert portal.link(Draft(f"{DOI} 1.0")).startswith(host)


def test_a_portal_without_a_sandbox_needs_no_word(spot: Spot) -> None:
    assert label("live", spot.data) == "live"
    with pytest.raises(CallFault, match="no sandbox"), open_portal("live", spot.data, production=True):
        raise AssertionError("it was opened")
