"""What the documents tell of a person beside the name: where, when, what was done to them, what they do."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flows.extract.claims import EventClaim
from flows.resolve.claimed import Claimed
from schemas.edtf import bounds
from schemas.vocabulary import rows

Days = tuple[date, date]

_DEATHS = frozenset(row["term"] for row in rows("event_types") if row["leaves"] == "dead")
# Acts that only living people meet; a court may still convict or acquit the dead.
_OF_THE_LIVING = frozenset({"arrest", "release", "expulsion", "extradition", "transfer", "ill_treatment"})


@dataclass(frozen=True, slots=True)
class Context:
    """`countries` holds the countries of each claim that has some; `deaths` the days on which the person may have died;
    `acts` the type and day of each act whose day is known; `alive` the first day of acts that only the living meet."""

    countries: frozenset[frozenset[str]] = frozenset()
    deaths: frozenset[Days] = frozenset()
    acts: frozenset[tuple[str, date]] = frozenset()
    alive: frozenset[date] = frozenset()
    occupations: frozenset[str] = frozenset()

    @property
    def telling(self) -> bool:
        """Whether anything in it can contradict another context."""
        return bool(self.countries or self.deaths)


EMPTY = Context()


def contradictions(one: Context, other: Context) -> list[str]:
    """The cues that speak against one person."""
    found = []
    if any(a.isdisjoint(b) for a in one.countries for b in other.countries):
        found.append("other_country")
    if any(not _overlap(a, b) for a in one.deaths for b in other.deaths):
        found.append("other_death")
    if _outlived(one, other) or _outlived(other, one):
        found.append("act_after_death")
    return found


def agreements(one: Context, other: Context) -> list[str]:
    """The cues that speak for one person."""
    shared = {"same_act": one.acts & other.acts, "same_occupation": one.occupations & other.occupations}
    return [cue for cue, found in shared.items() if found]


def merged(contexts: Iterable[Context]) -> Context:
    """All that several contexts tell."""
    found = list(contexts)
    if len(found) == 1:
        return found[0]
    return Context(
        *(frozenset[Any]().union(*(getattr(one, name) for one in found)) for name in Context.__dataclass_fields__)
    )


@dataclass(slots=True)
class _Told:
    countries: set[str] = field(default_factory=set)
    deaths: set[Days] = field(default_factory=set)
    acts: set[tuple[str, date]] = field(default_factory=set)
    alive: set[date] = field(default_factory=set)


def contexts(events: Iterable[Claimed[EventClaim]]) -> Mapping[tuple[str, str], Context]:
    """The context that the events of each document give its people, by document and name."""
    told: dict[tuple[str, str], _Told] = defaultdict(_Told)
    for event in events:
        for name in event.claim.people:
            _note(event.claim, told[event.document_id, name])
    return {key: _context(found) for key, found in told.items()}


def _context(told: _Told) -> Context:
    countries = frozenset({frozenset(told.countries)} if told.countries else ())
    return Context(countries, frozenset(told.deaths), frozenset(told.acts), frozenset(told.alive))


def _note(claim: EventClaim, told: _Told) -> None:
    if claim.country:
        told.countries.add(claim.country)
    if not claim.date:
        return
    days = bounds(claim.date)
    if claim.type in _DEATHS:
        told.deaths.add(days)
    if claim.type in _OF_THE_LIVING:
        told.alive.add(days[0])
    if days[0] == days[1]:
        told.acts.add((claim.type, days[0]))


def _overlap(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _outlived(one: Context, other: Context) -> bool:
    """Whether something was done to the living `one` when the `other` was dead for sure."""
    return any(day > death[1] for day in one.alive for death in other.deaths)
