"""InvenioRDM as a portal, against a stand-in that answers as its documentation says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from flows.errors import CallFault, DataFault
from flows.portals import http, invenio
from flows.portals.connect import label, open_portal
from flows.portals.declared import Invenio
from flows.portals.edition import read_edition
from flows.portals.http import Http
from flows.portals.invenio import InvenioPortal
from flows.portals.journal import Journal
from flows.portals.portal import Draft
from flows.portals.publication import publish
from flows.release.checksums import checksum_faults, write_checksums
from tests.portals.invenio_stand_in import TOKEN, InvenioStandIn
from tests.portals.releases import with_day

DECLARED = """
[portal.zenodo]
kind = "invenio"
sandbox = "https://sandbox.zenodo.org"
production = "https://zenodo.org"
slug = "held-in-veldania"
"""


@pytest.fixture
def server() -> Iterator[InvenioStandIn]:
    """The stand-in."""
    made = InvenioStandIn()
    yield made
    made.stop()


@pytest.fixture
def portal(server: InvenioStandIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[InvenioPortal]:
    monkeypatch.setattr(http, "FIRST_WAIT", 0.001)
    settings = Invenio(kind="invenio", sandbox=server.url, production=server.url, slug="held-in-veldania")
    with Http(server.url, {"Authorization": SecretStr(TOKEN)}) as made:
        yield InvenioPortal(settings, made)


@pytest.fixture
def dated(first: Path, tmp_path: Path) -> Path:
    """The release 1.0.0 with a day of publication."""
    return with_day(first, tmp_path / "dated" / "1.0.0")


@pytest.fixture
def dated_second(second: Path, tmp_path: Path) -> Path:
    """The release 1.1.0 with a day of publication."""
    return with_day(second, tmp_path / "dated" / "1.1.0")


def deposited(server: InvenioStandIn, record: str, folder: Path) -> Path:
    """The files of a record, in a folder."""
    folder.mkdir()
    for name, file in server.records[record]["files"].items():
        (folder / name).write_bytes(b"".join(file["parts"][number] for number in sorted(file["parts"])))
    return folder


def test_a_release_gets_a_doi_that_its_own_files_name(
    portal: InvenioPortal, server: InvenioStandIn, dated: Path, journal: Journal, tmp_path: Path
) -> None:
    publication = publish(dated, portal, journal)
    assert (publication.new, publication.link) == (True, f"{server.url}/records/rec-0")
    folder = deposited(server, "rec-0", tmp_path / "there")
    assert list(checksum_faults(folder)) == []
    assert yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))["doi"] == "10.5072/rec-0"
    same = {path.name for path in dated.iterdir() if path.read_bytes() == (folder / path.name).read_bytes()}
    assert {path.name for path in dated.glob("*.parquet")} <= same
    assert not publish(dated, portal, journal).new
    assert len(server.records) == 1


def test_the_next_release_is_a_version_of_the_same_record(
    portal: InvenioPortal, server: InvenioStandIn, dated: Path, dated_second: Path, journal: Journal
) -> None:
    publish(dated, portal, journal)
    publish(dated_second, portal, journal)
    assert len({each["parent"]["id"] for each in server.records.values()}) == 1
    assert [(each.version, each.latest) for each in portal.published()] == [("1.0.0", False), ("1.1.0", True)]


@pytest.mark.parametrize("remembered", [True, False])
def test_what_was_begun_is_finished(
    portal: InvenioPortal, server: InvenioStandIn, dated: Path, journal: Journal, *, remembered: bool
) -> None:
    edition = read_edition(dated)
    draft = portal.stage(edition, None)
    portal.upload(draft, edition.files[0])
    server.records["rec-0"]["files"][edition.files[0].name]["done"] = False  # the connection broke
    if remembered:
        with journal.alone():
            journal.note(edition, "staged", draft)
    assert portal.published() == []
    assert publish(dated, portal, journal).new
    assert len(server.records) == 1


def test_a_large_file_goes_in_parts(
    portal: InvenioPortal, server: InvenioStandIn, dated: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invenio, "PART", 1000)
    publish(dated, portal, journal)
    assert len(server.records["rec-0"]["files"]["counts.parquet"]["parts"]) > 1


def test_another_release_under_the_same_version_is_refused(
    portal: InvenioPortal, dated: Path, other: Path, journal: Journal, tmp_path: Path
) -> None:
    publish(dated, portal, journal)
    with pytest.raises(CallFault, match="another release"):
        publish(with_day(other, tmp_path / "another" / "1.0.0"), portal, journal)


def test_a_success_that_tells_of_errors_is_none(portal: InvenioPortal, dated: Path, journal: Journal) -> None:
    package = dated / "datapackage.json"
    keys = json.loads(package.read_text(encoding="utf-8")) | {"title": ""}
    package.write_text(json.dumps(keys), encoding="utf-8")
    write_checksums(dated)
    with pytest.raises(CallFault, match=r"metadata\.title: Missing"):
        publish(dated, portal, journal)
    assert portal.published() == []


def test_a_release_without_a_day_is_refused(portal: InvenioPortal, first: Path, journal: Journal) -> None:
    with pytest.raises(DataFault, match="published"):
        publish(first, portal, journal)


def test_who_publishes_a_draft_that_another_published_meanwhile_is_told_so(
    portal: InvenioPortal, server: InvenioStandIn, dated: Path
) -> None:
    edition = read_edition(dated)
    draft = portal.stage(edition, None)
    server.records["rec-0"]["is_published"] = True
    assert not portal.show(draft, edition)
    assert [each.version for each in portal.published()] == ["1.0.0"]


def test_an_answer_that_was_lost_at_every_step(
    portal: InvenioPortal, dated: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = Http.sent

    def loses_answer(http: Http, *asked: Any, **told: Any) -> tuple[int, Any, bool]:
        sent(http, *asked, **told)
        return (*sent(http, *asked, **told)[:2], True)

    monkeypatch.setattr(Http, "sent", loses_answer)
    assert publish(dated, portal, journal).new


def test_a_file_that_the_portal_refuses(portal: InvenioPortal, dated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = read_edition(dated)
    draft = portal.stage(edition, None)
    portal.upload(draft, edition.files[0])
    monkeypatch.setattr(portal, "_entries", lambda _: {})  # somebody else begins the same file meanwhile
    with pytest.raises(CallFault, match="already exists"):
        portal.upload(draft, edition.files[0])
    assert portal.published() == []


def test_of_two_who_begin_the_first_record_at_once_one_gives_way(
    portal: InvenioPortal, server: InvenioStandIn, dated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = read_edition(dated)
    with monkeypatch.context() as blind:  # each looked before the other began
        blind.setattr(portal, "_records", list)
        drafts = [portal.stage(edition, None) for _ in range(2)]
    with pytest.raises(DataFault, match="somebody else published this dataset meanwhile"):
        portal.show(drafts[1], edition)
    portal.show(drafts[0], edition)
    assert {key: each["is_published"] for key, each in server.records.items()} == {"rec-0": True}


def test_who_comes_late_with_a_first_record_gives_way(
    portal: InvenioPortal, server: InvenioStandIn, dated: Path, dated_second: Path, journal: Journal
) -> None:
    late = portal.stage(read_edition(dated), None)
    publish(dated_second, portal, journal)
    with pytest.raises(DataFault, match="somebody else published this dataset meanwhile"):
        portal.show(late, read_edition(dated))
    publish(dated, portal, journal)
    assert len({each["parent"]["id"] for each in server.records.values()}) == 1


def test_a_draft_is_withdrawn_and_a_published_record_is_not(
    portal: InvenioPortal, server: InvenioStandIn, dated: Path, journal: Journal
) -> None:
    portal.stage(read_edition(dated), None)
    assert "nothing stays" in portal.withdraw("1.0.0")
    assert server.records == {}
    with pytest.raises(CallFault, match="no such release"):
        portal.withdraw("1.0.0")
    publish(dated, portal, journal)
    with pytest.raises(CallFault, match="tombstone"):
        portal.withdraw("1.0.0")


def test_the_sandbox_is_meant_unless_production_is_said(tmp_path: Path) -> None:
    (tmp_path / "portals.toml").write_text(DECLARED, encoding="utf-8")
    assert label("zenodo", tmp_path) == "zenodo-sandbox"
    assert label("zenodo", tmp_path, production=True) == "zenodo"
    for production, host in ((False, "https://sandbox.zenodo.org/"), (True, "https://zenodo.org/")):
        with open_portal("zenodo", tmp_path, production=production) as portal:
            assert portal.link(Draft("1")).startswith(host)


def test_a_portal_without_a_sandbox_has_no_production(tmp_path: Path) -> None:
    with pytest.raises(CallFault, match="no sandbox"), open_portal("/srv/data", tmp_path, production=True):
        raise AssertionError("it was opened")
