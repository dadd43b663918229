"""A small invented release: two texts and a cited page, two people, two events, three counts."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from flows.ids import make_id
from flows.ingest.dataset import Dataset
from schemas.dates import plain_dates
from schemas.tables import empty, frame

DATASET = Dataset(
    title="Held in Veldania",
    publisher="Veldania Watch",
    description="Who is held in Veldania.",
    licence="CC BY 4.0",
    limits=("Invented.",),
    sensitive="Nobody in it is real.",
)
PROVENANCE = {"engine": "rules 1", "lock": "0" * 64, "previous": None}
TEXTS = {
    "first": "Officers arrested Zoë Tarn on 3 May 2031. More than 40 people are held in Veldania.",
    "second": 'Zoë Tarn and O\'Brian "=Lee" were released on 9 May 2031.',
}
DOCUMENTS = {name: make_id("documents", name) for name in [*TEXTS, "page"]}
PEOPLE = {name: make_id("people", name) for name in ("Zoë Tarn", 'O\'Brian "=Lee"')}
EVENTS = {name: make_id("events", name) for name in ("arrest", "release")}
COUNTS = {name: make_id("counts", name) for name in ("over 40", "31", "part")}


def document(name: str, **more: Any) -> dict[str, Any]:
    """A row of `documents`."""
    return {
        "document_id": DOCUMENTS[name],
        "kind": "text",
        "title": f"The {name}",
        "publisher": "Veldania Watch",
        "url": f"https://example.org/{name}",
        "published": date(2031, 5, 9),
        "published_from": "sidecar",
        "retrieved": datetime(2031, 5, 10, 12, 30, tzinfo=UTC),
        "language": "en",
        "media_type": "text/plain",
        "sha256": "a" * 64,
        "bytes": 80,
        "path": f"documents/watch/{name}.txt",
        **more,
    }


def passage(table: str, row_id: str, name: str, quote: str | None, field: str = "row") -> dict[str, Any]:
    """A row of `evidence` for the first place of `quote` in the text `name`; none for a noted record."""
    row = {
        "evidence_id": make_id("evidence", table, row_id, name, quote, field),
        "table": table,
        "row_id": row_id,
        "document_id": DOCUMENTS[name],
        "field": field,
        "method": "rule",
        "certainty": "asserted",
    }
    if quote is None:
        return row
    text = TEXTS[name]
    start = text.index(quote)
    end = start + len(quote)
    around = {"prefix": text[max(0, start - 32) : start], "suffix": text[end : end + 32]}
    return {**row, "start": start, "end": end, "quote": quote, **around}


def person(name: str, **more: Any) -> dict[str, Any]:
    """A row of `people`: released by the last event."""
    return {
        "person_id": PEOPLE[name],
        "name": name,
        "other_names": [],
        "occupations": [],
        "capacities": ["subject"],
        "country": "VE",
        "status": "released",
        "status_date": "2031-05-09",
        "status_event_id": EVENTS["release"],
        "first_seen": date(2031, 5, 9),
        "last_seen": date(2031, 5, 9),
        "documents": [DOCUMENTS["second"]],
        **more,
    }


def event(kind: str, day: str, name: str) -> dict[str, Any]:
    """A row of `events`."""
    first, last, precision = plain_dates(day)
    return {
        "event_id": EVENTS[kind],
        "type": kind,
        "date": day,
        "date_first": first,
        "date_last": last,
        "date_precision": precision,
        "country": "VE",
        "certainty": "asserted",
        "documents": [DOCUMENTS[name]],
    }


def count(name: str, document_name: str, **more: Any) -> dict[str, Any]:
    """A row of `counts`: held on 9 May 2031."""
    day = date(2031, 5, 9)
    dates = {"as_of": day.isoformat(), "as_of_first": day, "as_of_last": day}
    row = {"count_id": COUNTS[name], "measure": "held", "country": "VE", "document_id": DOCUMENTS[document_name]}
    return {**row, **dates, **more}


def rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of each table that has some."""
    tarn, lee = PEOPLE
    return {
        "documents": [
            document("first"),
            document("second"),
            document(
                "page", kind="cited", sha256=None, bytes=None, media_type=None, retrieved=None, path="records/a.csv:2"
            ),
        ],
        "people": [
            person(tarn, other_names=["Zoe Tarn"], documents=sorted(DOCUMENTS[name] for name in TEXTS)),
            person(lee),
        ],
        "events": [event("arrest", "2031-05-03", "first"), event("release", "2031-05-09", "second")],
        "event_people": [
            {"event_id": EVENTS["arrest"], "person_id": PEOPLE[tarn]},
            *({"event_id": EVENTS["release"], "person_id": person_id} for person_id in PEOPLE.values()),
        ],
        "counts": [
            count("over 40", "first", value=40, qualifier="more_than", lower=41, surface="More than 40"),
            count("31", "page", value=31, qualifier="exact", lower=31, upper=31, source="the ministry"),
            count("part", "page", value=5, qualifier="exact", lower=5, upper=5, group_description="women"),
        ],
        "evidence": [
            passage("people", PEOPLE[tarn], "first", "Zoë Tarn", "name"),
            passage("people", PEOPLE[lee], "second", lee, "name"),
            passage("events", EVENTS["arrest"], "first", "arrested Zoë Tarn on 3 May 2031"),
            passage("events", EVENTS["release"], "second", "released on 9 May 2031"),
            passage("counts", COUNTS["over 40"], "first", "More than 40 people are held"),
            passage("counts", COUNTS["31"], "page", None),
            passage("counts", COUNTS["part"], "page", None),
        ],
        "unsure": [{"person_id": PEOPLE[tarn], "other_id": PEOPLE[lee], "score": 0.5, "why": "like sound"}],
        "rejected": [
            {"stage": "ingest", "subject": "documents/watch/empty.txt", "check": "not_empty", "reason": "it is empty"}
        ],
    }


def invented() -> dict[str, pl.DataFrame]:
    """All tables, each row right."""
    return {**empty(), **{table: frame(table, found) for table, found in rows().items()}}
