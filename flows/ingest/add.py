"""Files and pages, put under raw/documents with a sidecar that says where they came from."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import tomli_w

from flows.errors import CallFault, DataFault, Fault
from flows.ingest.documents import FOLDER
from flows.ingest.download import Download, download
from flows.ingest.files import walk
from flows.ingest.limits import MAX_FILE_BYTES, MEGABYTE
from flows.ingest.media import MEDIA
from flows.ingest.sidecar import SUFFIX, sidecar_path

_MAX_NAME_BYTES = 100
_VAGUE_TYPES = {"", "text/plain", "application/octet-stream", "binary/octet-stream"}
_EXTENSIONS: dict[str, str] = {medium.media_type: extension for extension, medium in reversed(list(MEDIA.items()))} | {
    "application/xhtml+xml": ".html",
    "text/x-markdown": ".md",
}


@dataclass(frozen=True, slots=True)
class Added:
    """A source that lies at `path`; `new` is false where the same bytes lay there before."""

    source: str
    path: Path
    new: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A source that was not added, and why."""

    source: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class _Received:
    """A source's bytes, the name and extension for its file, and the folder where nobody says who published it."""

    data: bytes
    name: str
    extension: str
    folder: str
    url: str | None = None


def add(
    sources: Sequence[str], raw: Path, publisher: str | None = None, *, allow_private: bool = False
) -> list[Added | Refused]:
    """Copy files and download addresses into `raw`/documents/<publisher>/, each with a sidecar; one outcome a source.

    A source that cannot be added stops no other. Nothing that is there is overwritten, and no part of a file is left.
    """
    return [_add(source, raw, publisher, allow_private=allow_private) for source in sources]


def _add(source: str, raw: Path, publisher: str | None, *, allow_private: bool) -> Added | Refused:
    try:
        received = _fetch(source, allow_private=allow_private) if "://" in source else _open(source)
        return _keep(source, received, raw, publisher)
    except Fault as fault:
        return Refused(source, fault)
    except OSError as error:
        what = f"it cannot be written ({error.strerror})"
        return Refused(
            source, DataFault(error.filename or raw, what, "Free space, or give this user the right to write")
        )


def _open(source: str) -> _Received:
    path = Path(source)
    if path.suffix.lower() not in MEDIA:
        raise CallFault(
            source,
            f"files of this kind cannot be read; the known kinds are {', '.join(MEDIA)}",
            "Save it as one of them",
        )
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise CallFault(source, f"it cannot be opened ({error.strerror})", "Check its name and permissions") from error
    _check_size(source, data)
    return _Received(data, path.stem, path.suffix.lower(), "unsorted")


def _fetch(source: str, *, allow_private: bool) -> _Received:
    got = download(source, allow_private=allow_private)
    _check_size(source, got.data)
    parts = urlsplit(got.url)
    name = PurePosixPath((got.filename or unquote(parts.path)).replace("\\", "/")).name
    folder = (parts.hostname or "").removeprefix("www.")
    return _Received(got.data, PurePosixPath(name).stem, _extension(got, name), folder, got.url)


def _check_size(source: str, data: bytes) -> None:
    if not data:
        raise DataFault(source, "it is empty", "Check it, and add it again")
    if len(data) > MAX_FILE_BYTES:
        raise DataFault(source, f"it is larger than {MAX_FILE_BYTES // MEGABYTE} MB", "Split it")


def _extension(got: Download, name: str) -> str:
    """By the media type; by the name where the type is vague."""
    named = PurePosixPath(name).suffix.lower()
    if got.media_type in _VAGUE_TYPES and named in MEDIA:
        return named
    if got.media_type not in _EXTENSIONS:
        what = f"the server sends {got.media_type or 'no media type'}, which cannot be read"
        raise DataFault(got.url, what, f"The known kinds are {', '.join(MEDIA)}")
    return _EXTENSIONS[got.media_type]


def _keep(source: str, received: _Received, raw: Path, publisher: str | None) -> Added:
    digest = hashlib.sha256(received.data).hexdigest()
    same = _same_bytes(raw / FOLDER, received.data)
    if same is not None:
        return Added(source, same, new=False)
    folder = raw / FOLDER / _slug(publisher or received.folder, "unsorted")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (_free_stem(folder, _slug(received.name, "document"), digest) + received.extension)
    _write_pair(path, received.data, _sidecar(publisher, received.url, digest))
    return Added(source, path, new=True)


def _sidecar(publisher: str | None, url: str | None, digest: str) -> bytes:
    now = datetime.now(UTC).replace(microsecond=0)
    said = {"publisher": publisher, "url": url, "retrieved": now, "sha256": digest}
    return tomli_w.dumps({key: value for key, value in said.items() if value}).encode()


def _same_bytes(folder: Path, data: bytes) -> Path | None:
    documents = (path for path in walk(folder) if path.suffix != SUFFIX and path.is_file())
    return next((path for path in documents if path.stat().st_size == len(data) and path.read_bytes() == data), None)


def _free_stem(folder: Path, stem: str, digest: str) -> str:
    """`stem`, or where a file is called so, with the digest: no two documents share a sidecar."""
    taken = {path.stem.casefold() for path in folder.iterdir()}
    return stem if stem.casefold() not in taken else f"{stem}-{digest[:16]}"


def _slug(words: str, otherwise: str) -> str:
    slug = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", words)).strip("-").lower()
    return slug.encode()[:_MAX_NAME_BYTES].decode(errors="ignore").strip("-") or otherwise


def _write_pair(path: Path, data: bytes, sidecar: bytes) -> None:
    """The document and its sidecar, or neither."""
    _write_whole(sidecar_path(path), sidecar)
    try:
        _write_whole(path, data)
    except BaseException:
        sidecar_path(path).unlink()
        raise


def _write_whole(path: Path, data: bytes) -> None:
    """The file, whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
