"""A comparison of two releases names every row that came, went or changed, and no other."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pyarrow
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.errors import DataFault
from flows.release.compare import compare
from flows.release.compare import diff as changes_of
from flows.release.version import Version
from flows.release.write import write_release
from schemas.tables import KEYS, arrow_schema, frame
from tests.release.invented import COUNTS, DATASET, DOCUMENTS, PEOPLE, PROVENANCE, TEXTS


def diff(old: Path, new: Path) -> pl.DataFrame:
    """The changes between two releases."""
    with changes_of(old, new) as changes:
        return pl.DataFrame(changes.to_arrow_table())


@pytest.fixture
def later(release: Path, tables: dict[str, pl.DataFrame]) -> Path:
    """The next release: a count went, a person came, a status and a list changed."""
    tarn = pl.col("name") == "Zoë Tarn"
    people = tables["people"].with_columns(
        status_date=pl.when(tarn).then(pl.lit("2031-05")).otherwise("status_date"),
        other_names=pl.when(tarn).then(pl.lit([], pl.List(pl.String))).otherwise("other_names"),
    )
    new = people.filter(tarn).with_columns(person_id=pl.lit("per_new"))
    changed = {
        "people": pl.concat([people, new]),
        "counts": tables["counts"].filter(pl.col("count_id") != COUNTS["31"]),
    }
    return write_release({**tables, **changed}, release.parent, Version(1, 1, 0), PROVENANCE, DATASET)


def test_what_changed(release: Path, later: Path) -> None:
    tarn = PEOPLE["Zoë Tarn"]
    told_of = sorted(DOCUMENTS[name] for name in TEXTS)
    assert diff(release, later).rows() == [
        ("counts", COUNTS["31"], "removed", None, None, None, 1, [DOCUMENTS["page"]]),
        ("people", tarn, "changed", "other_names", "[Zoe Tarn]", "[]", 1, told_of),
        ("people", tarn, "changed", "status_date", "2031-05-09", "2031-05", 1, told_of),
        ("people", "per_new", "added", None, None, None, 1, told_of),
    ]


def test_backwards(release: Path, later: Path) -> None:
    there, back = diff(release, later), diff(later, release)
    swapped = back.with_columns(
        pl.col("change").replace({"added": "removed", "removed": "added"}), old="new", new="old"
    )
    assert swapped.sort(KEYS["changes"], nulls_last=True).equals(there)


def test_nothing_changed(release: Path) -> None:
    assert diff(release, release).is_empty()


def moved(tables: dict[str, pl.DataFrame], old_id: str, new_id: str) -> pl.DataFrame:
    """The evidence, with the passages of one row at another one."""
    return tables["evidence"].with_columns(pl.col("row_id").replace(old_id, new_id))


def test_a_merge_and_a_split(release: Path, tables: dict[str, pl.DataFrame]) -> None:
    tarn, lee = PEOPLE.values()
    merged = {
        **tables,
        "people": tables["people"].filter(pl.col("person_id") != lee),
        "event_people": tables["event_people"].filter(pl.col("person_id") != lee),
        "evidence": moved(tables, lee, tarn),
        "redirects": frame("redirects", [{"old_id": lee, "new_id": tarn, "since": "1.1.0"}]),
    }
    later = write_release(merged, release.parent, Version(1, 1, 0), PROVENANCE, DATASET)
    told = diff(release, later).filter(table="people").select("row_id", "change", "old", "new").rows()
    assert told == [(lee, "merged", None, tarn)]
    split = diff(later, release).filter(table="people").select("row_id", "change", "old", "new").rows()
    assert split == [(lee, "split", tarn, None)]


@given(
    kept=st.sets(st.sampled_from(sorted(COUNTS.values()))), renamed=st.sets(st.sampled_from(sorted(COUNTS.values())))
)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])  # each opens DuckDB
def test_the_changes_lead_from_one_table_to_the_other(release: Path, kept: set[str], renamed: set[str]) -> None:
    with TemporaryDirectory() as folder:
        later = Path(shutil.copytree(release, Path(folder) / "later"))
        old = pl.read_parquet(release / "counts.parquet")
        given_source = pl.when(pl.col("count_id").is_in(renamed)).then(pl.lit("a lawyer")).otherwise("source")
        new = old.filter(pl.col("count_id").is_in(kept)).with_columns(source=given_source)
        pq.write_table(new.to_arrow().cast(arrow_schema("counts")), later / "counts.parquet")
        found = compare(release, later).filter(table="counts")
    assert set(found.filter(change="removed")["row_id"]) == set(old["count_id"]) - kept
    changed = {(row["row_id"], row["column"], row["new"]) for row in found.filter(change="changed").to_dicts()}
    assert changed == {(count_id, "source", "a lawyer") for count_id in kept & renamed}


def test_a_column_and_a_table_that_came_since(release: Path, later: Path) -> None:
    counts = pq.read_table(release / "counts.parquet")
    other = counts.drop_columns(["surface"]).append_column("age", pyarrow.array([1] * counts.num_rows))
    pq.write_table(other, release / "counts.parquet")
    (release / "redirects.parquet").unlink()
    found = compare(release, later).filter(table="counts").select("row_id", "change", "column", "rows").rows()
    assert found == [
        (COUNTS["31"], "removed", None, 1),
        (None, "added", "surface", 2),
        (None, "removed", "age", 2),
    ]


def test_a_release_that_cannot_be_read(release: Path, later: Path) -> None:
    (later / "people.parquet").write_bytes(b"PAR1")
    with pytest.raises(DataFault, match="the file is not as it was released"):
        diff(release, later)
