"""A release at an address is fetched whole and as it was released, or not at all."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flows.errors import CallFault, DataFault
from flows.release.checksums import NAME, files
from flows.release.remote import fetched, release_at


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(release: Path) -> Iterator[str]:
    """Where the release is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(release.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{release.name}"
    server.shutdown()
    server.server_close()


def test_every_file_is_fetched_and_left_nowhere(address: str, release: Path) -> None:
    with fetched(f"{address}/", allow_private=True) as folder:
        assert folder.name == release.name
        assert {name: (folder / name).read_bytes() for name in files(folder)} == {
            name: (release / name).read_bytes() for name in files(release)
        }
    assert not folder.exists()


def test_a_private_address_needs_a_word(address: str) -> None:
    with pytest.raises(CallFault, match="not on the public internet"), fetched(address, allow_private=False):
        pass


def test_a_file_that_is_another_one(address: str, release: Path) -> None:
    people = release / "people.parquet"
    people.write_bytes(people.read_bytes()[:-9])
    with (
        pytest.raises(DataFault, match=rf"{address}/people\.parquet: .* SHA-256 differs"),
        fetched(address, allow_private=True),
    ):
        pass


def test_a_file_that_is_not_there(address: str, release: Path) -> None:
    (release / "people.parquet").unlink()
    with (
        pytest.raises(DataFault, match=r"people\.parquet: the server answered 404"),
        fetched(address, allow_private=True),
    ):
        pass


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", ".hidden", "a/b"])
def test_a_name_that_leads_elsewhere(address: str, release: Path, name: str) -> None:
    (release / NAME).write_text(f"{'a' * 64}  {name}\n", encoding="utf-8")
    with pytest.raises(DataFault, match="no file of a release"), fetched(address, allow_private=True):
        pass


def test_a_release_is_named_by_version_folder_or_address(address: str, release: Path) -> None:
    for name in (release.name, str(release), address):
        with release_at(name, release.parent, allow_private=True) as folder:
            assert (folder / NAME).read_bytes() == (release / NAME).read_bytes()
