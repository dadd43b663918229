"""CHANGES.md of a release: what is otherwise in it than in the release before, as a person reads it."""

from collections.abc import Iterator, Sequence

import duckdb
import polars as pl

from flows.release.markdown import table
from schemas.tables import Tables

SHOWN = 50  # lines of one table
WIDTH = 100  # code points of one value

# What a row is, in short, of the tables whose rows are listed one by one.
_LABELS = {
    "people": ["name"],
    "events": ["type", "date", "place", "country"],
    "counts": ["measure", "qualifier", "value", "as_of", "country", "group_description"],
    "documents": ["publisher", "published", "title", "url"],
}
_HEAD = ["row", "what it is", "change", "column", "old", "new", "documents"]


def changelog(version: str, previous: str | None, tables: Tables) -> str:
    """The text of CHANGES.md for the tables of a release, `changes` among them."""
    return "\n\n".join([f"# Changes in release {version}", *_paragraphs(previous, tables["changes"], tables)]) + "\n"


def summary(changes: pl.DataFrame) -> str:
    """How many rows came, went and changed, in which tables and columns, as Markdown."""
    if changes.is_empty():
        return "No row came, went or changed."
    counted = changes.group_by("table", "change", "column").agg(pl.col("rows").sum())
    rows = [
        [name, change, "" if column is None else f"`{column}`", number]
        for name, change, column, number in counted.sort("table", "change", "column", nulls_last=True).iter_rows()
    ]
    return table(["table", "change", "column", "rows"], rows)


def told(changes: duckdb.DuckDBPyRelation) -> str:
    """The summary of changes that need not fit in memory."""
    names = '"table", change, "column"'
    return summary(changes.aggregate(f'{names}, sum("rows")::BIGINT AS "rows"', names).pl())


def _paragraphs(previous: str | None, changes: pl.DataFrame, tables: Tables) -> Iterator[str]:
    if previous is None:
        yield "This is the first release: there is none before it."
        return
    yield f"Since release {previous}. `changes.parquet` lists what is only summed up here, too."
    yield summary(changes)
    sources = _labels("documents", tables["documents"])
    for name in _LABELS:
        if (found := changes.filter(pl.col("table") == name)).height:
            yield f"## {name}"
            yield table(_HEAD, _lines(found.head(SHOWN), _labels(name, tables[name]), sources))
            if found.height > SHOWN:
                yield f"And {found.height - SHOWN:,} more."


def _lines(changes: pl.DataFrame, labels: dict[str, str], sources: dict[str, str]) -> Iterator[Sequence[str]]:
    for row in changes.iter_rows(named=True):
        what = labels.get(row["row_id"], "")
        told = (_short(row[name]) for name in ("change", "column", "old", "new"))
        yield [row["row_id"] or f"{row['rows']} rows", what, *told, _sources(row["documents"], sources)]


def _labels(name: str, rows: pl.DataFrame) -> dict[str, str]:
    """What each row of a table is, by its id: its first column."""
    words = pl.concat_str(pl.col(_LABELS[name]).cast(pl.String), separator=", ", ignore_nulls=True)
    return dict(rows.select(rows.columns[0], words.alias("label")).iter_rows())


def _sources(documents: Sequence[str], sources: dict[str, str]) -> str:
    first, more = documents[:2], len(documents) - 2
    told = "; ".join(_short(sources.get(document_id, document_id)) for document_id in first)
    return f"{told}; and {more} more" if more > 0 else told


def _short(value: str | None) -> str:
    text = value or ""
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"
