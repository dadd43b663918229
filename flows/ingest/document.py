"""A document as the later stages see it: its row of `documents`, and its clean text."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Document:
    """One row of `documents` (same names), with the clean text, which is never published; null for a cited page."""

    document_id: str
    kind: str
    title: str | None
    publisher: str | None
    url: str | None
    published: date | None
    published_from: str
    retrieved: datetime | None
    language: str | None
    media_type: str | None
    sha256: str | None
    bytes: int | None
    licence: str | None
    path: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Rejection:
    """One row of `rejected` (same names)."""

    stage: str
    table: str | None
    subject: str
    check: str
    reason: str
    value: str | None = None
