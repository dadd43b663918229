"""What holds for every portal, whatever it is: tests that each portal's own module runs."""

from pathlib import Path

import pytest

from flows.errors import CallFault, DataFault
from flows.portals.edition import read_edition
from flows.portals.journal import Journal
from flows.portals.portal import Portal
from flows.portals.publication import plan, publish


def read_back(portal: Portal, release: Path) -> dict[str, bool]:
    """By file, whether the portal gives out the same bytes."""
    edition = read_edition(release)
    draft = portal.find(edition.version)
    assert draft
    return {file.name: portal.digest(draft, file) == file.sha256 for file in edition.files}


class PortalRules:
    """`portal` is a fixture of the class that inherits these."""

    def test_a_release_is_there_and_a_second_call_changes_nothing(
        self, portal: Portal, first: Path, journal: Journal
    ) -> None:
        assert portal.published() == []
        assert plan(first, portal, journal).there is None
        publication = publish(first, portal, journal)
        assert publication.new
        assert all(read_back(portal, first).values())
        assert journal.step("1.0.0") == "published"
        again = publish(first, portal, journal)
        assert (again.new, again.link) == (False, publication.link)
        assert plan(first, portal, journal).there == publication.link

    def test_the_newest_release_is_the_latest(
        self, portal: Portal, first: Path, second: Path, journal: Journal
    ) -> None:
        publish(second, portal, journal)
        publish(first, portal, journal)
        assert [(each.version, each.latest) for each in portal.published()] == [("1.0.0", False), ("1.1.0", True)]
        assert all(read_back(portal, first).values())
        assert all(read_back(portal, second).values())

    def test_another_release_under_the_same_version_is_refused(
        self, portal: Portal, first: Path, other: Path, journal: Journal
    ) -> None:
        publish(first, portal, journal)
        with pytest.raises(CallFault, match="another release"):
            publish(other, portal, journal)
        assert all(read_back(portal, first).values())

    def test_a_damaged_release_is_not_published(self, portal: Portal, other: Path, journal: Journal) -> None:
        (other / "people.parquet").write_bytes(b"PAR1 peeple")
        with pytest.raises(DataFault, match=r"people\.parquet"):
            publish(other, portal, journal)
        assert portal.published() == []

    def test_a_release_is_withdrawn(self, portal: Portal, first: Path, second: Path, journal: Journal) -> None:
        publish(first, portal, journal)
        publish(second, portal, journal)
        assert portal.withdraw("1.1.0")
        assert [(each.version, each.latest) for each in portal.published()] == [("1.0.0", True)]
        assert publish(second, portal, journal).new
        assert portal.withdraw("1.1.0")
        assert portal.withdraw("1.0.0")
        assert portal.published() == []
        with pytest.raises(CallFault, match="no such release"):
            portal.withdraw("1.0.0")

    def test_what_was_begun_is_finished_without_its_journal(
        self, portal: Portal, first: Path, journal: Journal
    ) -> None:
        edition = read_edition(first)
        with portal.alone():
            draft = portal.stage(edition, None)
            portal.upload(draft, edition.files[0])
        assert portal.published() == []
        assert publish(first, portal, journal).new
        assert all(read_back(portal, first).values())
