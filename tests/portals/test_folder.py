"""A folder as a portal: whole or not at all, once, and the same to the byte."""

import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.errors import CallFault, DataFault
from flows.portals.folder import FolderPortal
from flows.portals.journal import Journal
from flows.portals.publication import publish
from flows.release.checksums import checksum_faults
from tests.portals.portal_rules import PortalRules

MANY = 10_000


@pytest.fixture
def portal(tmp_path: Path) -> FolderPortal:
    return FolderPortal(tmp_path / "portal")


class TestFolder(PortalRules):
    """The rules of every portal."""


def test_latest_leads_to_the_release(portal: FolderPortal, first: Path, journal: Journal, tmp_path: Path) -> None:
    publish(first, portal, journal)
    latest = tmp_path / "portal" / "latest"
    assert {path.name: path.read_bytes() for path in latest.iterdir()} == {
        path.name: path.read_bytes() for path in first.iterdir()
    }


def test_a_damaged_publication_is_found(portal: FolderPortal, first: Path, journal: Journal) -> None:
    place = Path(publish(first, portal, journal).link)
    (place / "README.md").write_text("# Changed", encoding="utf-8")
    with pytest.raises(DataFault, match=r"README\.md"):
        publish(first, portal, journal)


def test_a_copy_that_does_not_read_back_is_never_seen(
    portal: FolderPortal, first: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_a_byte(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:-1])

    with monkeypatch.context() as patch, pytest.raises(DataFault, match="does not read back"):
        patch.setattr("shutil.copyfile", lose_a_byte)
        publish(first, portal, journal)
    assert portal.published() == []
    assert publish(first, portal, journal).new


def test_a_full_disk(portal: FolderPortal, first: Path, journal: Journal) -> None:
    with files_up_to(2000), pytest.raises(CallFault, match="the disk is full"):
        publish(first, portal, journal)
    assert portal.published() == []
    assert publish(first, portal, journal).new


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """The operating system lets no file grow beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_one_of_two_at_once_is_told_so(portal: FolderPortal, first: Path, journal: Journal) -> None:
    with portal.alone(), pytest.raises(CallFault, match="another run is writing"):
        publish(first, portal, journal)


def test_a_publication_that_is_killed_anywhere_goes_on(small: Path, tmp_path: Path) -> None:
    """Kill -9 at each call of the operating system that writes: what people see is nothing or a whole release."""
    kills = 0
    for at in range(MANY):
        portal, journal = FolderPortal(tmp_path / f"portal-{at}"), Journal(tmp_path / f"state-{at}", "portal")
        died = _killed_at(at, lambda p=portal, j=journal: publish(small, p, j))  # type: ignore[misc]
        for listing in portal.published():
            assert list(checksum_faults(Path(listing.link))) == []
        publish(small, portal, journal)
        assert [each.latest for each in portal.published()] == [True]
        assert {path.name for path in (tmp_path / f"portal-{at}" / "v").iterdir()} == {"1.0.0"}
        if not died:
            break
        kills += 1
    assert kills > len(list(small.iterdir()))


def _killed_at(at: int, call: Callable[[], object]) -> bool:
    """Whether `call`, in a process of its own, was killed at its `at`-th rename, link or folder."""
    child = os.fork()
    if child == 0:
        calls = iter(range(MANY))
        for name in ("rename", "symlink", "mkdir"):
            _die_before(name, lambda: next(calls) == at)
        call()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _die_before(name: str, due: Callable[[], bool]) -> None:
    does = getattr(os, name)

    def dies(*arguments: object, **named: object) -> object:
        if due():
            os.kill(os.getpid(), signal.SIGKILL)
        return does(*arguments, **named)

    setattr(os, name, dies)
