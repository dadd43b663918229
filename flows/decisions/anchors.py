"""What decisions on identity name, as claims: these stay when documents are added and when rows are merged."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, TypeVar

from flows.decisions.decision import Identification
from flows.decisions.read import stop
from flows.extract.claims import EventClaim, PersonClaim
from flows.extract.name_folding import fold_name
from flows.ids import make_id
from flows.resolve.claimed import Claimed
from flows.resolve.decided import Decided, Verdict
from flows.resolve.identity import Identity
from schemas.columns import ID_PREFIXES

FILE = "identity"
C = TypeVar("C", PersonClaim, EventClaim)


class Anchors:
    """Finds the claim behind the id of a row or of a quote."""

    def __init__(self, claims: Iterable[Claimed[Any]], last: Identity) -> None:
        """`last` are the ids of the last release."""
        self._claims = {evidence_id: claimed for claimed in claims for evidence_id in claimed.evidence_ids}
        self._members: dict[str, list[str]] = defaultdict(list)
        for evidence_id in sorted(self._claims):
            if row_id := last.rows.get(evidence_id):
                self._members[row_id].append(evidence_id)
        self._founders = {
            make_id(claimed.table, evidence_id): evidence_id for evidence_id, claimed in self._claims.items()
        }

    def find(self, name: str) -> Claimed[Any] | None:
        """The claim of a quote; of a row that one whose quote it was first called after, if it is still in it.

        A row that was merged into another is its first claim for ever, so that undoing a decision parts them again.
        """
        if name.startswith(ID_PREFIXES["evidence"]):
            return self._claims.get(name)
        members, founder = self._members.get(name, []), self._founders.get(name)
        if founder and (founder in members or not members):
            return self._claims[founder]
        return self._claims[members[0]] if members else None


def decide(
    decisions: Sequence[Identification],
    people: Iterable[Claimed[PersonClaim]],
    events: Iterable[Claimed[EventClaim]],
    last: Identity,
) -> tuple[Decided[PersonClaim], Decided[EventClaim]]:
    """The decisions as verdicts on claims of people and of events.

    Raises DataFault with all that name what is not there, name one thing twice, or contradict each other.
    """
    if not decisions:
        return Decided(), Decided()
    anchors = Anchors([*people, *events], last)
    found = {each.line: (anchors.find(each.one), anchors.find(each.other)) for each in decisions}
    stop(FILE, [fault for each in decisions for fault in _faults(each, *found[each.line])])
    verdicts: list[Verdict[Any]] = [
        Verdict(*_both(found[each.line]), each.outcome, each.why or each.who) for each in decisions
    ]
    stop(FILE, _contradictions(verdicts, decisions))
    return _of(PersonClaim, verdicts), _of(EventClaim, verdicts)


def _both(pair: tuple[Claimed[Any] | None, Claimed[Any] | None]) -> tuple[Claimed[Any], Claimed[Any]]:
    one, other = pair
    if one is None or other is None:
        raise ValueError("a decision without claims was not stopped")
    return one, other


def _of(kind: type[C], verdicts: Iterable[Verdict[Any]]) -> Decided[C]:
    return Decided(tuple(verdict for verdict in verdicts if isinstance(verdict.one.claim, kind)))


def _faults(decision: Identification, one: Claimed[Any] | None, other: Claimed[Any] | None) -> Iterable[str]:
    named = ((decision.one, one), (decision.other, other))
    missing = [name for name, claimed in named if claimed is None]
    yield from (f"line {decision.line}: {name} is no row or quote of this dataset, or no longer" for name in missing)
    if one is None or other is None:
        return
    if one.table != other.table:
        yield f"line {decision.line}: one is of {one.table}, the other of {other.table}"
    elif _same_for_sure(one) == _same_for_sure(other):
        yield f"line {decision.line}: both name the same {one.table} of one text; nothing is left to decide"


def _same_for_sure(claimed: Claimed[Any]) -> Hashable:
    """What claims share that nothing tells apart: a name in a text, or an act of it."""
    if isinstance(claimed.claim, PersonClaim):
        return (claimed.document_id, fold_name(claimed.claim.name))
    return claimed.evidence_ids


def _contradictions(verdicts: Sequence[Verdict[Any]], decisions: Sequence[Identification]) -> list[str]:
    """Rows that are the same by some decisions, over others if need be, and different or unsure by another one."""
    home: dict[Hashable, set[Hashable]] = {}
    for verdict in verdicts:
        one, other = (home.setdefault(key, {key}) for key in map(_same_for_sure, (verdict.one, verdict.other)))
        if verdict.outcome == "same" and one is not other:
            one |= other
            home.update(dict.fromkeys(other, one))
    return [
        f"line {decision.line}: {decision.one} and {decision.other} are {decision.outcome}, by other lines the same"
        for verdict, decision in zip(verdicts, decisions, strict=True)
        if verdict.outcome != "same" and home[_same_for_sure(verdict.one)] is home[_same_for_sure(verdict.other)]
    ]
