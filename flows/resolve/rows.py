"""Rows of `people`, `events` and `counts` from the claims that were found to be one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flows.extract.claims import CountClaim, EventClaim
from flows.resolve.claimed import Claimed
from flows.resolve.events import Act
from flows.resolve.intervals import interval
from flows.resolve.people import Person
from flows.resolve.status import Status
from schemas.dates import plain_dates
from schemas.edtf import bounds
from schemas.vocabulary import terms

Row = dict[str, Any]


def person_row(
    person_id: str, person: Person, countries: Iterable[str], status: Status, published: Sequence[date]
) -> Row:
    """The row of one person: `countries` are those of the acts done to them, `published` days of their documents."""
    claims = [claimed.claim for claimed in person]
    name = _usual(claim.name for claim in claims)
    forms = {form for claim in claims for form in (claim.name, *claim.other_names)}
    found = {country for country in countries if country}
    return {
        "person_id": person_id,
        "name": name,
        "other_names": sorted(forms - {name}),
        "occupations": sorted({occupation for claim in claims for occupation in claim.occupations}),
        "capacities": sorted({claim.capacity for claim in claims}, key=terms("capacities").index),
        "country": found.pop() if len(found) == 1 else None,
        "status": status.status,
        "status_date": status.date,
        "status_event_id": status.event_id,
        "first_seen": min(published, default=None),
        "last_seen": max(published, default=None),
        "documents": _documents(person),
    }


def event_row(event_id: str, act: Act) -> Row:
    """The row of one act: each value from the claim with the most precise date that has it."""
    claims = [claimed.claim for claimed in sorted(act, key=_precise_first)]
    row = {
        "event_id": event_id,
        "type": claims[0].type,
        "date": claims[0].date,
        **{field: _first(claims, field) for field in ("country", "destination", "place", "term_months", "source")},
        "group_description": _first(claims, "group"),
        "certainty": min((claim.certainty for claim in claims), key=terms("certainties").index),
        "documents": _documents(act),
    }
    return with_days(row)


def with_days(event: Row) -> Row:
    """The row of an event with all that follows from its date."""
    days = plain_dates(event["date"])
    return {**event, "date_first": days.first, "date_last": days.last, "date_precision": days.precision}


def count_row(count_id: str, claimed: Claimed[CountClaim]) -> Row:
    """The row of one count."""
    claim = claimed.claim
    row = {
        "count_id": count_id,
        "measure": claim.measure,
        "value": claim.value,
        "high": claim.high,
        "qualifier": claim.qualifier,
        "as_of": claim.as_of,
        "country": claim.country,
        "group_description": claim.group,
        "source": claim.source,
        "surface": claim.surface,
        "document_id": claimed.document_id,
    }
    return with_interval(row)


def with_interval(count: Row) -> Row:
    """The row of a count with all that follows from its number and its date."""
    days = plain_dates(count["as_of"])
    meant = interval(count["value"], count["high"], count["qualifier"])
    plain = {"lower": meant.lower, "upper": meant.upper, "as_of_first": days.first, "as_of_last": days.last}
    return {**count, **plain}


def _usual(names: Iterable[str]) -> str:
    """The form used most often, the longer of two, the first in the alphabet of two as long."""
    counted = Counter(names)
    return min(counted, key=lambda name: (-counted[name], -len(name), name))


def _documents(cluster: Sequence[Claimed[Any]]) -> list[str]:
    return sorted({claimed.document_id for claimed in cluster})


def _first(claims: Sequence[EventClaim], field: str) -> Any:
    return next((value for claim in claims if (value := getattr(claim, field)) is not None), None)


def _precise_first(claimed: Claimed[EventClaim]) -> tuple[int, tuple[str, int, str]]:
    days = bounds(claimed.claim.date) if claimed.claim.date else (date.min, date.max)
    return ((days[1] - days[0]).days, claimed.sort_key)
