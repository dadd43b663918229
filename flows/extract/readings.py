"""Readings of many documents: in shards, in worker processes, and never twice of the same text by the same engine."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from pydantic import TypeAdapter

from flows.extract.claims import Claims, Reading
from flows.extract.engine import Engine
from flows.ingest.document import Document, Rejection
from flows.program import digest_of, program_digest

LANGUAGE = "en"
_CLAIMS = TypeAdapter(Claims)


@cache
def engine() -> Engine:
    """The engine of this process; it loads its models once."""
    return Engine()


@cache
def workers(count: int | None) -> ProcessPoolExecutor:
    """The worker processes of this program, by default one per core.

    They are spawned, since a forked copy of a threaded program may hang.
    """
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"))


def warm(count: int | None) -> None:
    """Start loading the models in the first of the workers, without waiting for it."""
    workers(count).submit(_load)


def _load() -> None:
    engine().read("", None)


def readable(document: Document) -> bool:
    """Whether the engine reads the language of the document; of an unknown one it tries."""
    return document.text is not None and document.language in {LANGUAGE, None}


def unreadable(documents: Iterable[Document]) -> list[Rejection]:
    """What the engine leaves unread. These documents stay in `documents`; they only give no claims."""
    reason = "the engine reads English; note what it says in raw/records"
    return [
        Rejection("extract", None, document.path, "language", reason, document.language)
        for document in documents
        if not readable(document)
    ]


def read_shard(documents: Sequence[Document]) -> list[Reading]:
    """The claims of each document, in order."""
    texts = [(document.text or "", document.published) for document in documents]
    claims = engine().read_many(texts)
    return [Reading(document.document_id, found) for document, found in zip(documents, claims, strict=True)]


def shards(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    """The documents in shards of about `size` code points, so that each takes about as long as the next."""
    shard: list[Document] = []
    length = 0
    for document in documents:
        shard.append(document)
        length += len(document.text or "")
        if length >= size:
            yield shard
            shard, length = [], 0
    if shard:
        yield shard


class ReadingStore:
    """Readings of former runs, in one SQLite file, each known by its text and by the engine that read it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connect()) as store, store:
            store.execute("CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, claims BLOB NOT NULL)")

    def find(self, documents: Iterable[Document]) -> dict[str, Reading]:
        """The readings that are there, by document id."""
        with closing(self._connect()) as store:
            found = {
                document.document_id: store.execute(
                    "SELECT claims FROM readings WHERE key = ?", [_key(document)]
                ).fetchone()
                for document in documents
            }
        return {name: Reading(name, _CLAIMS.validate_json(row[0])) for name, row in found.items() if row}

    def keep(self, documents: Sequence[Document], readings: Sequence[Reading]) -> None:
        """Keep the readings of these documents."""
        rows = [
            (_key(document), _CLAIMS.dump_json(reading.claims))
            for document, reading in zip(documents, readings, strict=True)
        ]
        with closing(self._connect()) as store, store:
            store.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?)", rows)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=60)


def _key(document: Document) -> str:
    parts = (engine_digest(), str(document.published), document.text or "")
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


@cache
def engine_digest() -> str:
    """A digest of all that decides what is read: code, tables and weights of this package, versions of the models."""
    return digest_of([engine().version, program_digest("flows.extract")])
