"""A release answers queries, and lets no query write or read anything else."""

from pathlib import Path

import duckdb
import polars as pl
import pyarrow
import pyarrow.parquet as pq
import pytest

from flows.errors import CallFault, DataFault
from flows.release.checksums import write_checksums
from flows.release.contents import schemas
from flows.release.query import find_release, open_release
from flows.release.sql import describe
from flows.release.version import Version
from flows.release.write import write_release
from tests.release.invented import DATASET, PROVENANCE


def test_find_release(release: Path, tables: dict[str, pl.DataFrame]) -> None:
    later = write_release(tables, release.parent, Version(1, 10, 0), PROVENANCE, DATASET)
    assert find_release(release.parent) == later
    assert find_release(release.parent, "latest") == later
    assert find_release(release.parent, "1.0.0") == release
    assert find_release(Path("elsewhere"), str(release)) == release


def test_no_release_yet(tmp_path: Path) -> None:
    for curated in (tmp_path, tmp_path / "missing"):
        with pytest.raises(CallFault, match=r"there is no release yet\. Make one with `habeas run`"):
            find_release(curated)


def test_no_such_release(release: Path) -> None:
    with pytest.raises(CallFault, match=r"there is no such release .* Name one of: 1\.0\.0"):
        find_release(release.parent, "2.0.0")


def test_tables_views_and_comments_are_there(release: Path) -> None:
    with open_release(release) as connection:
        for name, schema in schemas().items():
            rows = connection.sql(f"FROM {name}").to_arrow_table()
            assert rows is not None
            assert rows.num_rows == pq.read_metadata(release / f"{name}.parquet").num_rows
            comments = connection.execute(
                "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [name]
            ).fetchall()
            assert comments == [(field.name, describe(field)) for field in schema]


FORBIDDEN = [
    "COPY (SELECT 1) TO '{folder}/out.csv'",
    "COPY people TO '{folder}/1.0.0/people.parquet'",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '{folder}/out.csv'",
    "EXPORT DATABASE '{folder}/out'",
    "ATTACH '{folder}/out.duckdb'",
    "CREATE PERSISTENT SECRET s (TYPE s3)",
    "INSTALL httpfs",
    "LOAD httpfs",
    "FROM read_text('{folder}/secret.txt')",
    "FROM read_csv('{folder}/secret.txt')",
    "FROM '{folder}/1.0.0/people.parquet'",
    "FROM glob('{folder}/*')",
    "FROM secret",
    "SET enable_external_access = true",
    "RESET lock_configuration",
]


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_no_query_leaves_the_release(release: Path, sql: str) -> None:
    secret = pl.DataFrame({"secret": [1]})
    (release.parent / "secret.txt").write_text("secret")
    before = sorted(release.parent.rglob("*"))
    with open_release(release) as connection, pytest.raises(duckdb.Error):
        connection.execute(sql.format(folder=release.parent))
    assert sorted(release.parent.rglob("*")) == before
    assert secret.height


def test_days_and_instants_are_those_of_utc(release: Path) -> None:
    with open_release(release) as connection:
        query = "SELECT retrieved::VARCHAR FROM documents WHERE retrieved IS NOT NULL LIMIT 1"
        assert connection.execute(query).fetchone() == ("2031-05-10 12:30:00+00",)


def test_no_bar_of_progress_is_printed_among_the_results(release: Path) -> None:
    with open_release(release) as connection:
        assert connection.execute("SELECT current_setting('enable_progress_bar')").fetchone() == (False,)


def test_a_release_that_was_touched(release: Path) -> None:
    flipped = bytearray((release / "people.parquet").read_bytes())
    flipped[200] ^= 1
    (release / "people.parquet").write_bytes(flipped)
    with pytest.raises(
        DataFault, match=r"people\.parquet: the file is not as it was released.*Fetch the release again"
    ):
        open_release(release)


def test_a_table_of_another_version(release: Path) -> None:
    path = release / "counts.parquet"
    counts = pq.read_table(path)
    place = counts.schema.get_field_index("value")
    other = counts.set_column(place, "value", counts["value"].cast(pyarrow.string())).drop_columns(["surface"])
    pq.write_table(other, path)
    write_checksums(release)
    with pytest.raises(DataFault, match=r"another version: column 'value' is string, not int64"):
        open_release(release)


def test_a_file_that_is_cut_off(release: Path) -> None:
    path = release / "counts.parquet"
    path.write_bytes(path.read_bytes()[:50])
    write_checksums(release)
    with pytest.raises(DataFault, match="it is not Parquet"):
        open_release(release)
