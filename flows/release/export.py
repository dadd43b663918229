"""A release as one file for other tools: DuckDB, SQLite, CSV or Excel. Written aside, then moved into place."""

# ruff: noqa: S608 - the SQL is made of names that are declared

import csv
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from flows.errors import CallFault
from flows.release.checksums import checksum_faults
from flows.release.contents import schemas
from flows.release.ftm import write_ftm
from flows.release.metadata.csvw import NAME as CSVW
from flows.release.metadata.csvw import csvw
from flows.release.metadata.files import as_json
from flows.release.query import schema_faults
from flows.release.sql import comments, describe, quoted, view_statements
from flows.release.staging import faults_of_writing, put_in_place

EXCEL_ROWS = 1_048_576  # of one sheet, its head among them
EXCEL_CHARACTERS = 32_767  # of one cell
STORAGE_VERSION = "v1.2.0"  # so that DuckDB 1.2 and later open the file; 1.0 fails on columns of empty lists

# How a text starts that a spreadsheet takes for a formula (OWASP, CSV injection).
_FORMULA = re.compile(r"[=+\-@\t\r]")


def export(release: Path, kind: str, target: Path) -> None:
    """Writes a release as `duckdb`, `sqlite` or `xlsx` file, or as a folder of `csv` files, to `target`.

    Where there are no lists they become JSON. In csv and xlsx a text that a spreadsheet would take for a formula gets
    an apostrophe before it. Raises DataFault where the release is not as it was released, CallFault where `target` is
    there already, cannot be written, or cannot hold the rows.
    """
    for fault in (*checksum_faults(release), *schema_faults(release)):
        raise fault
    if target.exists():
        raise CallFault(target, "it is there already", "Move it, or name another place")
    if not target.absolute().parent.is_dir():
        raise CallFault(target, "its folder is not there", "Make the folder first")
    with _faults(target), put_in_place(target.absolute()) as aside:
        WRITERS[kind](release, aside)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe comes before a formula sign."""
    return f"'{text}" if _FORMULA.match(text) else text


def _write_duckdb(release: Path, target: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {quoted(str(target))} AS exported (STORAGE_VERSION {quoted(STORAGE_VERSION)})")
        connection.execute("USE exported")
        for name, schema in schemas().items():
            source = quoted(str(release / f"{name}.parquet"))
            connection.execute(f"CREATE TABLE {name} AS FROM read_parquet({source})")
            connection.execute("".join(comments("TABLE", name, schema)))
        connection.execute("".join(view_statements()))
        connection.execute("USE memory; DETACH exported")


def _write_sqlite(release: Path, target: Path) -> None:
    connection = sqlite3.connect(target)
    try:
        for name, schema in schemas().items():
            connection.execute(f"CREATE TABLE {name} (\n{_sqlite_columns(schema)})")
            marks = ", ".join("?" * len(schema))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", _rows(release, name, _plain))
        connection.commit()
    finally:
        connection.close()


def _sqlite_columns(schema: pyarrow.Schema) -> str:
    """Column definitions, each with its description as a comment, which SQLite keeps."""
    lines = [
        f'  "{field.name}" {_sqlite_type(field.type)}{"" if field.nullable else " NOT NULL"}'
        f"{',' if place < len(schema) else ''} -- {describe(field)}\n"
        for place, field in enumerate(schema, start=1)
    ]
    return "".join(lines)


def _sqlite_type(kind: pyarrow.DataType) -> str:
    if pyarrow.types.is_integer(kind):
        return "INTEGER"
    return "REAL" if pyarrow.types.is_floating(kind) else "TEXT"


def _write_csv(release: Path, target: Path) -> None:
    target.mkdir()
    for name, schema in schemas().items():
        with (target / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(schema.names)
            writer.writerows(_rows(release, name, lambda value: _safe(_plain(value))))
    (target / CSVW).write_text(as_json(csvw(release)), encoding="utf-8")


def _write_xlsx(release: Path, target: Path) -> None:
    for name in schemas():
        _check_rows(name, pq.read_metadata(release / f"{name}.parquet").num_rows)
    book = Workbook(write_only=True)
    about = book.create_sheet("about")
    about.append(["table", "column", "description"])
    for name, schema in schemas().items():
        for field in schema:
            about.append([name, field.name, describe(field)])
        sheet = book.create_sheet(name)
        sheet.append(schema.names)
        for row in _rows(release, name, _cell):
            sheet.append(row)
    book.save(target)


def _check_rows(name: str, rows: int) -> None:
    if rows >= EXCEL_ROWS:
        raise CallFault(name, f"{rows:,} rows are more than a sheet of Excel holds", "Export csv, sqlite or duckdb")


def _rows(release: Path, name: str, convert: Callable[[Any], Any]) -> Iterator[list[Any]]:
    """The rows of a table, each value converted; some thousands of them in memory at a time."""
    with pq.ParquetFile(release / f"{name}.parquet") as file:
        for batch in file.iter_batches(batch_size=10_000):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                yield [convert(value) for value in row]


def _plain(value: Any) -> Any:
    """A value as a number or a text: lists as JSON, dates and instants in ISO 8601."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _safe(value: Any) -> Any:
    return harmless(value) if isinstance(value, str) else value


def _cell(value: Any) -> Any:
    """A value as Excel can hold it: instants in UTC without saying so, texts without control signs and not too long."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    plain = _plain(value) if isinstance(value, list) else value
    if not isinstance(plain, str):
        return plain
    text = harmless(ILLEGAL_CHARACTERS_RE.sub("\ufffd", plain))
    return text if len(text) <= EXCEL_CHARACTERS else f"{text[: EXCEL_CHARACTERS - 1]}…"


@contextmanager
def _faults(target: Path) -> Iterator[None]:
    """Tells what the databases say of the disk as faults that a user can mend."""
    try:
        with faults_of_writing(target):
            yield
    except (duckdb.IOException, sqlite3.OperationalError) as error:
        raise CallFault(target, f"it cannot be written ({error})", "Free some space, or name another place") from error


WRITERS: dict[str, Callable[[Path, Path], None]] = {
    "ftm": write_ftm,
    "duckdb": _write_duckdb,
    "sqlite": _write_sqlite,
    "csv": _write_csv,
    "xlsx": _write_xlsx,
}
