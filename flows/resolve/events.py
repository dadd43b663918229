"""Which event claims tell of one act."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date

from flows.extract.claims import EventClaim
from flows.extract.name_folding import fold_name
from flows.resolve.claimed import Claimed
from flows.resolve.closure import clusters
from flows.resolve.decided import Decided, Verdict
from schemas.edtf import bounds

Act = tuple[Claimed[EventClaim], ...]
Days = tuple[date, date]
WhoIsWho = Callable[[str, str], str]
Apart = Set[frozenset[Claimed[EventClaim]]]


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """Event claims that are one act for sure, with what decides whether another claim tells of it too."""

    claims: Act
    people: frozenset[str]
    days: Days | None

    @property
    def key(self) -> Hashable:
        """Claims of two keys are never one act, unless somebody decided so."""
        claim = self.claims[0].claim
        return (claim.type, None if self.people else (fold_name(claim.group or ""), claim.date, claim.country))

    @property
    def countries(self) -> set[str]:
        """The countries that the claims name."""
        return {country for claimed in self.claims if (country := claimed.claim.country)}


def resolve_events(
    events: Iterable[Claimed[EventClaim]], who: WhoIsWho, decided: Decided[EventClaim] | None = None
) -> list[Act]:
    """Clusters of event claims, one per real act; what is `decided` holds.

    `who` gives the person id of a name in a document. Acts on named people are one where type and country agree,
    the same person is in both, and one date lies within the other; a claim that fits two acts stays apart, and
    so do two claims of one text, since whoever read the text already told them apart.
    A claim without a date joins the only act of its type that its people have. Acts on unnamed people
    are one where type, group, date and country are the same and there is a date.
    """
    verdicts = (decided or Decided()).verdicts
    apart = {frozenset((verdict.one, verdict.other)) for verdict in verdicts if verdict.outcome != "same"}
    groups: dict[Hashable, list[Candidate]] = defaultdict(list)
    for claims in _with_decided(sorted(events, key=_precise_first), verdicts):
        candidate = _candidate(claims, who)
        groups[candidate.key].append(candidate)
    acts = (act for group in groups.values() for act in _acts(group, apart))
    return [tuple(claimed for candidate in act for claimed in candidate.claims) for act in acts]


def _with_decided(events: list[Claimed[EventClaim]], verdicts: Iterable[Verdict[EventClaim]]) -> list[Act]:
    """The claims, each by itself but for those that somebody decided to be one act; the most precise first."""
    places = {claimed: place for place, claimed in enumerate(events)}
    same = {
        (min(pair), max(pair)): 1.0
        for verdict in verdicts
        if verdict.outcome == "same" and (pair := (places[verdict.one], places[verdict.other]))
    }
    return [tuple(events[place] for place in cluster) for cluster in clusters(len(events), same, lambda *_: False)]


def _candidate(claims: Act, who: WhoIsWho) -> Candidate:
    people = frozenset(who(event.document_id, name) for event in claims for name in event.claim.people)
    return Candidate(claims, people, _days(claims[0]))


def _days(event: Claimed[EventClaim]) -> Days | None:
    return bounds(event.claim.date) if event.claim.date else None


def _acts(group: list[Candidate], apart: Apart) -> Iterator[list[Candidate]]:
    """The acts of one group, built from the most precise claim to the least, so that order does not matter."""
    acts: list[list[Candidate]] = []
    by_person: dict[str, list[list[Candidate]]] = defaultdict(list)
    for candidate in sorted(group, key=lambda each: _precise_first(each.claims[0])):
        fitting = [
            act for act in _acts_of(candidate, by_person, acts) if all(_same(candidate, one, apart) for one in act)
        ]
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


def _precise_first(event: Claimed[EventClaim]) -> tuple[bool, int, tuple[str, int, str]]:
    days = _days(event)
    return (days is None, (days[1] - days[0]).days if days else 0, event.sort_key)


def _same(one: Candidate, other: Candidate, apart: Apart) -> bool:
    if any(_told_apart(a, b, apart) for a in one.claims for b in other.claims):
        return False
    return len(one.countries | other.countries) <= 1 and _dates_fit(one, other)


def _told_apart(one: Claimed[EventClaim], other: Claimed[EventClaim], apart: Apart) -> bool:
    """Whether one text tells of two acts, or somebody decided that there are two."""
    if one.document_id == other.document_id and not one.noted_in:
        return True
    return bool(apart) and frozenset((one, other)) in apart


def _dates_fit(one: Candidate, other: Candidate) -> bool:
    """One lies within the other. No date fits any date of a person; of a nameless group it fits nothing."""
    if one.days is None or other.days is None:
        return bool(one.people)
    (first, last), (other_first, other_last) = one.days, other.days
    return (first >= other_first and last <= other_last) or (other_first >= first and other_last <= last)
