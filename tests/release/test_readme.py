"""The README of a release describes every table, column and view."""

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from fsspec.implementations.http import HTTPFileSystem

from flows.release.contents import schemas
from flows.release.query import find_release, open_release
from flows.release.readme import examples, readers, readme
from flows.release.sql import views
from tests.release.invented import DATASET


def test_everything_is_described(release: Path) -> None:
    text = (release / "README.md").read_text(encoding="utf-8")
    for name, schema in schemas().items():
        section = text.partition(f"### {name}\n")[2].partition("\n#")[0]
        assert all(f"| `{field.name}` |" in section for field in schema)
    assert all(f"| `{view.name}` | {view.description}" in text for view in views())
    assert all(example["sql"].strip() in text for example in examples())
    assert "$" not in text


def test_the_dataset_speaks(release: Path) -> None:
    text = (release / "README.md").read_text(encoding="utf-8")
    assert f"\n---\n\n# {DATASET.title}\n" in text
    for words in (DATASET.publisher, DATASET.licence, DATASET.description, DATASET.sensitive, *DATASET.limits):
        assert words in text


@pytest.mark.parametrize(
    ("contacts", "told"),
    [
        ((), "Contact: none is named: ask who gave you this release."),
        (("Desk <desk@example.org>",), "Contact: Desk <desk@example.org>."),
    ],
)
def test_whom_to_ask(contacts: tuple[str, ...], told: str) -> None:
    assert told in readme(DATASET.model_copy(update={"contacts": contacts}), "1.0.0", schemas())


ROOT = Path(__file__).parents[2]
EMPTY = {  # of the first release: it has none before it, and nobody in it is known to be held
    "What has changed since the release before?",
    "Who is held now, as far as the documents tell?",
}


@pytest.mark.parametrize("example", examples(), ids=lambda example: str(example["question"]))
def test_each_query_answers_of_the_committed_release(example: dict[str, str]) -> None:
    with open_release(find_release(ROOT / "curated")) as connection:
        found = connection.sql(example["sql"]).fetchall()
    assert found or example["question"] in EMPTY


class Portal(SimpleHTTPRequestHandler):
    """Serves files as a portal does: a part of one where a part is asked for."""

    asked: list[str]

    def do_GET(self) -> None:
        """Answer a request for a file, or for a range of its bytes."""
        wanted = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        data = Path(self.translate_path(self.path)).read_bytes()
        if wanted is None:
            self._send(200, data)
            return
        first, last = wanted.groups()
        start = int(first) if first else max(0, len(data) - int(last))
        end = min(int(last) + 1, len(data)) if first and last else len(data)
        self.asked.append(self.path)
        self._send(206, data[start:end], f"bytes {start}-{end - 1}/{len(data)}")

    def _send(self, status: int, data: bytes, content_range: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(data)))
        if content_range:
            self.send_header("Content-Range", content_range)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(release: Path) -> Iterator[str]:
    """Where the release is served."""
    Portal.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Portal, directory=str(release)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def line(tool: str, place: str) -> str:
    """The line for a tool."""
    return next(reader[place] for reader in readers("1.0.0") if reader["tool"] == tool)


@pytest.mark.parametrize("place", ["here", "there"])
@pytest.mark.parametrize("tool", ["pandas", "polars"])
def test_a_line_of_python_reads_a_table(
    tool: str, place: str, release: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(release)
    said = line(tool, place).replace("https://example.org/1.0.0", address)
    rows = eval(said, {"pandas": pd, "polars": pl})  # noqa: S307 - what the README tells a reader to type
    assert len(rows) == pq.read_metadata(release / "events.parquet").num_rows


def test_polars_asks_for_parts_of_a_file_only(address: str) -> None:
    said = line("polars", "there").replace("https://example.org/1.0.0", address)
    assert len(eval(said, {"polars": pl})) == 2  # noqa: S307 - what the README tells a reader to type
    assert set(Portal.asked) == {"/events.parquet"}


def test_duckdb_reads_a_table_in_the_folder(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(release)
    with duckdb.connect() as connection:
        assert len(connection.sql(line("DuckDB", "here")).fetchall()) == 2


class Addresses(HTTPFileSystem):  # type: ignore[misc]
    """What DuckDB reads addresses with here: its own reader of them is an extension, to be downloaded."""

    def modified(self, _path: str) -> datetime:
        """Say when a file was changed, which DuckDB asks: a release never is."""
        return datetime(2031, 6, 1, tzinfo=UTC)


def test_duckdb_reads_a_table_at_an_address(address: str) -> None:
    with duckdb.connect() as connection:
        connection.register_filesystem(Addresses())
        said = line("DuckDB", "there").replace("https://example.org/1.0.0", address)
        assert len(connection.sql(said).fetchall()) == 2
