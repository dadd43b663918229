"""The result of a query as a table, CSV, JSON or Parquet."""

import json
from collections.abc import Callable
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


def ask(connection: duckdb.DuckDBPyConnection, sql: str) -> pl.DataFrame:
    """The rows that a query gives; none for a statement that gives none. Raises CallFault where DuckDB refuses it."""
    try:
        relation = connection.sql(sql)
        return relation.pl() if relation else pl.DataFrame()
    except duckdb.Error as error:
        raise CallFault("query", str(error), "See the tables and their columns with `habeas tables`") from error


def show(rows: pl.DataFrame, console: Console) -> None:
    """Print rows as a table."""
    table = Table(*(escape(name) for name in rows.columns))
    for row in rows.head(SHOWN).iter_rows():
        table.add_row(*(Text(_cell(value)) for value in row))
    console.print(table)
    if rows.height > SHOWN:
        console.print(f"{SHOWN} of {rows.height:,} rows; --format csv gives all")


def as_csv(rows: pl.DataFrame) -> bytes:
    """Rows as CSV; a list is JSON in its cell."""
    lists = [name for name, kind in rows.schema.items() if isinstance(kind, pl.List)]
    flat = rows.with_columns(pl.col(name).map_elements(_json, pl.String) for name in lists)
    return flat.write_csv().encode()


def as_json(rows: pl.DataFrame) -> bytes:
    """Rows as a JSON list of objects."""
    return (_json(rows.to_dicts(), indent=1) + "\n").encode()


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


def _json(value: Any, indent: int | None = None) -> str:
    plain = value.to_list() if isinstance(value, pl.Series) else value
    return json.dumps(plain, ensure_ascii=False, indent=indent, default=_text)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
