"""All claims in, tables out: who is who, what happened once, how many, and the ids that stay."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import polars as pl

from flows.decisions.anchors import Anchors, decide
from flows.decisions.correct import Corrected
from flows.decisions.decision import Correction, Decisions, Identification
from flows.extract.claims import CountClaim, EventClaim, PersonClaim, Reading
from flows.ingest.document import Document, Rejection
from flows.resolve.claimed import Claimed, claims_of
from flows.resolve.events import Act, resolve_events
from flows.resolve.evidence import evidence_rows
from flows.resolve.identity import Identity, assign, redirect_rows
from flows.resolve.people import Person, resolve_people
from flows.resolve.rows import count_row, event_row, person_row, with_days, with_interval
from flows.resolve.status import PersonEvent, Status, status_of
from flows.resolve.unsure import Unsure
from flows.withdrawals.leave_out import leave_out, without_names
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

    @property
    def ids(self) -> set[str]:
        """The ids of all rows."""
        return {*self.people, *self.acts, *self.counts}


def resolve(
    documents: Sequence[Document],
    readings: Iterable[Reading],
    rejections: Iterable[Rejection],
    last: Identity,
    decisions: Decisions | None = None,
) -> dict[str, pl.DataFrame]:
    """The tables of a release, not yet checked.

    `last` holds the ids of the last release. The result does not depend on the order of documents or readings.
    Raises DataFault where a decision does not hold any more.
    """
    decisions, readings = decisions or Decisions(), list(readings)
    resolved = cluster(readings, last, decisions.identity)
    if decisions.matcher:
        left = leave_out(documents, readings, rejections, resolved.people.values(), decisions.matcher)
        documents, rejections = left.documents, left.rejected
        decisions = without_names(_still_due(decisions, resolved, left.readings, last), decisions.matcher)
        resolved = cluster(left.readings, last, decisions.identity)
    corrected = Corrected()
    corrections = [_led(correction, resolved, last) for correction in decisions.corrections]
    events = {event_id: event_row(event_id, act) for event_id, act in resolved.acts.items()}
    counts = {count_id: count_row(count_id, count[0]) for count_id, count in resolved.counts.items()}
    corrected.apply("events", events, corrections)
    corrected.apply("counts", counts, corrections)
    events = {event_id: with_days(event) for event_id, event in events.items()}
    event_people = _event_people(resolved)
    people = {row["person_id"]: row for row in _people(resolved, events, event_people, documents)}
    corrected.apply("people", people, corrections)
    corrected.stop()
    pages = {document.document_id: document for document in corrected.documents.values()}
    pages |= {document.document_id: document for document in documents}
    texts = {document.document_id: document.text for document in documents if document.text is not None}
    return {
        "documents": frame("documents", (_document_row(document) for document in pages.values())),
        "evidence": frame("evidence", [*_evidence(resolved, texts), *corrected.evidence]),
        "people": frame("people", people.values()),
        "events": frame("events", events.values()),
        "event_people": frame("event_people", event_people),
        "counts": frame("counts", map(with_interval, counts.values())),
        "rejected": frame("rejected", (asdict(rejection) for rejection in rejections)),
        "redirects": frame("redirects", redirect_rows(resolved.merged, last, resolved.ids)),
        "unsure": frame("unsure", resolved.unsure),
    }


def _still_due(decisions: Decisions, resolved: Resolved, left: Sequence[Reading], last: Identity) -> Decisions:
    """The decisions but for those on rows and quotes that went with a withdrawn person."""
    kinds: tuple[type[Any], ...] = (PersonClaim, EventClaim, CountClaim)
    there = {each for kind in kinds for claimed in claims_of(left, kind) for each in claimed.evidence_ids}
    rows: dict[str, Sequence[Claimed[Any]]] = {**resolved.people, **resolved.acts, **resolved.counts}
    anchors = Anchors((claimed for claims in rows.values() for claimed in claims), last)
    gone = {
        row_id for row_id, claims in rows.items() if all(there.isdisjoint(claimed.evidence_ids) for claimed in claims)
    }
    found = {each: (anchors.find(each.one), anchors.find(each.other)) for each in decisions.identity}
    return replace(
        decisions,
        identity=tuple(
            each
            for each, claims in found.items()
            if all(claimed and not there.isdisjoint(claimed.evidence_ids) for claimed in claims)
        ),
        corrections=tuple(each for each in decisions.corrections if _led(each, resolved, last).row not in gone),
    )


def _led(correction: Correction, resolved: Resolved, last: Identity) -> Correction:
    """The correction, of the row that stands for the one that it names."""
    row_id, former = correction.row, set[str]()
    while row_id not in resolved.ids | former:
        former.add(row_id)
        row_id = resolved.merged.get(row_id) or last.redirects.get(row_id, (row_id, ""))[0]
    return replace(correction, row=row_id)


def cluster(readings: Sequence[Reading], last: Identity, decisions: Sequence[Identification] = ()) -> Resolved:
    """Join the claims that are one person, one act or one claim of a number, and give each its id."""
    person_claims, event_claims = claims_of(readings, PersonClaim), claims_of(readings, EventClaim)
    of_people, of_events = decide(decisions, person_claims, event_claims, last)
    resolved = resolve_people(person_claims, event_claims, of_people)
    people, people_merged = _named("people", resolved.clusters, last)
    unsure = _unsure_rows(list(people), resolved.unsure)
    who = {
        (claimed.document_id, claimed.claim.name): person_id
        for person_id, person in people.items()
        for claimed in person
    }
    acts, acts_merged = _named(
        "events", resolve_events(event_claims, lambda doc, name: who[doc, name], of_events), last
    )
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
