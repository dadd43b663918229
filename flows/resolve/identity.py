"""Ids that stay: a row keeps the id that its claims had in the last release."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from flows.ids import make_id
from flows.resolve.claimed import Anchor, Claimed, count_subject, person_subject
from schemas.tables import Tables

# Stands for the number of the release in the making, which depends on what the tables hold.
UNRELEASED = "unreleased"

Cluster = Sequence[Claimed]  # type: ignore[type-arg]


@dataclass(frozen=True)
class Identity:
    """The ids of the last release: which anchor belonged to which row, and where its merged rows went."""

    rows: Mapping[Anchor, str] = field(default_factory=dict)
    redirects: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def identity_of(release: Tables) -> Identity:
    """The identity that a release hands on to the next one."""
    subjects = {table: dict(_subjects(table, release[table])) for table in ("people", "events", "counts")}
    rows = {
        _anchor(row, subjects[row["table"]][row["row_id"]]): row["row_id"]
        for row in release["evidence"].iter_rows(named=True)
    }
    redirects = {old: (new, since) for old, new, since in release["redirects"].iter_rows()}
    return Identity(rows, redirects)


def _subjects(table: str, rows: pl.DataFrame) -> Iterator[tuple[str, str]]:
    for row in rows.iter_rows(named=True):
        if table == "people":
            yield row["person_id"], row["name"]
        elif table == "events":
            yield row["event_id"], row["type"]
        else:
            yield row["count_id"], count_subject(row["measure"], row["value"], row["high"])


def _anchor(evidence: Mapping[str, object], subject: str) -> Anchor:
    start, end = evidence["start"], evidence["end"]
    if evidence["table"] == "people":
        subject = person_subject(subject, start)  # type: ignore[arg-type]
    return (evidence["table"], evidence["document_id"], start, end, subject)  # type: ignore[return-value]


@dataclass(frozen=True)
class Assigned:
    """The id of each cluster, in the order given, and the former ids that were merged into them."""

    ids: list[str]
    merged: dict[str, str]


def assign(table: str, clusters: Sequence[Cluster], last: Identity) -> Assigned:
    """Give each cluster an id.

    A cluster keeps the former id that most of its anchors had; where two clusters want one (a split), the one with
    more of its anchors keeps it. A former id that no cluster keeps leads to the cluster that has its anchors (a merge).
    The result does not depend on the order of the clusters.
    """
    wishes = [_wishes(cluster, last) for cluster in clusters]
    fresh = [_fresh_id(table, cluster) for cluster in clusters]
    ids: list[str | None] = [None] * len(clusters)
    taken: set[str] = set()
    for _, _, former, index in sorted(
        (-count, fresh[index], former, index) for index, wish in enumerate(wishes) for former, count in wish.items()
    ):
        if ids[index] is None and former not in taken:
            ids[index] = former
            taken.add(former)
    reserved = taken | set(last.rows.values()) | set(last.redirects)
    named = [former or _unused(table, fresh[index], reserved) for index, former in enumerate(ids)]
    return Assigned(named, _merges(wishes, named, taken))


def _wishes(cluster: Cluster, last: Identity) -> Counter[str]:
    """How many anchors of the cluster each former id had."""
    former = (last.rows.get(anchor) for claimed in cluster for anchor in claimed.anchors)
    return Counter(row_id for row_id in former if row_id)


def _fresh_id(table: str, cluster: Cluster) -> str:
    return make_id(table, *min(_order(claimed.anchors) for claimed in cluster))


def _order(anchors: Iterable[Anchor]) -> tuple[str, str, int, int, str]:
    """The first anchor, a noted one as if it stood before the text."""
    return min(
        (table, doc, -1 if start is None else start, -1 if end is None else end, subject)
        for table, doc, start, end, subject in anchors
    )


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
    """Rows of `redirects`: the new merges, and the old ones led on to where their rows are now."""
    for old, new in merged.items():
        yield {"old_id": old, "new_id": new, "since": UNRELEASED}
    for old, (new, since) in last.redirects.items():
        target = merged.get(new, new)
        if target in existing:
            yield {"old_id": old, "new_id": target, "since": since}


def released(redirects: pl.DataFrame, version: str) -> pl.DataFrame:
    """The redirects once the number of their release is known."""
    return redirects.with_columns(pl.col("since").replace(UNRELEASED, version))
