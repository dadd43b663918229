"""What the layout of a release saves, as ratios on this machine: `make bench` prints them.

Set against Parquet as pyarrow writes it by default, of the same synthetic rows in no order, and CSV.gz. Times are the
best of some, in CPU seconds, each layout by turns, so that what else runs on the machine counts little. Ten million
take four minutes.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.release.contents import content
from flows.release.parquet import write_parquet
from flows.release.sql import quoted, views
from tests.bench.synthetic import write_synthetic

TABLES = ("events", "event_people", "people", "counts")
TRIES = 20


def write_as_released(source: Path, folder: Path) -> Path:
    """Parquet as a release has it, a table in memory at a time; gives the folder."""
    folder.mkdir()
    for name in TABLES:
        write_parquet(content(name, pl.read_parquet(source / f"{name}.parquet")), folder / f"{name}.parquet")
    return folder


def write_csv(source: Path, folder: Path) -> Path:
    """CSV.gz, its lists as texts; gives the folder."""
    folder.mkdir()
    for name in TABLES:
        path, target = (quoted(str(place)) for place in (source / f"{name}.parquet", folder / f"{name}.csv.gz"))
        duckdb.sql(f"COPY (FROM read_parquet({path})) TO {target} (FORMAT csv, COMPRESSION gzip)")
    return folder


def size(folder: Path) -> int:
    """The bytes of all tables in a folder."""
    return sum(path.stat().st_size for name in TABLES for path in folder.glob(f"{name}.*"))


@contextmanager
def opened(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the tables in a folder, and the views that are measured."""
    with duckdb.connect() as connection:
        for name in TABLES:
            path = quoted(str(folder / f"{name}.parquet"))
            connection.execute(f"CREATE VIEW {name} AS FROM read_parquet({path})")
        for view in views():
            if view.name in {"on_day", "person_timeline"}:
                connection.execute(view.statement)
        yield connection


def seconds(folders: list[Path], query: str) -> list[float]:
    """The CPU time of a query over the tables in each folder: the best of some tries, by turns."""
    with ExitStack() as stack:
        connections = [stack.enter_context(opened(folder)) for folder in folders]
        rounds = [[_time(connection, query) for connection in connections] for _ in range(TRIES)]
    return [min(times) for times in zip(*rounds, strict=True)]


def _time(connection: duckdb.DuckDBPyConnection, query: str) -> float:
    start = time.process_time()
    connection.sql(query).to_arrow_table()
    return time.process_time() - start


def test_size_against_csv(tmp_path: Path) -> None:
    plain = write_synthetic(tmp_path / "defaults", 1_000_000, TABLES)
    released, gzipped = write_as_released(plain, tmp_path / "release"), write_csv(plain, tmp_path / "csv")
    print(f"\n1,000,000 events and counts: of CSV.gz {size(released) / size(gzipped):.2f}")
    assert size(released) < size(gzipped)


@pytest.mark.parametrize("number", [1_000_000, 10_000_000])
def test_size_and_time_against_defaults(tmp_path: Path, number: int) -> None:
    plain = write_synthetic(tmp_path / "defaults", number, TABLES)
    released = write_as_released(plain, tmp_path / "release")
    before, now = size(plain), size(released)
    print(f"\n{number:,} events and counts: {now / 1e6:.0f} MB; of Parquet with defaults {now / before:.2f}")
    person = pl.scan_parquet(plain / "event_people.parquet").head(1).collect()["person_id"][0]
    queries = {
        "on_day": "FROM on_day(DATE '2020-06-17')",
        "one person's timeline": f"FROM person_timeline WHERE person_id = {quoted(person)}",
    }
    for name, query in queries.items():
        slow, fast = seconds([plain, released], query)
        print(f"{name}: {slow * 1000:.0f} ms with defaults, {fast * 1000:.0f} ms here, {slow / fast:.1f} times faster")
        assert slow / fast >= 5
    assert now / before <= 0.8
