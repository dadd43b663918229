"""An object store as a portal; the real one is in tests/portals_live."""

import json
from pathlib import Path

import obstore
import pytest
from obstore.store import MemoryStore

from flows.errors import DataFault
from flows.portals.declared import ObjectStore
from flows.portals.edition import read_edition
from flows.portals.journal import Journal
from flows.portals.object_store import ObjectStorePortal
from flows.portals.publication import publish
from tests.portals.portal_rules import PortalRules

SETTINGS = ObjectStore(kind="object-store", url="memory:///", public="https://data.example.org/held")


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> MemoryStore:
    """The store that the portal opens."""
    made = MemoryStore()
    monkeypatch.setattr("flows.portals.object_store.from_url", lambda *_, **__: made)
    return made


@pytest.fixture
def portal(store: MemoryStore) -> ObjectStorePortal:
    assert obstore.list(store).collect() == []
    return ObjectStorePortal(SETTINGS, None)


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


def test_two_at_once_do_not_lose_a_release(
    portal: ObjectStorePortal, first: Path, second: Path, monkeypatch: pytest.MonkeyPatch, journal: Journal
) -> None:
    """Somebody publishes another release between reading and writing the pointer."""
    publish(first, portal, journal)
    read = portal._index
    before = read()
    publish(second, portal, journal)
    answers = iter([before, read()])
    with monkeypatch.context() as patch, pytest.raises(DataFault, match="somebody else published meanwhile"):
        patch.setattr(portal, "_index", lambda: next(answers))
        portal.withdraw("1.0.0")
    assert [each.version for each in portal.published()] == ["1.0.0", "1.1.0"]


def test_a_pointer_of_somebody_else_is_left_alone(
    portal: ObjectStorePortal, store: MemoryStore, first: Path, journal: Journal
) -> None:
    obstore.put(store, "latest.json", b"[]")
    with pytest.raises(DataFault, match="not what Habeas wrote"):
        publish(first, portal, journal)
    assert bytes(obstore.get(store, "latest.json").bytes()) == b"[]"
