"""The number of a release says what changed since the last."""

from pathlib import Path

import polars as pl
import pyarrow
import pyarrow.parquet as pq
import pytest

from flows.errors import CallFault
from flows.release.checksums import write_checksums
from flows.release.last import read_last
from flows.release.numbering import next_version
from flows.release.version import FIRST, Version
from schemas.tables import key


def test_the_first(tables: dict[str, pl.DataFrame]) -> None:
    assert next_version(tables, None) == FIRST


def test_nothing_changed(release: Path, tables: dict[str, pl.DataFrame]) -> None:
    assert next_version(tables, read_last(release.parent)) == FIRST
    assert next_version(tables, read_last(release.parent), "9.0.0") == FIRST


@pytest.mark.parametrize("table", ["documents", "evidence", "people", "events", "event_people", "counts", "rejected"])
def test_a_row_that_goes_is_a_patch(release: Path, tables: dict[str, pl.DataFrame], table: str) -> None:
    assert next_version({**tables, table: tables[table][1:]}, read_last(release.parent)) == (1, 0, 1)


def test_a_value_that_is_corrected_is_a_patch(release: Path, tables: dict[str, pl.DataFrame]) -> None:
    people = tables["people"].with_columns(country=pl.lit("XX"), other_names=pl.lit([], pl.List(pl.String)))
    assert next_version({**tables, "people": people}, read_last(release.parent)) == (1, 0, 1)


@pytest.mark.parametrize("table", ["documents", "evidence", "people", "events", "event_people", "counts"])
def test_a_row_that_comes_is_minor(release: Path, tables: dict[str, pl.DataFrame], table: str) -> None:
    more = tables[table][:1].with_columns(pl.col(key(table)[0]) + "x")
    assert next_version({**tables, table: pl.concat([tables[table], more])}, read_last(release.parent)) == (1, 1, 0)


def test_other_rejected_files_are_a_patch(release: Path, tables: dict[str, pl.DataFrame]) -> None:
    more = tables["rejected"].with_columns(subject=pl.lit("documents/watch/other.txt"))
    rejected = pl.concat([tables["rejected"], more])
    assert next_version({**tables, "rejected": rejected}, read_last(release.parent)) == (1, 0, 1)


def test_the_number_goes_on_from_the_last(release: Path, tables: dict[str, pl.DataFrame]) -> None:
    later = release.rename(release.with_name("2.7.3"))
    assert next_version({**tables, "people": tables["people"][1:]}, read_last(later.parent)) == (2, 7, 4)


def test_a_column_that_comes_is_minor(release: Path, tables: dict[str, pl.DataFrame]) -> None:
    path = release / "people.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["country"]), path)
    write_checksums(release)
    assert next_version(tables, read_last(release.parent)) == (1, 1, 0)


def test_a_column_that_goes_is_major(release: Path, tables: dict[str, pl.DataFrame]) -> None:
    path = release / "people.parquet"
    people = pq.read_table(path)
    pq.write_table(people.append_column("age", pyarrow.array([1] * people.num_rows)), path)
    write_checksums(release)
    assert next_version(tables, read_last(release.parent)) == (2, 0, 0)


def test_a_type_that_changes_is_major(release: Path, tables: dict[str, pl.DataFrame]) -> None:
    path = release / "counts.parquet"
    counts = pq.read_table(path)
    place = counts.schema.get_field_index("value")
    pq.write_table(counts.set_column(place, "value", counts["value"].cast(pyarrow.int32())), path)
    write_checksums(release)
    assert next_version(tables, read_last(release.parent)) == (2, 0, 0)


@pytest.mark.parametrize(("term_in_the_last_release", "version"), [("kidnapping", (2, 0, 0)), (None, (1, 1, 0))])
def test_a_term(
    release: Path, tables: dict[str, pl.DataFrame], term_in_the_last_release: str | None, version: Version
) -> None:
    path = release / "vocabularies.parquet"
    terms = pq.read_table(path).to_pylist()
    if term_in_the_last_release:
        terms.append({**terms[0], "term": term_in_the_last_release})
    else:
        terms.pop()
    pq.write_table(pyarrow.Table.from_pylist(terms, pq.read_schema(path)), path)
    write_checksums(release)
    assert next_version(tables, read_last(release.parent)) == version


@pytest.mark.parametrize(
    ("old", "new", "version"),
    [
        ("VIEW claims IS", "VIEW quotes IS", (2, 0, 0)),
        ('COLUMN claims."quote" IS', 'COLUMN claims."words" IS', (2, 0, 0)),
        ("COMMENT ON MACRO TABLE on_day IS", "-- IS", (1, 1, 0)),
        ("One row per", "A row for each", (1, 0, 0)),
    ],
)
def test_a_view(
    release: Path, tables: dict[str, pl.DataFrame], old: str, new: str, version: tuple[int, int, int]
) -> None:
    path = release / "habeas.sql"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    write_checksums(release)
    assert next_version(tables, read_last(release.parent)) == version


@pytest.mark.parametrize(("wanted", "version"), [("1.0.1", (1, 0, 1)), ("1.1.0", (1, 1, 0)), ("4.0.0", (4, 0, 0))])
def test_a_number_may_be_raised(release: Path, tables: dict[str, pl.DataFrame], wanted: str, version: Version) -> None:
    assert next_version({**tables, "people": tables["people"][1:]}, read_last(release.parent), wanted) == version


@pytest.mark.parametrize("wanted", ["1.0.0", "0.9.0", "one"])
def test_a_number_may_not_be_lowered(release: Path, tables: dict[str, pl.DataFrame], wanted: str) -> None:
    with pytest.raises(CallFault, match="--version"):
        next_version({**tables, "people": tables["people"][1:]}, read_last(release.parent), wanted)
