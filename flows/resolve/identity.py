"""Ids that stay: a row keeps the id that its claims had in the last release."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from flows.ids import make_id
from flows.resolve.claimed import Claimed
from schemas.tables import Tables

# Stands for the number of the release in the making, which depends on what the tables hold.
UNRELEASED = "unreleased"

Cluster = Sequence[Claimed]  # type: ignore[type-arg]


@dataclass(frozen=True)
class Identity:
    """The ids of the last release: the row of each passage, and where its merged rows went."""

    rows: Mapping[str, str] = field(default_factory=dict)
    redirects: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def identity_of(release: Tables) -> Identity:
    """The identity that a release hands on to the next one."""
    rows = dict(release["evidence"].select("evidence_id", "row_id").iter_rows())
    redirects = {old: (new, since) for old, new, since in release["redirects"].iter_rows()}
    return Identity(rows, redirects)


@dataclass(frozen=True)
class Assigned:
    """The id of each cluster, in the order given, and the former ids that were merged into them."""

    ids: list[str]
    merged: dict[str, str]


def assign(table: str, clusters: Sequence[Cluster], last: Identity) -> Assigned:
    """Give each cluster an id.

    A cluster keeps the former id that most of its passages had; where two clusters want one (a split), the one with
    more of them keeps it, and of two with as many the one that it was made for. What is split off takes its own id up
    again, if it had one before a merge. A former id that no cluster keeps leads to the cluster that has its passages (a
    merge). The result does not depend on the order of the clusters.
    """
    wishes = [_wishes(cluster, last) for cluster in clusters]
    fresh = [_fresh_id(table, cluster) for cluster in clusters]
    ids: list[str | None] = [None] * len(clusters)
    taken: set[str] = set()
    for *_, former, index in sorted(
        (-count, former != fresh[index], fresh[index], former, index)
        for index, wish in enumerate(wishes)
        for former, count in wish.items()
    ):
        if ids[index] is None and former not in taken:
            ids[index] = former
            taken.add(former)
    reserved = taken | set(last.rows.values())
    named = [former or _unused(table, fresh[index], reserved) for index, former in enumerate(ids)]
    return Assigned(named, _merges(wishes, named, taken))


def _wishes(cluster: Cluster, last: Identity) -> Counter[str]:
    """How many passages of the cluster each former id had."""
    former = (last.rows.get(evidence_id) for claimed in cluster for evidence_id in claimed.evidence_ids)
    return Counter(row_id for row_id in former if row_id)


def _fresh_id(table: str, cluster: Cluster) -> str:
    return make_id(table, min(evidence_id for claimed in cluster for evidence_id in claimed.evidence_ids))


def _unused(table: str, fresh: str, reserved: set[str]) -> str:
    """The fresh id, or where a split left it to another row, one made from it."""
    while fresh in reserved:
        fresh = make_id(table, "split", fresh)
    reserved.add(fresh)
    return fresh


def _merges(wishes: Sequence[Counter[str]], ids: Sequence[str], taken: set[str]) -> dict[str, str]:
    claimants: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for wish, row_id in zip(wishes, ids, strict=True):
        for former, count in wish.items():
            if former not in taken:
                claimants[former].append((-count, row_id))
    return {former: min(rows)[1] for former, rows in claimants.items()}


def redirect_rows(merged: Mapping[str, str], last: Identity, existing: set[str]) -> Iterator[dict[str, str]]:
    """Rows of `redirects`: the new merges, and the old ones led on to where their rows are now, but none of a row."""
    for old, new in merged.items():
        yield {"old_id": old, "new_id": new, "since": UNRELEASED}
    for old, (new, since) in last.redirects.items():
        target = merged.get(new, new)
        if target in existing and old not in existing:
            yield {"old_id": old, "new_id": target, "since": since}


def released(redirects: pl.DataFrame, version: str) -> pl.DataFrame:
    """The redirects once the number of their release is known."""
    return redirects.with_columns(pl.col("since").replace(UNRELEASED, version))
