"""Adding files and pages, against a server on this machine."""

import errno
import gzip
import hashlib
import time
import tomllib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from flows.ingest.add import Added, Refused, add
from flows.ingest.documents import read_documents
from tests.ingest.builders import STORY, make_pdf, put

PAGE = f"<html><head><title>A verdict</title></head><body><p>{STORY}</p></body></html>".encode()
Answer = tuple[int, dict[str, str], bytes]

ANSWERS: dict[str, Answer] = {
    "/verdict": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE),
    "/other/verdict": (200, {"Content-Type": "text/html"}, PAGE + b"<!-- other -->"),
    "/packed": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE)),
    "/bomb": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(bytes(50_000))),
    "/twice-packed": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip, gzip"}, b"x"),
    "/large": (200, {"Content-Type": "text/plain"}, b"a" * 50_000),
    "/empty": (200, {"Content-Type": "text/plain"}, b""),
    "/report.pdf": (200, {"Content-Type": "application/octet-stream"}, make_pdf("Words.")),
    "/get": (
        200,
        {"Content-Type": "text/plain", "Content-Disposition": 'attachment; filename="../../../.Ev\\\\il name.txt"'},
        STORY.encode(),
    ),
    "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/untyped": (200, {}, b"x"),
    "/gone": (404, {"Content-Type": "text/html"}, b"none"),
    "/moved": (302, {"Location": "/verdict"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/to-nonsense": (302, {"Location": "http://a.invalid:port/"}, b""),
    "/cut": (200, {"Content-Type": "text/plain", "Content-Length": "1000"}, b"only a part"),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/slow":
            time.sleep(2)
        status, headers, body = ANSWERS.get(self.path, ANSWERS["/gone"])
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """No lines in the output of the tests."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _fetch(url: str, raw: Path, publisher: str | None = None) -> Added | Refused:
    (outcome,) = add([url], raw, publisher, allow_private=True)
    return outcome


def _files(raw: Path) -> list[str]:
    return sorted(path.relative_to(raw / "documents").as_posix() for path in raw.rglob("*") if path.is_file())


def test_a_page_is_kept_with_a_sidecar(site: str, tmp_path: Path) -> None:
    outcome = _fetch(f"{site}/verdict", tmp_path, "Watch House")
    assert outcome == Added(f"{site}/verdict", tmp_path / "documents/watch-house/verdict.html", new=True)
    assert _files(tmp_path) == ["watch-house/verdict.html", "watch-house/verdict.toml"]
    sidecar = tomllib.loads((tmp_path / "documents/watch-house/verdict.toml").read_text())
    assert sidecar.pop("retrieved").tzinfo is not None
    assert sidecar == {
        "publisher": "Watch House",
        "url": f"{site}/verdict",
        "sha256": hashlib.sha256(PAGE).hexdigest(),
    }
    (document,) = read_documents(tmp_path).documents
    assert (document.text, document.url, document.publisher) == (STORY, f"{site}/verdict", "Watch House")


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/verdict", "127-0-0-1/verdict.html"),
        ("/packed", "127-0-0-1/packed.html"),
        ("/moved", "127-0-0-1/verdict.html"),
        ("/report.pdf", "127-0-0-1/report.pdf"),
        ("/get", "127-0-0-1/il-name.txt"),
    ],
)
def test_the_name_is_made_safe_and_the_extension_fits(site: str, tmp_path: Path, path: str, kept: str) -> None:
    assert isinstance(_fetch(site + path, tmp_path), Added)
    assert kept in _files(tmp_path)
    assert read_documents(tmp_path).rejected == ()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/gone", "answered 404"),
        ("/loop", "redirects more than"),
        ("/to-file", "only http and https"),
        ("/to-nonsense", "Invalid URL"),
        ("/picture", "image/png"),
        ("/untyped", "no media type"),
        ("/empty", "empty"),
        ("/large", "larger than"),
        ("/bomb", "larger than"),
        ("/twice-packed", "packs the file"),
        ("/cut", "the download failed"),
        ("/slow", "took longer than"),
    ],
)
def test_what_cannot_be_kept_leaves_nothing(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, said: str
) -> None:
    monkeypatch.setattr("flows.ingest.download.MAX_FILE_BYTES", 10_000)
    monkeypatch.setattr("flows.ingest.download.MAX_SECONDS", 0.5)
    outcome = _fetch(site + path, tmp_path)
    assert isinstance(outcome, Refused)
    assert said in str(outcome.fault)
    assert _files(tmp_path) == []


def test_a_private_address_is_refused_unless_allowed(site: str, tmp_path: Path) -> None:
    (outcome,) = add([f"{site}/verdict"], tmp_path)
    assert isinstance(outcome, Refused)
    assert outcome.fault.exit_code == 2
    assert "127.0.0.1" in outcome.fault.what


def test_a_redirect_to_a_private_address_is_refused(site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first hop counts as public here, the second does not."""
    answers = iter([True, False])
    monkeypatch.setattr("flows.ingest.addresses.is_public", lambda _: next(answers))
    (outcome,) = add([f"{site}/moved"], tmp_path)
    assert isinstance(outcome, Refused)
    assert "not on the public internet" in outcome.fault.what


def test_a_name_is_looked_up_once_and_the_checked_address_is_asked(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host whose name leads elsewhere at the second look-up gains nothing: there is none."""
    asked: list[str] = []

    async def look_up(url: object, *, allow_private: bool) -> list[str]:
        asked.append(f"{url} {allow_private}")
        return ["127.0.0.1"]

    monkeypatch.setattr("flows.ingest.download.resolve", look_up)
    address = site.replace("127.0.0.1", "rebinding.invalid") + "/verdict"
    assert isinstance(_fetch(address, tmp_path), Added)
    assert asked == [f"{address} True"]


def test_the_next_address_of_a_host_is_tried(site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def look_up(_: object, *, allow_private: bool) -> list[str]:
        return ["127.0.0.2", "127.0.0.1"] if allow_private else []

    monkeypatch.setattr("flows.ingest.download.resolve", look_up)
    assert isinstance(_fetch(f"{site}/verdict", tmp_path), Added)


def test_a_file_is_copied_and_the_original_stays(tmp_path: Path) -> None:
    source = put(tmp_path, "desk/A Statement.TXT", STORY)
    (outcome,) = add([str(source)], tmp_path / "raw", "Дом")
    assert outcome == Added(str(source), tmp_path / "raw/documents/дом/a-statement.txt", new=True)
    assert source.read_text() == STORY
    (document,) = read_documents(tmp_path / "raw").documents
    assert (document.publisher, document.url) == ("Дом", None)


@pytest.mark.parametrize("name", ["none.txt", "picture.png", "empty.txt", "folder.txt"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    put(tmp_path, "picture.png", "x")
    put(tmp_path, "empty.txt", "")
    (tmp_path / "folder.txt").mkdir()
    (outcome,) = add([str(tmp_path / name)], tmp_path / "raw")
    assert isinstance(outcome, Refused)
    assert not (tmp_path / "raw").exists()


def test_the_same_bytes_are_kept_once(site: str, tmp_path: Path) -> None:
    first = _fetch(f"{site}/verdict", tmp_path, "Watch House")
    again = _fetch(f"{site}/moved", tmp_path, "Somebody else")
    assert isinstance(first, Added)
    assert again == Added(f"{site}/moved", first.path, new=False)
    assert len(_files(tmp_path)) == 2


def test_another_file_of_the_same_name_is_not_overwritten(site: str, tmp_path: Path) -> None:
    outcomes = add([f"{site}/verdict", f"{site}/other/verdict"], tmp_path, allow_private=True)
    assert all(isinstance(outcome, Added) and outcome.new for outcome in outcomes)
    assert len(read_documents(tmp_path).documents) == 2


def test_a_source_that_fails_stops_no_other(site: str, tmp_path: Path) -> None:
    outcomes = add([f"{site}/gone", "none.txt", f"{site}/verdict"], tmp_path, allow_private=True)
    assert [type(outcome) for outcome in outcomes] == [Refused, Refused, Added]


def _full_disk(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _full_at_the_second(count: list[int]) -> Callable[[int], None]:
    def sync(descriptor: int) -> None:
        count.append(descriptor)
        if len(count) == 2:
            _full_disk(descriptor)

    return sync


@pytest.mark.parametrize("sync", [_full_disk, _full_at_the_second([])])
def test_a_full_disk_leaves_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sync: Callable[[int], None]
) -> None:
    source = put(tmp_path, "a.txt", STORY)
    monkeypatch.setattr("os.fsync", sync)
    (outcome,) = add([str(source)], tmp_path / "raw")
    assert isinstance(outcome, Refused)
    assert "No space left" in str(outcome.fault)
    assert [path for path in (tmp_path / "raw").rglob("*") if path.is_file()] == []
