"""A comparison of two releases names every row that came, went or changed, and no other."""

from pathlib import Path

import polars as pl
import pytest

from flows.errors import DataFault
from flows.release.compare import diff, summary
from flows.release.version import Version
from flows.release.write import write_release
from tests.release.invented import COUNTS, DATASET, PEOPLE, PROVENANCE


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
    assert diff(release, later).rows() == [
        ("counts", COUNTS["31"], "removed", None, None, None),
        ("people", tarn, "changed", "other_names", "[Zoe Tarn]", "[]"),
        ("people", tarn, "changed", "status_date", "2031-05-09", "2031-05"),
        ("people", "per_new", "added", None, None, None),
    ]


def test_backwards(release: Path, later: Path) -> None:
    there, back = diff(release, later), diff(later, release)
    swapped = back.with_columns(
        pl.col("change").replace({"added": "removed", "removed": "added"}), old="new", new="old"
    )
    assert swapped.sort(there.columns, nulls_last=True).equals(there)


def test_nothing_changed(release: Path) -> None:
    assert diff(release, release).is_empty()


def test_the_summary_counts_rows(release: Path, later: Path) -> None:
    assert summary(diff(release, later)).splitlines()[2:] == [
        "| counts | removed |  | 1 |",
        "| people | added |  | 1 |",
        "| people | changed | `other_names` | 1 |",
        "| people | changed | `status_date` | 1 |",
    ]


def test_a_release_that_cannot_be_read(release: Path, later: Path) -> None:
    (later / "people.parquet").write_bytes(b"PAR1")
    with pytest.raises(DataFault, match="it is not Parquet"):
        diff(release, later)
