"""A checked row of a record as claims, and the page that it cites as a document."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from flows.extract.claims import Certainty, Claims, CountClaim, EventClaim, PersonClaim
from flows.ids import make_id
from flows.ingest.document import Document
from schemas.edtf import bounds, precision

Row = Mapping[str, str | None]


def cited(row: Row, record: str) -> Document:
    """The page that a row cites, noted in `record`; a month or year of publication is no day and gives none."""
    published = _day(row.get("published"))
    return Document(
        document_id=cited_id(row),
        kind="cited",
        title=row.get("title"),
        publisher=row.get("publisher"),
        url=row.get("url"),
        published=published,
        published_from="sidecar" if published else "none",
        retrieved=None,
        language=row.get("language"),
        media_type=None,
        sha256=None,
        bytes=None,
        licence=row.get("licence"),
        path=record,
        text=None,
    )


def cited_id(row: Row) -> str:
    """The id of the page that a row cites: the same for the same address, publisher and date in any record."""
    return make_id("documents", "cited", row.get("url"), row.get("publisher"), row.get("published"))


def count_claims(row: Row) -> Claims:
    """The count that a row of a record of counts notes."""
    count: Any = {name: row.get(name) for name in ("measure", "qualifier", "as_of", "country", "group", "source")}
    value, high = row["value"], row.get("high")
    claim = CountClaim(**count, value=int(value or 0), high=int(high) if high else None, surface=None, passages=())
    return Claims(counts=(claim,))


def person_claims(row: Row) -> Claims:
    """The person that a row of a record of people notes, with the event where the row has one."""
    person = PersonClaim(
        name=row["name"] or "",
        other_names=_list(row.get("other_names")),
        capacity=row.get("capacity") or "subject",
        occupations=_list(row.get("occupations")),
        passages=(),
    )
    return Claims(people=(person,), events=(_event(row, person),) if row.get("type") else ())


CLAIMS: Mapping[str, Callable[[Row], Claims]] = {"counts": count_claims, "people": person_claims}


def _event(row: Row, person: PersonClaim) -> EventClaim:
    event: Any = {name: row.get(name) for name in ("type", "date", "country", "destination", "place", "source")}
    term = row.get("term_months")
    return EventClaim(
        **event,
        people=(person.name,),
        group=None,
        term_months=float(term) if term else None,
        certainty=cast(Certainty, row.get("certainty") or "asserted"),
        passages=(),
    )


def _list(words: str | None) -> tuple[str, ...]:
    return tuple(each.strip() for each in (words or "").split(";") if each.strip())


def _day(value: str | None) -> date | None:
    return bounds(value)[0] if value and precision(value) == "day" else None
