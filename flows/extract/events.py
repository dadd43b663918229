"""Events: the tellings of one act merged, and written down as a claim with its passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flows.extract.acts import Act
from schemas.edtf import bounds


def merge(acts: Iterable[Act]) -> list[list[Act]]:
    """Acts that are one event, each list in the order of the text, the first with all of the event's people.

    The same type, overlapping people and dates that may be the same make one event; who is told of in one event
    already is left out of the next.
    """
    events: list[list[Act]] = []
    for act in sorted(acts):
        rest = act
        for event in events:
            if rest is not None and _may_be_same(event, rest):
                rest = _join(event, rest)
        if rest is not None:
            events.append([rest])
    return events


def _may_be_same(event: Sequence[Act], act: Act) -> bool:
    known = event[0]
    if known.type != act.type or act.anew or not compatible(known.date, act.date):
        return False
    return bool(set(known.people) & set(act.people))


def _join(event: list[Act], act: Act) -> Act | None:
    """Add an act to an event; gives the act with those of its people whom the event lacks, if some are left."""
    known = event[0]
    if set(known.people) <= set(act.people) and (known.date is None or act.date is None or known.date == act.date):
        event[0] = replace(known, people=act.people)
        left: tuple[int, ...] = ()
    else:
        left = tuple(person for person in act.people if person not in known.people)
    event.append(act)
    event[0] = _dated(event[0], act)
    return replace(act, people=left) if left else None


def _dated(known: Act, act: Act) -> Act:
    if act.date is None or (known.date is not None and _days(known.date) <= _days(act.date)):
        return known
    return replace(known, date=act.date, date_start=act.date_start, date_end=act.date_end)


def compatible(first: str | None, second: str | None) -> bool:
    """Whether two dates may be of the same day: one is not told, or one lies within the other."""
    if first is None or second is None:
        return True
    (a, b), (c, d) = bounds(first), bounds(second)
    return (a <= c and d <= b) or (c <= a and b <= d)


def _days(value: str) -> int:
    first, last = bounds(value)
    return (last - first).days

