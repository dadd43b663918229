"""raw/documents: every file of it becomes a document or a rejection."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.errors import DataFault
from flows.extract.dates import dateline
from flows.ids import make_id
from flows.ingest.content import Content, Unreadable, parsing
from flows.ingest.document import Document, Rejection
from flows.ingest.files import name_of, read_bytes, walk
from flows.ingest.language import detect_language, language_code
from flows.ingest.limits import MAX_CHARACTERS
from flows.ingest.media import MEDIA, Medium
from flows.ingest.sidecar import SUFFIX, Sidecar, read_sidecar, without_sidecars
from flows.ingest.text import clean

FOLDER = "documents"


@dataclass(frozen=True, slots=True)
class Ingested:
    """What the files under raw/documents gave, each in the order of its path."""

    documents: tuple[Document, ...]
    rejected: tuple[Rejection, ...]


def read_documents(raw: Path) -> Ingested:
    """Every document under `raw`/documents. A file that cannot be read is rejected, and stops no other."""
    return gather(read_document(raw, path) for path in find(raw))


def find(raw: Path) -> list[Path]:
    """The files under `raw`/documents to read, sorted by path: all but the sidecars of documents."""
    return without_sidecars(walk(raw / FOLDER))


def read_document(raw: Path, path: Path) -> Document | Rejection:
    """One file under `raw`/documents, read with its sidecar."""
    name = name_of(raw, path)
    try:
        return _read(raw, path, name)
    except Unreadable as fault:
        return _rejection(name, fault.check, fault.reason)
    except DataFault as fault:
        return _rejection(name, "sidecar", str(fault))


def gather(read: Iterable[Document | Rejection]) -> Ingested:
    """Documents and rejections apart; of files with the same bytes, only the first by path stays a document."""
    results = list(read)
    documents = sorted((each for each in results if isinstance(each, Document)), key=lambda each: each.path)
    first: dict[str, Document] = {}
    for document in documents:
        first.setdefault(document.document_id, document)
    copies = [_copy(each, first[each.document_id]) for each in documents if first[each.document_id] is not each]
    rejected = [each for each in results if isinstance(each, Rejection)] + copies
    return Ingested(tuple(first.values()), tuple(sorted(rejected, key=lambda each: each.subject)))


def _copy(document: Document, first: Document) -> Rejection:
    reason = f"it has the same bytes as {first.path}, which is read; remove one of the two"
    return _rejection(document.path, "unique", reason, document.sha256)


def _read(raw: Path, path: Path, name: str) -> Document:
    if path.suffix == SUFFIX:
        raise Unreadable("sidecar", "there is no document beside this sidecar; add it under the same name")
    medium = MEDIA.get(path.suffix.lower())
    if medium is None:
        raise Unreadable("extension", f"files of this kind cannot be read; the known kinds are {', '.join(MEDIA)}")
    data = read_bytes(raw, path)
    sidecar = read_sidecar(raw, path)
    digest = hashlib.sha256(data).hexdigest()
    if sidecar.sha256 not in {None, digest}:
        raise Unreadable("sha256", "its bytes are not those that its sidecar tells of; fetch it again")
    return _document(name, data, digest, medium, sidecar)


def _document(name: str, data: bytes, digest: str, medium: Medium, sidecar: Sidecar) -> Document:
    with parsing():
        content = medium.read(data)
    text = _clean_text(content)
    published, published_from = _published(sidecar, content, text)
    return Document(
        document_id=make_id("documents", digest),
        kind="text",
        title=sidecar.title or _line(content.title),
        publisher=sidecar.publisher or _line(content.publisher),
        url=sidecar.url or _web_address(content.url),
        published=published,
        published_from=published_from,
        retrieved=sidecar.retrieved,
        language=sidecar.language or language_code(content.language) or detect_language(text),
        media_type=medium.media_type,
        sha256=digest,
        bytes=len(data),
        licence=sidecar.licence,
        path=name,
        text=text,
    )


def _clean_text(content: Content) -> str:
    if len(content.text) > MAX_CHARACTERS:
        raise Unreadable("size", f"its text is too long: more than {MAX_CHARACTERS:,} characters; split it")
    text = clean(content.text)
    if not text:
        raise Unreadable("has_text", "it holds no text; fetch it again or remove it")
    return text


def _published(sidecar: Sidecar, content: Content, text: str) -> tuple[date | None, str]:
    """The day of publication, and which of sidecar, metadata and text says so."""
    if sidecar.published:
        return sidecar.published, "sidecar"
    if content.published:
        return content.published, "metadata"
    day = dateline(text)
    return day, "text" if day else "none"


def _line(value: str | None) -> str | None:
    return " ".join(clean(value or "").split()) or None


def _web_address(value: str | None) -> str | None:
    return value if value and value.lower().startswith(("https://", "http://")) else None


def _rejection(name: str, check: str, reason: str, value: str | None = None) -> Rejection:
    return Rejection("ingest", None, name, check, reason, value)
