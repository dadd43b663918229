"""Withdrawals recorded without a name, and read with their key."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flows.decisions.decision import Decisions, Withdrawal
from flows.decisions.read import place, read_decisions
from flows.decisions.write import add_decisions
from flows.errors import CallFault, DataFault
from flows.withdrawals.forms import forms_of
from flows.withdrawals.key import VARIABLE, digest, find_key, need_key
from flows.withdrawals.matcher import Matcher, digests
from schemas.tables import Tables

FILE = "withdrawals"
_OF_KEY = "the key of withdrawals"


def with_key(decisions: Decisions) -> Decisions:
    """The decisions with what finds withdrawn names. Raises DataFault as `matcher_of` does."""
    return replace(decisions, matcher=matcher_of(decisions.withdrawals))


def matcher_of(withdrawals: Sequence[Withdrawal]) -> Matcher | None:
    """What finds the names of withdrawn people; none where nobody withdrew.

    Raises DataFault where somebody did and the key is missing, or is not the one that they were recorded with.
    """
    if not withdrawals:
        return None
    key = find_key()
    if key is None:
        raise DataFault(place(FILE), "people withdrew, and without the key nobody knows who", f"Set {VARIABLE}")
    if any(each.key != digest(key, _OF_KEY) for each in withdrawals):
        raise DataFault(place(FILE), "they were recorded with another key", f"Set {VARIABLE} to that key")
    return Matcher(withdrawals, key)


def withdraw(raw: Path, tables: Tables, person_id: str, day: str) -> bool:
    """Records that a person of a release, given by these tables, is to be left out of all later ones.

    False where that was recorded already. Raises CallFault where there is no such person, or no key.
    """
    key = need_key()
    recorded = read_decisions(raw).withdrawals
    matcher_of(recorded)
    names = _names(tables, person_id)
    # Not the id of the row: older releases hold that, with the name beside it.
    opaque = hashlib.blake2b(person_id.encode(), key=key, digest_size=10).digest()
    withdrawal_id = f"wdr_{base64.b32encode(opaque).decode().lower()}"
    if any(each.withdrawal_id == withdrawal_id for each in recorded):
        return False
    surnames, givens = digests(forms_of(names), key)
    row = {"withdrawal_id": withdrawal_id, "key": digest(key, _OF_KEY), "when": day}
    found = {"surnames": " ".join(sorted(surnames)), "givens": " ".join(sorted(givens))}
    add_decisions(raw, FILE, [{**row, **found}])
    return True


def _names(tables: Tables, person_id: str) -> list[str]:
    """The names of a person; of the further forms only full ones, since others may be mere first names."""
    redirects = dict(tables["redirects"].select("old_id", "new_id").iter_rows())
    found = tables["people"].filter(person_id=redirects.get(person_id, person_id)).select("name", "other_names").rows()
    if not found:
        raise CallFault(person_id, "no person of the latest release has this id", "Look it up with `habeas query`")
    name, others = found[0]
    return [name, *(other for other in others if " " in other)]
