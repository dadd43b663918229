"""All claims in, tables out: who is who, what happened once, how many, and the ids that stay."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from flows.extract.claims import CountClaim, EventClaim, PersonClaim, Reading
from flows.ingest.document import Document, Rejection
from flows.resolve.claimed import Claimed, claims_of
from flows.resolve.events import Act, resolve_events
from flows.resolve.evidence import evidence_rows
from flows.resolve.identity import Identity, assign, redirect_rows
from flows.resolve.people import Person, resolve_people
from flows.resolve.rows import count_row, event_row, person_row
from flows.resolve.status import PersonEvent, Status, status_of
from flows.resolve.unsure import Unsure
from schemas.tables import frame

Row = dict[str, Any]
Count = tuple[Claimed[CountClaim], ...]


@dataclass(frozen=True)
class Resolved:
    """The clusters of claims by the id of their row.

    `who` gives the person of a name in a document, `merged` leads former ids to those that they were merged into.
    """

    people: dict[str, Person]
    acts: dict[str, Act]
    counts: dict[str, Count]
    who: dict[tuple[str, str], str]
    merged: dict[str, str]
    unsure: list[Row]


def resolve(
    documents: Sequence[Document],
    readings: Iterable[Reading],
    rejections: Iterable[Rejection],
    last: Identity,
) -> dict[str, pl.DataFrame]:
    """The tables of a release, not yet checked.

    `last` holds the ids of the last release. The result does not depend on the order of documents or readings.
    """
    resolved = cluster(list(readings), last)
    texts = {document.document_id: document.text for document in documents if document.text is not None}
    events = {event_id: event_row(event_id, act) for event_id, act in resolved.acts.items()}
    event_people = _event_people(resolved)
    existing = {*resolved.people, *resolved.acts, *resolved.counts}
    return {
        "documents": frame("documents", (_document_row(document) for document in documents)),
        "evidence": frame("evidence", _evidence(resolved, texts)),
        "people": frame("people", _people(resolved, events, event_people, documents)),
        "events": frame("events", events.values()),
        "event_people": frame("event_people", event_people),
        "counts": frame("counts", (count_row(count_id, count[0]) for count_id, count in resolved.counts.items())),
        "rejected": frame("rejected", (asdict(rejection) for rejection in rejections)),
        "redirects": frame("redirects", redirect_rows(resolved.merged, last, existing)),
        "unsure": frame("unsure", resolved.unsure),
    }


def cluster(readings: Sequence[Reading], last: Identity) -> Resolved:
    """Join the claims that are one person, one act or one claim of a number, and give each its id."""
    person_claims, event_claims = claims_of(readings, PersonClaim), claims_of(readings, EventClaim)
    resolved = resolve_people(person_claims, event_claims)
    people, people_merged = _named("people", resolved.clusters, last)
    unsure = _unsure_rows(list(people), resolved.unsure)
    who = {
        (claimed.document_id, claimed.claim.name): person_id
        for person_id, person in people.items()
        for claimed in person
    }
    acts, acts_merged = _named("events", resolve_events(event_claims, lambda doc, name: who[doc, name]), last)
    counts, counts_merged = _named("counts", _counts(claims_of(readings, CountClaim)), last)
    return Resolved(people, acts, counts, who, people_merged | acts_merged | counts_merged, unsure)


def _named(table: str, clusters: Sequence[Any], last: Identity) -> tuple[dict[str, Any], dict[str, str]]:
    assigned = assign(table, clusters, last)
    return dict(zip(assigned.ids, clusters, strict=True)), assigned.merged


def _unsure_rows(ids: Sequence[str], pairs: Iterable[Unsure]) -> list[Row]:
    """Rows of `unsure`, each with the lower id first."""
    rows = []
    for pair in pairs:
        person_id, other_id = sorted((ids[pair.one], ids[pair.other]))
        rows.append({"person_id": person_id, "other_id": other_id, "score": pair.score, "why": pair.why})
    return rows


def _counts(claims: Iterable[Claimed[CountClaim]]) -> list[Count]:
    """One count per claim; rows of a record that say the same of the same page are one claim noted twice."""
    same: dict[tuple[str, CountClaim], list[Claimed[CountClaim]]] = defaultdict(list)
    for claimed in claims:
        same[claimed.document_id, claimed.claim].append(claimed)
    return [tuple(count) for count in same.values()]


def _people(
    resolved: Resolved, events: Mapping[str, Row], event_people: Iterable[Row], documents: Iterable[Document]
) -> Iterator[Row]:
    published = {document.document_id: document.published for document in documents}
    done_to: dict[str, list[Row]] = defaultdict(list)
    for row in event_people:
        done_to[row["person_id"]].append(events[row["event_id"]])
    for person_id, person in resolved.people.items():
        own = done_to[person_id]
        days = [day for claimed in person if (day := published[claimed.document_id])]
        yield person_row(person_id, person, [event["country"] for event in own], _status(own), days)


def _status(events: Iterable[Row]) -> Status:
    return status_of(PersonEvent(event["event_id"], event["type"], event["date"]) for event in events)


def _event_people(resolved: Resolved) -> list[Row]:
    return [
        {"event_id": event_id, "person_id": resolved.who[claimed.document_id, name]}
        for event_id, act in resolved.acts.items()
        for claimed in act
        for name in claimed.claim.people
    ]


def _evidence(resolved: Resolved, texts: Mapping[str, str]) -> Iterable[Row]:
    clusters: dict[str, Sequence[Claimed[Any]]] = {**resolved.people, **resolved.acts, **resolved.counts}
    for row_id, claims in clusters.items():
        for claimed in claims:
            yield from evidence_rows(row_id, claimed, texts)


def _document_row(document: Document) -> Row:
    return {name: value for name, value in asdict(document).items() if name != "text"}
