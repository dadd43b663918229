"""Gold annotations: the JSON in which a careful reader, or the engine, writes down what one document says."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows.extract.claims import Claims, CountClaim, EventClaim, PersonClaim
from flows.ingest.text import clean

Annotation = dict[str, Any]


@dataclass(frozen=True)
class GoldDocument:
    """A text, clean as the pipeline reads it, with its annotation, in the format of the annotation guidelines."""

    document_id: str
    text: str
    published: date | None
    annotation: Annotation


def read_gold(folder: Path) -> list[GoldDocument]:
    """The annotated documents of a folder, in the order of their names.

    Raises FileNotFoundError where the folder holds no annotation, or an annotation has no text beside it.
    """
    documents = list(_documents(folder))
    if not documents:
        raise FileNotFoundError(f"{folder}: no annotations here; name a folder with <document>.json and <document>.txt")
    return documents


def _documents(folder: Path) -> Iterator[GoldDocument]:
    for path in sorted(folder.glob("*.json")):
        annotation = json.loads(path.read_text(encoding="utf-8"))
        published = annotation["published"]
        yield GoldDocument(
            document_id=annotation["document_id"],
            text=clean(path.with_suffix(".txt").read_text(encoding="utf-8")),
            published=date.fromisoformat(published) if published else None,
            annotation=annotation,
        )


def to_gold(claims: Claims, document_id: str, published: date | None) -> Annotation:
    """The claims of one document as an annotation; events also have their `passage`, as in the training documents."""
    return {
        "document_id": document_id,
        "published": published.isoformat() if published else None,
        "people": [_person(claim) for claim in claims.people],
        "events": [_event(claim) for claim in claims.events],
        "counts": [_count(claim) for claim in claims.counts],
    }


def _person(claim: PersonClaim) -> Annotation:
    return {"name": claim.name, "also": list(claim.other_names), "capacity": claim.capacity}


def _event(claim: EventClaim) -> Annotation:
    return {
        "type": claim.type,
        "date": claim.date,
        "people": list(claim.people),
        "group": claim.group,
        "country": claim.country,
        "destination": claim.destination,
        "passage": next((passage.quote for passage in claim.passages if passage.field == "row"), None),
    }


def _count(claim: CountClaim) -> Annotation:
    return {
        "measure": claim.measure,
        "value": claim.value,
        "high": claim.high,
        "qualifier": claim.qualifier,
        "as_of": claim.as_of,
        "country": claim.country,
        "group": claim.group,
        "source": claim.source,
        "surface": claim.surface,
    }
