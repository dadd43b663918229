"""What the layout of a release saves, as ratios on this machine: `make bench` prints them.

The rows are synthetic: ids at random, three events a person, eleven years; of ten dates about nine are days, the others
months and years. Set against Parquet as pyarrow writes it by default, of the same rows in no order, and CSV.gz.
Times are the best of some, in CPU seconds, so that what else runs on the machine does not count.
"""

import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pyarrow.parquet as pq
import pytest

from flows.release.contents import content
from flows.release.parquet import write_parquet
from flows.release.sql import quoted, views
from schemas.tables import arrow_schema, polars_schema

TABLES = ("events", "event_people", "people", "counts")
DAYS = 365 * 11
TRIES = 9
LETTERS = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype="S1")

Rng = np.random.Generator


def ids(rng: Rng, prefix: str, number: int) -> pl.Series:
    """Ids, all different but for chance."""
    words = LETTERS[rng.integers(0, len(LETTERS), (number, 16))].view("S16").ravel().astype(str)
    return pl.select(pl.lit(f"{prefix}_") + pl.Series(words)).to_series()


def pick(rng: Rng, values: list[str | None], number: int) -> pl.Series:
    """Values at random, the first one as often as all others together."""
    shares = [0.5, *[0.5 / (len(values) - 1)] * (len(values) - 1)]
    return pl.Series(values, dtype=pl.String).gather(rng.choice(len(values), number, p=shares))


def dates(rng: Rng, number: int) -> pl.DataFrame:
    """Columns edtf, first, last and precision."""
    day = (pl.lit(date(2015, 1, 1)) + pl.duration(days=pl.lit(pl.Series(rng.integers(0, DAYS, number))))).cast(pl.Date)
    kind = pl.Series("precision", ["day", "month", "year"]).gather(rng.choice(3, number, p=[0.87, 0.1, 0.03]))
    steps = {"day": ("1d", "%Y-%m-%d"), "month": ("1mo", "%Y-%m"), "year": ("1y", "%Y")}
    frame = pl.select(day.alias("day"), kind)
    return pl.concat(
        frame.filter(precision=name).select(
            first := pl.col("day").dt.truncate(step).alias("first"),
            first.dt.offset_by(step).dt.offset_by("-1d").alias("last"),
            first.dt.to_string(form).alias("edtf"),
            "precision",
        )
        for name, (step, form) in steps.items()
    ).sample(fraction=1, shuffle=True, seed=1)


def synthetic(number: int) -> dict[str, pl.DataFrame]:
    """As many events and counts, and the people of the events, in no order."""
    rng = np.random.default_rng(1)
    events, people, documents = ids(rng, "evt", number), ids(rng, "per", number // 3), ids(rng, "doc", number // 5)
    happened, held = dates(rng, number), dates(rng, number)
    said = [None, "the union", "the ministry", "a lawyer", "the court"]
    value = pl.Series(rng.integers(1, 3000, number))

    def some(names: pl.Series, rows: int) -> pl.Series:
        return names.gather(rng.integers(0, len(names), rows))

    def lists(rows: int) -> pl.Series:
        return pl.select(pl.concat_list(some(documents, rows))).to_series()

    columns = {
        "events": {
            "event_id": events,
            "type": pick(rng, ["arrest", "trial", "conviction", "release"], number),
            "date": happened["edtf"],
            "date_first": happened["first"],
            "date_last": happened["last"],
            "date_precision": happened["precision"],
            "country": pick(rng, ["BY", "RU", "IR", "CN"], number),
            "source": pick(rng, said, number),
            "certainty": pick(rng, ["asserted", "reported"], number),
            "documents": lists(number),
        },
        "event_people": {"event_id": events, "person_id": some(people, number)},
        "people": {
            "person_id": people,
            "name": pl.select(
                pick(rng, ["Ana", "Ivan", "Orla"], len(people)) + " " + people.str.slice(4, 7)
            ).to_series(),
            "status": pick(rng, ["imprisoned", "released"], len(people)),
            "documents": lists(len(people)),
        },
        "counts": {
            "count_id": ids(rng, "cnt", number),
            "measure": pick(rng, ["held", "arrest", "release"], number),
            "value": value,
            "qualifier": pick(rng, ["exact", "about"], number),
            "lower": value,
            "upper": value,
            "as_of": held["edtf"],
            "as_of_first": held["first"],
            "as_of_last": held["last"],
            "country": pick(rng, ["BY", "RU", "IR", "CN"], number),
            "source": pick(rng, said, number),
            "surface": value.cast(pl.String),
            "document_id": some(documents, number),
        },
    }
    return {name: whole(name, pl.DataFrame(found)) for name, found in columns.items()}


def whole(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with all columns of their table; those that are not given are empty."""
    schema = polars_schema(name)
    empty = [
        pl.lit([] if kind == pl.List(pl.String) else None, kind).alias(column)
        for column, kind in schema.items()
        if column not in rows.columns
    ]
    return rows.with_columns(empty).select(schema.names()).cast(schema)


def write_defaults(tables: Mapping[str, pl.DataFrame], folder: Path) -> int:
    """Parquet as pyarrow writes it by default; gives its size in bytes."""
    folder.mkdir()
    for name, rows in tables.items():
        pq.write_table(rows.to_arrow().cast(arrow_schema(name)), folder / f"{name}.parquet")
    return size(folder)


def write_as_released(tables: Mapping[str, pl.DataFrame], folder: Path) -> int:
    """Parquet as a release has it; gives its size in bytes."""
    folder.mkdir()
    for name, rows in tables.items():
        write_parquet(content(name, rows), folder / f"{name}.parquet")
    return size(folder)


def write_csv(tables: Mapping[str, pl.DataFrame], folder: Path) -> int:
    """CSV.gz, its lists as texts; gives its size in bytes."""
    folder.mkdir()
    for name, rows in tables.items():
        flat = rows.with_columns(pl.col(pl.List(pl.String)).list.join(" "))
        flat.write_csv(folder / f"{name}.csv.gz", compression="gzip", compression_level=6)
    return size(folder)


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def seconds(folder: Path, query: str) -> float:
    """The CPU time of a query over the tables in a folder."""
    with duckdb.connect() as connection:
        for name in TABLES:
            path = quoted(str(folder / f"{name}.parquet"))
            connection.execute(f"CREATE VIEW {name} AS FROM read_parquet({path})")
        for view in views():
            if view.name in {"on_day", "person_timeline"}:
                connection.execute(view.statement)
        times = []
        for _ in range(TRIES):
            start = time.process_time()
            connection.sql(query).to_arrow_table()
            times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("number", [1_000_000, 10_000_000])
def test_size_and_time_against_defaults(tmp_path: Path, number: int) -> None:
    tables = synthetic(number)
    plain, laid_out = tmp_path / "defaults", tmp_path / "release"
    before, now = write_defaults(tables, plain), write_as_released(tables, laid_out)
    print(f"\n{number:,} events and counts: {now / 1e6:.0f} MB; of Parquet with defaults {now / before:.2f}", end="")
    if number <= 1_000_000:  # gzip takes minutes for more, and the ratio is the same
        print(f", of CSV.gz {now / write_csv(tables, tmp_path / 'csv'):.2f}", end="")
    print()
    person = tables["event_people"]["person_id"][0]
    queries = {
        "on_day": "FROM on_day(DATE '2020-06-17')",
        "one person's timeline": f"FROM person_timeline WHERE person_id = {quoted(person)}",
    }
    for name, query in queries.items():
        slow, fast = seconds(plain, query), seconds(laid_out, query)
        print(f"{name}: {slow * 1000:.0f} ms with defaults, {fast * 1000:.0f} ms here, {slow / fast:.1f} times faster")
        assert slow / fast >= 5
    assert now / before <= 0.8
