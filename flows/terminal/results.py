"""The result of a query as a table, CSV, JSON or Parquet."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any, BinaryIO

import duckdb
import polars as pl
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from flows.errors import CallFault

SHOWN = 200  # rows of a table on a terminal; the other forms give all
BATCH = 10_000  # rows in memory at a time


def ask(connection: duckdb.DuckDBPyConnection, sql: str) -> pl.DataFrame:
    """The rows that a query gives; none for a statement that gives none. Raises CallFault where DuckDB refuses it."""
    try:
        relation = connection.sql(sql)
        return relation.pl() if relation else pl.DataFrame()
    except duckdb.Error as error:
        raise CallFault("query", str(error), "See the tables and their columns with `habeas tables`") from error


def batches(relation: duckdb.DuckDBPyRelation) -> Iterator[pl.DataFrame]:
    """The rows of a relation, some thousands at a time."""
    return map(pl.DataFrame, relation.to_arrow_reader(BATCH))


def show(rows: pl.DataFrame, console: Console, total: int | None = None, rest: str = "--format csv") -> None:
    """Print rows as a table: the first of `total`, of which the option `rest` gives all."""
    table = Table(*(escape(name) for name in rows.columns))
    for row in rows.head(SHOWN).iter_rows():
        table.add_row(*(Text(_cell(value)) for value in row))
    console.print(table)
    if (total or rows.height) > SHOWN:
        console.print(f"{SHOWN} of {total or rows.height:,} rows; {rest} gives all")


def as_csv(rows: pl.DataFrame) -> bytes:
    """Rows as CSV; a list is JSON in its cell."""
    lists = [name for name, kind in rows.schema.items() if isinstance(kind, pl.List)]
    flat = rows.with_columns(pl.col(name).map_elements(_json, pl.String) for name in lists)
    return flat.write_csv().encode()


def as_json(rows: pl.DataFrame) -> bytes:
    """Rows as a JSON list of objects, one a line."""
    return b"".join(json_parts([rows]))


def json_parts(parts: Iterable[pl.DataFrame]) -> Iterator[bytes]:
    """The same, part by part."""
    before = "[\n"
    for rows in parts:
        for row in rows.iter_rows(named=True):
            yield f"{before}{_json(row)}".encode()
            before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def as_parquet(rows: pl.DataFrame) -> bytes:
    """Rows as a Parquet file."""
    buffer = BytesIO()
    rows.write_parquet(buffer)
    return buffer.getvalue()


FORMS: dict[str, Callable[[pl.DataFrame], bytes]] = {"csv": as_csv, "json": as_json, "parquet": as_parquet}


def write(rows: pl.DataFrame, form: str, target: BinaryIO) -> None:
    """Write rows in one of `FORMS`."""
    target.write(FORMS[form](rows))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(_cell, value))
    return str(value)


def _json(value: Any) -> str:
    plain = value.to_list() if isinstance(value, pl.Series) else value
    return json.dumps(plain, ensure_ascii=False, default=_text)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
