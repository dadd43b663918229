"""Claims of documents anywhere on the disk, in the format of the gold annotations, for reading and scoring."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.extract.claims import Claims
from flows.extract.gold import Annotation, to_gold
from flows.ingest.document import Document, Rejection
from flows.ingest.documents import read_document
from flows.ingest.files import walk
from flows.ingest.media import MEDIA


def documents(source: Path, published: date | None) -> Iterator[tuple[Path, Document | Rejection]]:
    """The document at `source`, or those of the folder; `published` is for those of which nothing tells the day."""
    folder = source if source.is_dir() else source.parent
    for path in walk(folder) if source.is_dir() else [source]:
        if path.suffix.lower() in MEDIA:
            document = read_document(folder, path)
            if isinstance(document, Document) and document.published is None:
                document = replace(document, published=published)
            yield path, document


def annotation(path: Path, document: Document, claims: Claims) -> Annotation:
    """The claims of one document as an annotation that is named after its file."""
    return to_gold(claims, path.stem, document.published)


def write(annotation: Annotation, folder: Path) -> Path:
    """Write one annotation to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{annotation['document_id']}.json"
    path.write_text(as_json(annotation), encoding="utf-8")
    return path


def as_json(annotation: Annotation) -> str:
    """An annotation as readable JSON."""
    return json.dumps(annotation, ensure_ascii=False, indent=1) + "\n"
