"""Each release but the first says what changed since the one before, for people and for queries alike."""

from pathlib import Path

import polars as pl
import pytest

from flows.release.changes import SHOWN, changelog
from flows.release.compare import diff
from flows.release.version import Version
from flows.release.write import write_release
from schemas.tables import frame
from tests.release.invented import COUNTS, DATASET, PEOPLE, PROVENANCE

SINCE = {**PROVENANCE, "previous": "1.0.0"}


@pytest.fixture
def later(release: Path, tables: dict[str, pl.DataFrame]) -> Path:
    """The next release: a count went, a status changed."""
    people = tables["people"].with_columns(status_date=pl.lit("2031-05"))
    counts = tables["counts"].filter(pl.col("count_id") != COUNTS["31"])
    return write_release(
        {**tables, "people": people, "counts": counts}, release.parent, Version(1, 1, 0), SINCE, DATASET
    )


def test_the_first_has_none(release: Path) -> None:
    assert pl.read_parquet(release / "changes.parquet").is_empty()
    assert "This is the first release" in (release / "CHANGES.md").read_text(encoding="utf-8")


def test_the_table_is_what_a_comparison_gives(release: Path, later: Path) -> None:
    found = pl.read_parquet(later / "changes.parquet")
    assert found.height == 3
    with diff(release, later) as changes:
        assert found.equals(changes.pl())


def test_a_person_can_read_it(later: Path) -> None:
    told = (later / "CHANGES.md").read_text(encoding="utf-8").splitlines()
    assert "Since release 1.0.0." in told[2]
    assert "| counts | removed |  | 1 |" in told
    assert "| people | changed | `status_date` | 2 |" in told
    (line,) = (line for line in told if line.startswith(f"| {PEOPLE['Zoë Tarn']} |"))
    assert "| Zoë Tarn | changed | status_date | 2031-05-09 | 2031-05 | Veldania Watch, 2031-05-09, The " in line


def test_of_many_changes_some_are_shown(tables: dict[str, pl.DataFrame]) -> None:
    rows = [
        {"table": "people", "row_id": f"per_{number}", "change": "removed", "rows": 1, "documents": list("abc")}
        for number in range(SHOWN + 1200)
    ]
    text = changelog("1.0.1", "1.0.0", {**tables, "changes": frame("changes", rows)})
    assert text.count("| per_") == SHOWN
    assert "And 1,200 more." in text
    assert "a; b; and 1 more" in text
