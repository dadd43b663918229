"""A claim with the document that makes it, and the ids of its evidence, which tie it to rows of the last release."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from flows.extract.claims import Claim, CountClaim, EventClaim, PersonClaim, Reading
from flows.ids import make_id

C = TypeVar("C", PersonClaim, EventClaim, CountClaim)

_TABLES: dict[type[Claim], str] = {PersonClaim: "people", EventClaim: "events", CountClaim: "counts"}


@dataclass(frozen=True, slots=True)
class Claimed(Generic[C]):
    """One claim of one document; `noted_in` is the place of the record that it was noted in, if it was.

    `evidence_ids` are those of its passages, in their order; a noted claim has one. They do not depend on what else
    is claimed of the place, so that a row is known again when its date or its people were read better.
    """

    document_id: str
    claim: C
    noted_in: str | None
    evidence_ids: tuple[str, ...]

    @property
    def table(self) -> str:
        """The table that the claim becomes a row of."""
        return _TABLES[type(self.claim)]

    @property
    def sort_key(self) -> tuple[str, int, str]:
        """An order that does not depend on the order in which documents were read."""
        return _order((self.document_id, self.claim, self.noted_in))


def claims_of(readings: Iterable[Reading], kind: type[C]) -> list[Claimed[C]]:
    """All claims of one kind, sorted, each with the ids of its evidence."""
    claims = sorted(
        (
            (reading.document_id, claim, reading.noted_in)
            for reading in readings
            for claim in reading.claims
            if isinstance(claim, kind)
        ),
        key=_order,
    )
    seen: Counter[tuple[object, ...]] = Counter()
    return [
        Claimed(document_id, claim, noted_in, tuple(_evidence_ids(document_id, claim, seen)))
        for document_id, claim, noted_in in claims
    ]


def _order(claimed: tuple[str, Claim, str | None]) -> tuple[str, int, str]:
    document_id, claim, noted_in = claimed
    start = min((passage.start for passage in claim.passages), default=-1)
    return (document_id, start, repr((claim, noted_in)))


def _evidence_ids(document_id: str, claim: Claim, seen: Counter[tuple[object, ...]]) -> Iterable[str]:
    """An id per place; claims of one kind at one place are numbered in their order."""
    for place in _places(claim):
        key = (_TABLES[type(claim)], document_id, *place)
        seen[key] += 1
        yield make_id("evidence", *key, seen[key])


def _places(claim: Claim) -> list[tuple[object, ...]]:
    """Where a text makes the claim, and what kind of claim it is; for a noted claim all that it claims."""
    if not claim.passages:
        return [(repr(claim),)]
    kind = getattr(claim, "type", None) or getattr(claim, "measure", None)
    return [(passage.start, passage.end, passage.field, kind) for passage in claim.passages]
