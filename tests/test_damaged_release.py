"""Of a release that is not as it was made, in a folder or at an address, each verb says what is wrong and where."""

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flows.release.version import FIRST, Version
from flows.release.write import write_release
from tests.release.invented import DATASET, PROVENANCE, invented
from tests.release.test_damage import DAMAGE
from tests.test_cli import Run, habeas

__all__ = ["habeas"]

Damage = Callable[[Path], None]


class Portal(SimpleHTTPRequestHandler):
    """Serves files; of `cut` it sends a half, as where a connection breaks."""

    cut = ""

    def copyfile(self, source, outputfile) -> None:  # type: ignore[no-untyped-def]
        """Send a file."""
        data = source.read()
        outputfile.write(data[: len(data) // 2] if self.cut and self.path.endswith(f"/{self.cut}") else data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two releases."""
    data = tmp_path_factory.mktemp("made")
    tables = invented()
    write_release(tables, data / "curated", FIRST, PROVENANCE, DATASET)
    write_release(
        {**tables, "people": tables["people"].head(1)}, data / "curated", Version(1, 1, 0), PROVENANCE, DATASET
    )
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """A copy of it to damage."""
    return Path(shutil.copytree(made, tmp_path / "data", symlinks=True))


@pytest.fixture
def address(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where its releases are served."""
    monkeypatch.setattr(Portal, "cut", "")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Portal, directory=str(data / "curated")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _calls(data: Path, release: str) -> dict[str, list[str]]:
    """What a user types to each verb about a release."""
    other = str(data / "curated" / "1.1.0")
    return {
        "check": ["check", release],
        "diff, the older": ["diff", release, other],
        "diff, the newer": ["diff", other, release],
        "query": ["query", "SELECT 1", "--release", release],
    }


VERBS = list(_calls(Path(), ""))


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: str(damage.__name__))
def test_in_a_folder(habeas: Run, data: Path, damage: Damage, verb: str) -> None:
    release = data / "curated" / "1.0.0"
    damage(release)
    name, what = DAMAGE[damage]
    code, _, complaint = habeas(*_calls(data, str(release))[verb], "--data", data)
    assert code == 1
    assert f"{release / name}: {what}" in complaint
    assert "Traceback" not in complaint


# What a server answers for a file that SHA256SUMS does not name is asked by nobody.
AT_AN_ADDRESS = {
    damage: (name, "the server answered 404" if what == "the file is missing" else what)
    for damage, (name, what) in DAMAGE.items()
    if name != "people.csv"
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("damage", AT_AN_ADDRESS, ids=lambda damage: str(damage.__name__))
def test_at_an_address(habeas: Run, data: Path, address: str, damage: Damage, verb: str) -> None:
    damage(data / "curated" / "1.0.0")
    name, what = AT_AN_ADDRESS[damage]
    code, _, complaint = habeas(*_calls(data, f"{address}/1.0.0/")[verb], "--allow-private", "--data", data)
    assert code == 1
    assert f"{address}/1.0.0/{name}: {what}" in complaint
    assert "Traceback" not in complaint


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", ["people.parquet", "SHA256SUMS"])
def test_a_download_that_breaks_off(habeas: Run, data: Path, address: str, name: str, verb: str) -> None:
    Portal.cut = name
    code, _, complaint = habeas(*_calls(data, f"{address}/1.0.0")[verb], "--allow-private", "--data", data)
    assert code == 1
    assert f"{address}/1.0.0/{name}: " in complaint
    assert "Traceback" not in complaint


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_at_that_address(habeas: Run, data: Path, address: str, verb: str) -> None:
    code, _, complaint = habeas(*_calls(data, f"{address}/9.9.9")[verb], "--allow-private", "--data", data)
    assert code == 1
    assert f"{address}/9.9.9/SHA256SUMS: the server answered 404" in complaint


@pytest.mark.parametrize("verb", VERBS)
def test_a_whole_one_at_an_address(habeas: Run, data: Path, address: str, verb: str) -> None:
    code, told, complaint = habeas(*_calls(data, f"{address}/1.0.0")[verb], "--allow-private", "--data", data)
    assert (code, complaint) == (0, "")
    assert told
