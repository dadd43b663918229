"""Who is who across documents: person claims whose names agree become one person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from flows.extract.claims import EventClaim, PersonClaim
from flows.extract.name_folding import fold_name
from flows.resolve.claimed import Claimed

Person = tuple[Claimed[PersonClaim], ...]


def resolve_people(people: Iterable[Claimed[PersonClaim]], events: Iterable[Claimed[EventClaim]]) -> list[Person]:
    """Clusters of person claims, one per real person.

    Two claims are one person where the full names agree after folding and the countries of their events do not
    contradict each other. A single name is too little to go by: it stays with its document.
    """
    countries = _countries(events)
    groups: dict[tuple[str, str], list[Claimed[PersonClaim]]] = defaultdict(list)
    for person in people:
        name = fold_name(person.claim.name)
        groups[name, "" if " " in name else person.document_id].append(person)
    return [cluster for group in groups.values() for cluster in _split_by_country(group, countries)]


def _countries(events: Iterable[Claimed[EventClaim]]) -> Mapping[tuple[str, str], set[str]]:
    """The countries of a person's events, by document and folded name."""
    countries: dict[tuple[str, str], set[str]] = defaultdict(set)
    for event in events:
        for name in event.claim.people:
            countries[event.document_id, fold_name(name)].update({event.claim.country} - {None})  # type: ignore[arg-type]
    return countries


def _split_by_country(group: list[Claimed[PersonClaim]], countries: Mapping[tuple[str, str], set[str]]) -> list[Person]:
    """One person, unless the countries contradict each other; then whoever has none stays apart."""
    seen = {
        claimed: frozenset(countries.get((claimed.document_id, fold_name(claimed.claim.name)), ())) for claimed in group
    }
    known = set().union(*seen.values())
    if len(known) <= 1:
        return [tuple(group)]
    parts: dict[object, list[Claimed[PersonClaim]]] = defaultdict(list)
    for claimed in group:
        parts[seen[claimed] or claimed].append(claimed)
    return [tuple(part) for part in parts.values()]
