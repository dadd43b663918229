"""Which event claims tell of one act."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from flows.extract.claims import EventClaim
from flows.extract.name_folding import fold_name
from flows.resolve.claimed import Claimed
from schemas.edtf import bounds

Act = tuple[Claimed[EventClaim], ...]
Days = tuple[date, date]
WhoIsWho = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event claim with what decides whether it is the same act as another one."""

    claimed: Claimed[EventClaim]
    people: frozenset[str]
    days: Days | None

    @property
    def key(self) -> Hashable:
        """Claims of two keys are never one act."""
        claim = self.claimed.claim
        return (claim.type, None if self.people else (fold_name(claim.group or ""), claim.date, claim.country))


def resolve_events(events: Iterable[Claimed[EventClaim]], who: WhoIsWho) -> list[Act]:
    """Clusters of event claims, one per real act.

    `who` gives the person id of a name in a document. Acts on named people are one where type and country agree,
    the same person is in both, and one date lies within the other; a claim that fits two acts stays apart, and
    so do two claims of one text, since whoever read the text already told them apart.
    A claim without a date joins the only act of its type that its people have. Acts on unnamed people
    are one where type, group, date and country are the same and there is a date.
    """
    groups: dict[Hashable, list[Candidate]] = defaultdict(list)
    for event in events:
        candidate = _candidate(event, who)
        groups[candidate.key].append(candidate)
    return [tuple(candidate.claimed for candidate in act) for group in groups.values() for act in _acts(group)]


def _candidate(event: Claimed[EventClaim], who: WhoIsWho) -> Candidate:
    people = frozenset(who(event.document_id, name) for name in event.claim.people)
    return Candidate(event, people, bounds(event.claim.date) if event.claim.date else None)


def _acts(group: list[Candidate]) -> Iterator[list[Candidate]]:
    """The acts of one group, built from the most precise claim to the least, so that order does not matter."""
    acts: list[list[Candidate]] = []
    by_person: dict[str, list[list[Candidate]]] = defaultdict(list)
    for candidate in sorted(group, key=_precise_first):
        fitting = [act for act in _acts_of(candidate, by_person, acts) if all(_same(candidate, one) for one in act)]
        if len(fitting) == 1:
            act = fitting[0]
        else:
            act = []
            acts.append(act)
        act.append(candidate)
        for person in candidate.people:
            if act not in by_person[person]:
                by_person[person].append(act)
    yield from acts


def _acts_of(
    candidate: Candidate, by_person: dict[str, list[list[Candidate]]], acts: list[list[Candidate]]
) -> list[list[Candidate]]:
    """The acts so far that share a person with the candidate; all of the group where nobody is named."""
    if not candidate.people:
        return acts
    shared = {id(act): act for person in sorted(candidate.people) for act in by_person[person]}
    return list(shared.values())


def _precise_first(candidate: Candidate) -> tuple[bool, int, tuple[str, int, str]]:
    days = candidate.days
    return (days is None, (days[1] - days[0]).days if days else 0, candidate.claimed.sort_key)


def _same(one: Candidate, other: Candidate) -> bool:
    if one.claimed.document_id == other.claimed.document_id and not one.claimed.noted_in:
        return False
    countries = {one.claimed.claim.country, other.claimed.claim.country} - {None}
    return len(countries) <= 1 and _dates_fit(one, other)


def _dates_fit(one: Candidate, other: Candidate) -> bool:
    """One lies within the other. No date fits any date of a person; of a nameless group it fits nothing."""
    if one.days is None or other.days is None:
        return bool(one.people)
    (first, last), (other_first, other_last) = one.days, other.days
    return (first >= other_first and last <= other_last) or (other_first >= first and other_last <= last)
