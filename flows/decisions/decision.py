"""Decisions as the files in raw/decisions/ tell them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.withdrawals.matcher import Matcher


@dataclass(frozen=True, slots=True)
class Identification:
    """That two rows, or quotes, are the same, different or unsure. `line` is that of the file."""

    line: int
    one: str
    other: str
    outcome: str
    who: str
    when: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """That `column` of `row` is `value`, and not `expected`."""

    line: int
    row: str
    column: str
    expected: str | None
    value: str | None
    why: str
    source: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Keyed digests of how the parts of a withdrawn name sound; `key` tells which key they were made with."""

    line: int
    withdrawal_id: str
    key: str
    surnames: frozenset[str]
    givens: frozenset[str]
    when: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """All of raw/decisions/, in the order of the lines; `matcher` finds the names of those who withdrew."""

    identity: tuple[Identification, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    matcher: "Matcher | None" = None
