"""What people decided on identity, as claims: it holds whatever the matcher thinks."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from flows.extract.claims import EventClaim, PersonClaim
from flows.resolve.claimed import Claimed

C = TypeVar("C", PersonClaim, EventClaim)


@dataclass(frozen=True, slots=True)
class Verdict(Generic[C]):
    """Two claims that are one row (`same`), two rows (`different`), or that nobody can tell (`unsure`)."""

    one: Claimed[C]
    other: Claimed[C]
    outcome: str
    why: str


@dataclass(frozen=True, slots=True)
class Decided(Generic[C]):
    """All verdicts on the claims of one table."""

    verdicts: tuple[Verdict[C], ...] = ()

    @property
    def kept_apart(self) -> list[Claimed[C]]:
        """The claims that somebody decided to keep from others."""
        return Decided(tuple(verdict for verdict in self.verdicts if verdict.outcome != "same")).claims

    @property
    def claims(self) -> list[Claimed[C]]:
        """The claims that somebody decided on."""
        return [claimed for verdict in self.verdicts for claimed in (verdict.one, verdict.other)]
