"""The status that a person's events leave the person in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schemas.edtf import bounds
from schemas.vocabulary import rows, terms

_LEAVES = {row["term"]: row["leaves"] for row in rows("event_types") if row["leaves"]}
_CUSTODY = ("detained", "imprisoned")
_FREE = ("released", "exiled")


@dataclass(frozen=True, slots=True)
class PersonEvent:
    """What the status needs to know of an event."""

    event_id: str
    type: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Status:
    """A status with the event that set it."""

    status: str
    date: str | None = None
    event_id: str | None = None


def status_of(events: Iterable[PersonEvent]) -> Status:
    """The status after the last of `events`.

    The rule: death is final, dated or not. Else the dated event with the latest last possible day decides; of two on
    the same days, the one that stands later in the vocabulary of event types (a release and an expulsion on one day
    leave a person exiled). An arrest or conviction is taken for one that came before a release or an expulsion if it is
    undated, or if its date leaves that open (arrested in 2030, released in June 2030). An undated event of another kind
    that leaves a different status may have come before or after: the status is unknown.
    """
    telling = [event for event in events if event.type in _LEAVES]
    deaths = [event for event in telling if _LEAVES[event.type] == "dead"]
    last = max(deaths or telling, key=_order, default=None)
    if last is None or (not deaths and _contradicted(last, telling)):
        return Status("unknown")
    last = max(_may_have_ended(last, telling), key=_order, default=last)
    return Status(_LEAVES[last.type], last.date, last.event_id)


def _may_have_ended(last: PersonEvent, telling: Iterable[PersonEvent]) -> list[PersonEvent]:
    """The dated events that may have ended a custody of an inexact date."""
    if not last.date or _LEAVES[last.type] not in _CUSTODY:
        return []
    begun = bounds(last.date)[0]
    ends = [event for event in telling if event.date and _LEAVES[event.type] in _FREE]
    return [event for event in ends if begun <= bounds(event.date or "")[1]]


def _contradicted(last: PersonEvent, telling: Iterable[PersonEvent]) -> bool:
    """Whether an undated event that may have come after `last` leaves another status than it."""
    undated = {_LEAVES[event.type] for event in telling if not event.date}
    if not last.date and _LEAVES[last.type] not in _CUSTODY:
        return len(undated) > 1
    return bool(undated.difference(_CUSTODY, {_LEAVES[last.type]}))


def _order(event: PersonEvent) -> tuple[date, date, int, str]:
    first, last = bounds(event.date) if event.date else (date.min, date.min)
    return (last, first, terms("event_types").index(event.type), event.event_id)
