"""A release as a DuckDB connection that reads its tables and nothing else, and writes nothing."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow
import pyarrow.dataset
import pyarrow.parquet as pq

from flows.errors import CallFault, DataFault
from flows.release.checksums import FETCH_AGAIN, checksum_faults, read_checksums
from flows.release.checksums import NAME as SUMS
from flows.release.contents import schemas
from flows.release.last import read_tables
from flows.release.sql import comments, quoted, view_statements
from flows.release.version import versions
from schemas.tables import Tables

LATEST = "latest"
OTHER_VERSION = "Read it with the version of Habeas that made it, or with DuckDB and its own habeas.sql"


def find_release(curated: Path, name: str | None = None) -> Path:
    """The folder of a release: the newest one, or the one that `name` gives as a version or as a path.

    Raises CallFault where there is none.
    """
    if name is None or name == LATEST:
        found = versions(curated) if curated.is_dir() else []
        if not found:
            raise CallFault(curated, "there is no release yet", "Make one with `habeas run`")
        return curated / str(found[-1])
    for folder in (curated / name, Path(name)):
        if folder.is_dir():
            return folder
    known = ", ".join(map(str, versions(curated))) if curated.is_dir() else ""
    raise CallFault(name, f"there is no such release in {curated}", f"Name one of: {known or 'none is there yet'}")


def open_release(folder: Path) -> duckdb.DuckDBPyConnection:
    """Tables, views and macros of a release, in memory; no query can write to, or read from, anything else.

    Raises DataFault where a file is missing or not as it was released, or where this version cannot read the tables.
    """
    _refuse_damaged(folder)
    connection = duckdb.connect(config={"python_enable_replacements": "false"})
    for name in schemas():
        dataset = pyarrow.dataset.dataset(folder / f"{name}.parquet")
        connection.register(name, dataset)
        connection.execute("".join(comments("VIEW", name, dataset.schema)))
    connection.execute("".join(view_statements()))
    _lock(connection)
    return connection


def read_release(curated: Path, name: str | None = None) -> Tables:
    """The tables of a release. Raises CallFault and DataFault as `find_release` and `open_release` do."""
    folder = find_release(curated, name)
    _refuse_damaged(folder)
    return read_tables(folder)


def _refuse_damaged(folder: Path) -> None:
    for fault in (*checksum_faults(folder), *schema_faults(folder)):
        raise fault


def schema_faults(folder: Path) -> Iterator[DataFault]:
    """Every table of a release that has not the columns and types that this version reads."""
    for name, schema in schemas().items():
        path = folder / f"{name}.parquet"
        try:
            found = pq.read_schema(path)
        except FileNotFoundError:
            yield _missing(path)
        except (pyarrow.ArrowInvalid, OSError) as error:
            yield DataFault(path, f"it is not Parquet ({error})", FETCH_AGAIN)
        else:
            yield from (DataFault(path, what, OTHER_VERSION) for what in _differences(found, schema))


def _missing(table: Path) -> DataFault:
    if _was_released(table):
        return DataFault(table, "the table is missing", FETCH_AGAIN)
    return DataFault(table, "its schema is of another version: it has no such table", OTHER_VERSION)


def _was_released(file: Path) -> bool:
    """Whether the release once had the file, as far as SHA256SUMS can be read."""
    try:
        return file.name in read_checksums(file.with_name(SUMS))
    except (DataFault, OSError):
        return True


def _differences(found: pyarrow.Schema, wanted: pyarrow.Schema) -> Iterator[str]:
    for field in wanted:
        if field.name not in found.names:
            yield f"its schema is of another version: it has no column {field.name!r}"
        elif found.field(field.name).type != field.type:
            is_type = found.field(field.name).type
            yield f"its schema is of another version: column {field.name!r} is {is_type}, not {field.type}"


def _lock(connection: duckdb.DuckDBPyConnection) -> None:
    """Closes files, network and settings to every later query; what memory does not hold spills to a folder of ours.

    DuckDB's bar of progress is left out, which it prints among the results.
    """
    spill = Path(tempfile.gettempdir()) / f"habeas-{os.getpid()}"
    connection.execute(f"SET temp_directory = {quoted(str(spill))}")
    for setting in (
        "TimeZone = 'UTC'",
        "enable_progress_bar = false",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        connection.execute(f"SET {setting}")
