"""Synthetic releases of any size, written batch by batch as Parquet with the defaults of its library."""

from collections.abc import Collection
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq

from flows.release.contents import schemas
from schemas.tables import arrow_schema, polars_schema

TABLES = ("events", "event_people", "people", "counts", "evidence")
BATCH = 1_048_576  # rows: a row group, by default


def write_synthetic(folder: Path, rows: int, tables: Collection[str] = TABLES, revision: int = 0) -> Path:
    """Writes these `tables` of synthetic.sql, `rows` events and counts, and the others with no row."""
    folder.mkdir()
    with duckdb.connect() as connection:
        connection.execute(f"SET VARIABLE rows = {rows}; SET VARIABLE revision = {revision}")
        connection.execute((Path(__file__).parent / "synthetic.sql").read_text(encoding="utf-8"))
        for name, schema in schemas().items():
            with pq.ParquetWriter(folder / f"{name}.parquet", schema) as writer:
                for batch in connection.table(name).to_arrow_reader(BATCH) if name in tables else ():
                    writer.write_table(whole(name, pl.DataFrame(batch)).to_arrow().cast(arrow_schema(name)))
    return folder


def whole(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with all columns of their table; those that are not given are empty."""
    schema = polars_schema(name)
    empty = [
        pl.lit([] if kind == pl.List(pl.String) else None, kind).alias(column)
        for column, kind in schema.items()
        if column not in rows.columns
    ]
    return rows.with_columns(empty).select(schema.names()).cast(schema)
