"""What changed between two releases: rows added, removed and changed, column by column."""

# ruff: noqa: S608 - the SQL is made of names that the Parquet files declare

from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

from flows.release.contents import VOCABULARY_COLUMNS
from flows.release.markdown import table
from flows.release.query import schema_faults
from flows.release.sql import quoted
from schemas.rules import IDENTITY
from schemas.tables import MODELS, polars_schema

# What names a row of a table that is not one of those with an id.
_IDENTITY = {
    **IDENTITY,
    "rejected": """concat_ws(' | ', stage, "table", subject, "check", reason, "value")""",
    "vocabularies": "vocabulary || ' ' || term",
}

CHANGES = pl.Schema(dict.fromkeys(("table", "id", "change", "column", "old", "new"), pl.String))


def diff(old: Path, new: Path) -> pl.DataFrame:
    """One row per added or removed row, and one per changed value, of the tables that both releases have; sorted.

    `change` is added, removed or changed; `column`, `old` and `new` (values as text) are null but for the last.
    Raises DataFault where a table of either is missing or cannot be read.
    """
    for fault in (*schema_faults(old), *schema_faults(new)):
        raise fault
    found = [_diff_table(name, old / f"{name}.parquet", new / f"{name}.parquet") for name in _IDENTITY]
    return pl.concat([CHANGES.to_frame(), *found]).sort(CHANGES.names(), nulls_last=True)


def summary(changes: pl.DataFrame) -> str:
    """How many rows came, went and changed, in which tables and columns, as Markdown."""
    counted = changes.group_by("table", "change", "column").agg(pl.col("id").n_unique().alias("rows"))
    rows = [
        [name, change, "" if column is None else f"`{column}`", number]
        for name, change, column, number in counted.sort("table", "change", "column", nulls_last=True).iter_rows()
    ]
    return table(["table", "change", "column", "rows"], rows)


def _diff_table(name: str, old: Path, new: Path) -> pl.DataFrame:
    with duckdb.connect() as connection:
        for side, path in (("old", old), ("new", new)):
            connection.execute(
                f"CREATE VIEW {side} AS SELECT {_IDENTITY[name]} AS row_name, * FROM read_parquet({quoted(str(path))})"
            )
        columns = polars_schema(name) if name in MODELS else VOCABULARY_COLUMNS
        found = [pl.DataFrame(connection.sql(query).to_arrow_table()) for query in _queries(list(columns))]
    return pl.concat(found, how="vertical_relaxed").select(pl.lit(name).alias("table"), pl.all())


def _queries(columns: list[str]) -> Iterator[str]:
    nothing = 'NULL::VARCHAR AS "column", NULL::VARCHAR AS "old", NULL::VARCHAR AS "new"'
    yield f"SELECT row_name AS id, 'added' AS change, {nothing} FROM new ANTI JOIN old USING (row_name)"
    yield f"SELECT row_name AS id, 'removed' AS change, {nothing} FROM old ANTI JOIN new USING (row_name)"
    values = ", ".join(
        f"""{{'column': {quoted(name)}, 'old': old."{name}"::VARCHAR, 'new': new."{name}"::VARCHAR}}"""
        for name in columns
    )
    differ = " OR ".join(f'old."{name}" IS DISTINCT FROM new."{name}"' for name in columns)
    yield f"""SELECT id, 'changed' AS change, value.* FROM (
        SELECT old.row_name AS id, unnest([{values}]) AS value FROM old JOIN new USING (row_name) WHERE {differ}
    ) WHERE value.old IS DISTINCT FROM value.new"""
