"""A claim with the document that makes it, and what it is known by from release to release."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from flows.extract.claims import Claim, CountClaim, EventClaim, PersonClaim, Reading
from flows.resolve.folding import fold

C = TypeVar("C", PersonClaim, EventClaim, CountClaim)

# Table, document, place in it (null for a noted record), and what tells apart the claims of one place.
Anchor = tuple[str, str, int | None, int | None, str]

_TABLES: dict[type[Claim], str] = {PersonClaim: "people", EventClaim: "events", CountClaim: "counts"}


@dataclass(frozen=True, slots=True)
class Claimed(Generic[C]):
    """One claim of one document; `noted_in` is the place of the record that it was noted in, if it was."""

    document_id: str
    claim: C
    noted_in: str | None = None

    @property
    def table(self) -> str:
        """The table that the claim becomes a row of."""
        return _TABLES[type(self.claim)]

    @property
    def anchors(self) -> list[Anchor]:
        """What the claim is known by in every release: one anchor per passage, or one for a noted claim."""
        places: list[tuple[int | None, int | None]] = [(p.start, p.end) for p in self.claim.passages]
        places = places or [(None, None)]
        return [(self.table, self.document_id, start, end, self._subject(start)) for start, end in places]

    @property
    def sort_key(self) -> tuple[str, int, str]:
        """An order that does not depend on the order in which documents were read."""
        start = min((passage.start for passage in self.claim.passages), default=-1)
        return (self.document_id, start, repr((self.claim, self.noted_in)))

    def _subject(self, start: int | None) -> str:
        if isinstance(self.claim, PersonClaim):
            return person_subject(self.claim.name, start)
        if isinstance(self.claim, EventClaim):
            return self.claim.type
        return count_subject(self.claim.measure, self.claim.value, self.claim.high)


def person_subject(name: str, start: int | None) -> str:
    """A place in a text has one person, whatever the full form of the name; a noted one goes by the name."""
    return fold(name) if start is None else ""


def count_subject(measure: str, value: int, high: int | None) -> str:
    """A count goes by its measure and number."""
    return f"{measure} {value} {high}"


def claims_of(readings: Iterable[Reading], kind: type[C]) -> list[Claimed[C]]:
    """All claims of one kind, sorted."""
    claims = (
        Claimed(reading.document_id, claim, reading.noted_in)
        for reading in readings
        for claim in reading.claims
        if isinstance(claim, kind)
    )
    return sorted(claims, key=lambda claimed: claimed.sort_key)
