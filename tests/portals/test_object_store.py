"""An object store as a portal; the real one is in tests/portals_live."""

import json
from collections.abc import Callable
from pathlib import Path

import obstore
import pytest
from obstore.store import MemoryStore

from flows.errors import DataFault
from flows.portals.bucket import Bucket
from flows.portals.declared import ObjectStore
from flows.portals.edition import read_edition
from flows.portals.journal import Journal
from flows.portals.object_store import Index, ObjectStorePortal
from flows.portals.publication import Outcome, publish
from tests.portals.portal_rules import PortalRules

SETTINGS = ObjectStore(kind="object-store", url="memory:///", public="https://data.example.org/held")


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> MemoryStore:
    """The store that the portal opens."""
    made = MemoryStore()
    monkeypatch.setattr("flows.portals.bucket.from_url", lambda *_, **__: made)
    return made


@pytest.fixture
def portal(store: MemoryStore) -> ObjectStorePortal:
    assert obstore.list(store).collect() == []
    return ObjectStorePortal(SETTINGS.public, Bucket(SETTINGS, None))


class TestObjectStore(PortalRules):
    """The rules of every portal."""


def test_the_pointer_names_the_newest_release(
    portal: ObjectStorePortal, store: MemoryStore, first: Path, second: Path, journal: Journal
) -> None:
    publish(first, portal, journal)
    publish(second, portal, journal)
    pointer = json.loads(bytes(obstore.get(store, "latest.json").bytes()))
    assert (pointer["version"], pointer["path"]) == ("1.1.0", "v/1.1.0/")
    assert pointer["releases"] == {each.name: read_edition(each).digest for each in (first, second)}


def test_an_object_that_does_not_read_back_is_never_seen_and_mended(
    portal: ObjectStorePortal, store: MemoryStore, first: Path, journal: Journal
) -> None:
    obstore.put(store, "v/1.0.0/README.md", b"broken")
    assert publish(first, portal, journal).new
    obstore.put(store, "v/1.0.0/README.md", b"broken")
    with pytest.raises(DataFault, match=r"README\.md"):
        publish(first, portal, journal)


FirstComes = Callable[[Path], list[Outcome]]


@pytest.fixture
def first_comes(portal: ObjectStorePortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FirstComes:
    """Has another publish a release between the reading of the pointer and its next change."""

    def arrange(release: Path) -> list[Outcome]:
        outcomes: list[Outcome] = []
        write = portal._write

        def late(index: Index) -> bool:
            monkeypatch.setattr(portal, "_write", write)
            outcomes.append(publish(release, portal, Journal(tmp_path / "rival", "portal")).outcome)
            return write(index)

        monkeypatch.setattr(portal, "_write", late)
        return outcomes

    return arrange


def test_who_lists_a_release_that_another_listed_meanwhile_is_told_so(
    portal: ObjectStorePortal, first: Path, journal: Journal, first_comes: FirstComes
) -> None:
    outcomes = first_comes(first)
    assert publish(first, portal, journal).outcome is Outcome.MEANWHILE
    assert outcomes == [Outcome.NEW]


def test_releases_that_are_listed_at_once_are_both_there(
    portal: ObjectStorePortal, first: Path, second: Path, journal: Journal, first_comes: FirstComes
) -> None:
    first_comes(second)
    assert publish(first, portal, journal).new
    assert [each.version for each in portal.published()] == ["1.0.0", "1.1.0"]


def test_a_release_that_is_listed_while_another_is_withdrawn_stays(
    portal: ObjectStorePortal, first: Path, second: Path, journal: Journal, first_comes: FirstComes
) -> None:
    publish(first, portal, journal)
    first_comes(second)
    portal.withdraw("1.0.0")
    assert [each.version for each in portal.published()] == ["1.1.0"]


def test_a_pointer_whose_answer_was_lost_is_known_as_our_own(
    portal: ObjectStorePortal, first: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = ObjectStorePortal._write
    monkeypatch.setattr(ObjectStorePortal, "_write", lambda *given: write(*given) and write(*given))
    assert publish(first, portal, journal).new


def test_a_pointer_that_others_change_all_the_time(
    portal: ObjectStorePortal, first: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, pytest.raises(DataFault, match="others change it all the time"):
        patch.setattr(ObjectStorePortal, "_write", lambda *_: False)
        publish(first, portal, journal)
    assert publish(first, portal, journal).new


def test_a_pointer_of_somebody_else_is_left_alone(
    portal: ObjectStorePortal, store: MemoryStore, first: Path, journal: Journal
) -> None:
    obstore.put(store, "latest.json", b"[]")
    with pytest.raises(DataFault, match="not what Habeas wrote"):
        publish(first, portal, journal)
    assert bytes(obstore.get(store, "latest.json").bytes()) == b"[]"
