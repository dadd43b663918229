"""What extraction gives: claims, each with the passages that show it.

Invariant: for every passage, `text[passage.start:passage.end] == passage.quote`, in code points of the clean text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Certainty = Literal["asserted", "reported", "alleged"]


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words of a document that show one value (`field`) of a claim, or the claim as a whole (`row`)."""

    start: int
    end: int
    quote: str
    field: str = "row"
    method: str = ""
    certainty: Certainty = "asserted"


@dataclass(frozen=True, slots=True)
class PersonClaim:
    """A person of one document. `name` is the fullest form in the text; each mention is a passage of `name`."""

    name: str
    other_names: tuple[str, ...]
    capacity: str
    occupations: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class EventClaim:
    """An act of one document. `people` are `PersonClaim.name`s; either they or `group` are there, never both."""

    type: str
    date: str | None
    people: tuple[str, ...]
    group: str | None
    country: str | None
    destination: str | None
    place: str | None
    term_months: float | None
    source: str | None
    certainty: Certainty
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class CountClaim:
    """A number of people in one document, as the document says it."""

    measure: str
    value: int
    high: int | None
    qualifier: str
    as_of: str | None
    country: str | None
    group: str | None
    source: str | None
    surface: str | None
    passages: tuple[Passage, ...]


Claim = PersonClaim | EventClaim | CountClaim


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims of one document, each kind in the order of its first passage."""

    people: tuple[PersonClaim, ...] = ()
    events: tuple[EventClaim, ...] = ()
    counts: tuple[CountClaim, ...] = ()

    def __iter__(self) -> Iterator[Claim]:
        yield from self.people
        yield from self.events
        yield from self.counts


@dataclass(frozen=True, slots=True)
class Reading:
    """The claims of one document, or of one row of a noted record.

    `noted_in` is the path and line of the record; its claims have no passages, the cited page is their evidence.
    """

    document_id: str
    claims: Claims
    noted_in: str | None = None
