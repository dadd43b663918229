"""A row of a release with all that made it what it is."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from flows.decisions.decision import Decisions
from flows.decisions.read import place
from flows.errors import CallFault
from schemas.rules import IDENTITY, SHOWN
from schemas.tables import Tables

_SOURCE = ("publisher", "published", "url", "path")


def explain(tables: Tables, decisions: Decisions, row_id: str) -> Iterator[str]:
    """Lines on the row of an id: how it got it, its values, its evidence, the decisions on it, and what is unsure.

    Raises CallFault where no row has the id.
    """
    redirects = {old: (new, since) for old, new, since in tables["redirects"].iter_rows()}
    while row_id in redirects:
        new, since = redirects[row_id]
        yield f"{row_id} was merged into {new} in release {since}"
        row_id = new
    table, row = _find(tables, row_id)
    evidence = tables["evidence"].filter(row_id=row_id)
    yield f"{row_id}, a row of {table}"
    yield from (f"  {name}: {_words(value)}" for name, value in row.items() if value not in (None, []))
    yield "evidence"
    yield from _evidence(tables, evidence)
    merged = sorted(old for old, (new, _) in redirects.items() if new == row_id)
    yield from (f"merged into it: {old}, in release {redirects[old][1]}" for old in merged)
    yield from _decided(decisions, {row_id, *merged, *evidence["evidence_id"]})
    yield from _unsure(tables["unsure"], row_id)


def _find(tables: Tables, row_id: str) -> tuple[str, Mapping[str, Any]]:
    for table in SHOWN:
        found = tables[table].filter(pl.col(IDENTITY[table]) == row_id)
        if found.height:
            return table, found.row(0, named=True)
    raise CallFault(row_id, "no row of people, events or counts has this id", "Look it up with `habeas query`")


def _evidence(tables: Tables, evidence: pl.DataFrame) -> Iterator[str]:
    documents = {row["document_id"]: row for row in tables["documents"].iter_rows(named=True)}
    for row in evidence.iter_rows(named=True):
        document = documents[row["document_id"]]
        source = ", ".join(_words(document[name]) for name in _SOURCE if document[name])
        quote = f"“{row['prefix'] or ''}[{row['quote']}]{row['suffix'] or ''}”" if row["quote"] else "no quote"
        yield f"  {row['evidence_id']} {row['field']}, {row['certainty']}, {row['method']}"
        yield f"    {' '.join(quote.split())}"
        yield f"    {source}"


def _decided(decisions: Decisions, names: set[str]) -> Iterator[str]:
    for each in decisions.identity:
        if names & {each.one, each.other}:
            told = f"{each.one} and {each.other} are {each.outcome}: {each.why or 'no reason given'}"
            yield f"{place('identity')}:{each.line} {told} ({each.who}, {each.when})"
    for correction in decisions.corrections:
        if correction.row in names:
            told = f"{correction.column} is {correction.value!r}, not {correction.expected!r}: {correction.why}"
            source = f"{correction.who}, {correction.when}, {correction.source}"
            yield f"{place('corrections')}:{correction.line} {told} ({source})"


def _unsure(unsure: pl.DataFrame, row_id: str) -> Iterator[str]:
    for one, other, score, why in unsure.iter_rows():
        if row_id in {one, other}:
            yield f"may be one with {other if one == row_id else one} ({score:.2f}): {why}"


def _words(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
