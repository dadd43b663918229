"""Events: the tellings of one act merged, and written down as a claim with its passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.extract.acts import Act
from flows.extract.claims import EventClaim, Passage
from flows.extract.places import Atlas, destination_country, named_goal, place_country
from flows.extract.scenes import scene as place_words
from flows.extract.sentences import Sentences
from flows.extract.sources import source
from flows.extract.terms import term_months
from schemas.edtf import bounds

SURE = 0.75  # chance of a date from which on it tells two acts apart; best on documents not trained on

_UPON = re.compile(r"\b(?:up)?on (?:their |his |her )?(?:release|arrest)\b", re.IGNORECASE)
_REPEATED = re.compile(r"re-?(?:arrest|detain|imprison)", re.IGNORECASE)
_MOVES = frozenset({"expulsion", "extradition", "transfer"})


def across_borders(act: Act, atlas: Atlas) -> Act:
    """A transfer to another country that the text names is an expulsion: of those annotated, all but 3 of 211 are."""
    abroad = act.type == "transfer" and named_goal(atlas, act.start, place_country(atlas, act.start))
    return replace(act, type="expulsion") if abroad else act


def in_sequence(acts: Iterable[Act], text: str) -> list[Act]:
    """The acts in order, each in the light of the one before it.

    An act without a date that came "upon release" is of the day of the act before. "Seized and taken into custody
    again" tells one act in two ways: it came after an act told elsewhere, not after its own first half.
    """
    found: list[Act] = []
    for act in sorted(acts):
        before = found[-1] if found else act
        found.append(_of_one_breath(_on_its_day(act, before, text), before, text))
    return found


def _on_its_day(act: Act, before: Act, text: str) -> Act:
    same = act.date is None and act.people and set(act.people) <= set(before.people)
    if same and _UPON.search(text, before.end, act.start):
        return _on_date_of(act, before)
    return act


def _of_one_breath(act: Act, before: Act, text: str) -> Act:
    same = (act.type, act.people, act.date) == (before.type, before.people, before.date)
    one_breath = same and text[before.end : act.start] == " and " and not _REPEATED.match(text, act.start)
    return replace(act, anew=before.anew) if one_breath else act


def merge(acts: Iterable[Act]) -> list[list[Act]]:
    """Acts that are one event, each list in the order of the text, the first with all of the event's people.

    The same type, overlapping people and dates that may be the same make one event, also where one of two dates is
    unsure; who is told of in one event already is left out of the next.
    """
    events: list[list[Act]] = []
    known: dict[tuple[str, int | str], list[list[Act]]] = {}
    for act in sorted(acts):
        rest: Act | None = act
        for event in _alike(act, known):
            if rest is not None and _may_be_one(event[0], rest):
                rest = _join(event, rest)
        if rest is not None:
            events.append([rest])
            for key in _keys(act):
                known.setdefault(key, []).append(events[-1])
    return events


def _keys(act: Act) -> list[tuple[str, int | str]]:
    """What two tellings of one act share one of: the type with a person, or with the words for a group."""
    if act.people:
        return [(act.type, person) for person in act.people]
    return [(act.type, act.group.casefold().removeprefix("the "))]


def _alike(act: Act, known: Mapping[tuple[str, int | str], list[list[Act]]]) -> list[list[Act]]:
    """The events told so far of which an act may be another telling."""
    if act.anew:
        return []
    found = {id(event): event for key in _keys(act) for event in known.get(key, ())}
    return sorted(found.values(), key=lambda event: event[0].start)


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


def _may_be_one(known: Act, act: Act) -> bool:
    return compatible(known.date, act.date) or min(known.date_chance, act.date_chance) < SURE


def _dated(known: Act, act: Act) -> Act:
    """The act with the narrower of two dates; where they exclude each other, with the likelier one."""
    if act.date is None:
        return known
    is_better = known.date is None or (
        _days(act.date) < _days(known.date) if compatible(known.date, act.date) else act.date_chance > known.date_chance
    )
    return _on_date_of(known, act) if is_better else known


def _on_date_of(act: Act, other: Act) -> Act:
    return replace(
        act,
        date=other.date,
        date_start=other.date_start,
        date_end=other.date_end,
        date_chance=other.date_chance,
    )


def compatible(first: str | None, second: str | None) -> bool:
    """Whether two dates may be of the same day: one is not told, or one lies within the other."""
    if first is None or second is None:
        return True
    (a, b), (c, d) = bounds(first), bounds(second)
    return (a <= c and d <= b) or (c <= a and b <= d)


def _days(value: str) -> int:
    first, last = bounds(value)
    return (last - first).days


@dataclass(frozen=True)
class Scene:
    """What events are written down with: the text, its sentences, the names of its people, and its places."""

    text: str
    sentences: Sentences
    names: Sequence[str]
    atlas: Atlas


def event_claim(tellings: Sequence[Act], scene: Scene) -> EventClaim:
    """The event of which these acts tell, the first with all that is known of it."""
    act = tellings[0]
    start, end = scene.sentences.around(act.start)
    term = term_months(scene.text, act.start, end) if act.type == "conviction" else None
    country = place_country(scene.atlas, act.start)
    goal = destination_country(scene.atlas, act.start, country) if act.type in _MOVES else None
    where = place_words(scene.text, (start, end), act.end)
    said_by = source(scene.text, start, end) if act.certainty != "asserted" else None
    return EventClaim(
        type=act.type,
        date=act.date,
        people=tuple(scene.names[person] for person in act.people),
        group=act.group or None,
        country=country,
        destination=goal,
        place=scene.text[slice(*where)] if where else None,
        term_months=term[0] if term else None,
        source=scene.text[slice(*said_by)] if said_by else None,
        certainty=act.certainty,
        passages=tuple(sorted(set(_passages(tellings, term, where, scene)))),
    )


def _passages(
    tellings: Sequence[Act], term: tuple[float, int, int] | None, where: tuple[int, int] | None, scene: Scene
) -> Iterator[Passage]:
    act = tellings[0]
    for telling in tellings:
        yield _passage(scene.text, *_telling_words(telling, scene.sentences), "row", telling)
    yield _passage(scene.text, act.said_start, act.said_end, "people" if act.people else "group_description", act)
    if act.date_start is not None and act.date_end is not None:
        yield _passage(scene.text, act.date_start, act.date_end, "date", act)
    if term:
        yield _passage(scene.text, *term[1:], "term_months", act)
    if where:
        yield _passage(scene.text, *where, "place", act)


def _telling_words(act: Act, sentences: Sentences) -> tuple[int, int]:
    """The words from the act's trigger to those it was done to, where both stand in one sentence; else the trigger."""
    if sentences.number(act.start) != sentences.number(act.said_start):
        return act.start, act.end
    return min(act.start, act.said_start), max(act.end, act.said_end)


def _passage(text: str, start: int, end: int, field: str, act: Act) -> Passage:
    return Passage(start, end, text[start:end], field, act.method, act.certainty)
