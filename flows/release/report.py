"""REPORT.md of a release: what was read, what it gave, what was turned away, what was checked."""

from collections.abc import Iterator

import polars as pl

from flows.release.markdown import table
from schemas.tables import MODELS, Tables
from schemas.validation import STAGE, checks

GROUPS = {"publisher": pl.col("publisher"), "language": pl.col("language"), "year": pl.col("published").dt.year()}


def report(version: str, tables: Tables) -> str:
    """The text of REPORT.md for the tables of a release."""
    parts = {
        "Documents": "\n\n".join(_documents_by(name, tables["documents"]) for name in GROUPS),
        "Rows": table(["table", "rows"], [[name, rows.height] for name, rows in tables.items()]),
        "Nulls": table(["table", "column", "nulls", "of rows"], _nulls({name: tables[name] for name in MODELS})),
        "Turned away": table(["stage", "check", "rows"], _rejected(tables["rejected"]).rows()),
        "Checks": table(["table", "what holds for every row", "rows turned away"], _checks(tables["rejected"])),
    }
    return (
        f"# Report on release {version}\n\n"
        + "\n\n".join(f"## {head}\n\n{text}" for head, text in parts.items())
        + "\n"
    )


def _documents_by(name: str, documents: pl.DataFrame) -> str:
    counted = documents.group_by(GROUPS[name].alias(name)).agg(pl.len()).sort(name, nulls_last=True)
    return table([name, "documents"], [["not known" if key is None else key, rows] for key, rows in counted.rows()])


def _nulls(tables: Tables) -> list[list[object]]:
    return [
        [name, column.name, column.null_count(), data.height]
        for name, data in tables.items()
        for column in data.iter_columns()
        if column.null_count()
    ]


def _rejected(rejected: pl.DataFrame) -> pl.DataFrame:
    return rejected.group_by("stage", "check").agg(pl.len()).sort("stage", "check")


def _checks(rejected: pl.DataFrame) -> Iterator[list[object]]:
    """What holds, by each check; a row that was turned away counts for the first check that it failed."""
    counted = rejected.filter(pl.col("stage") == STAGE).group_by("table", "check").len()
    failed = {(name, check): rows for name, check, rows in counted.iter_rows()}
    for check in checks():
        yield [check.table, check.holds, failed.get((check.table, check.name), 0)]
