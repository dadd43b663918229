"""Each thing that is wrong with a release is told with its file and what to do next."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow
import pyarrow.parquet as pq
import pytest

from flows.release.check import check
from flows.release.checksums import write_checksums
from tests.release.invented import DOCUMENTS, TEXTS

AT_HAND = {DOCUMENTS[name]: text for name, text in TEXTS.items()}


def test_a_right_release(release: Path) -> None:
    assert check(release) == []
    assert check(release, AT_HAND) == []


def change(release: Path, name: str, made: Callable[[pyarrow.Table], pyarrow.Table]) -> None:
    """Writes another table in the place of one of the release, with checksums to match."""
    path = release / f"{name}.parquet"
    pq.write_table(made(pq.read_table(path)), path)
    write_checksums(release)


def test_a_flipped_byte_a_missing_and_an_added_file(release: Path) -> None:
    (release / "habeas.sql").write_text("-- other")
    (release / "README.md").unlink()
    (release / "more.txt").write_text("more")
    assert [Path(fault.where).name for fault in check(release)] == ["README.md", "habeas.sql", "more.txt"]


def test_a_parquet_of_another_release(release: Path) -> None:
    (release / "people.parquet").write_bytes((release / "events.parquet").read_bytes())
    told = [str(fault) for fault in check(release)]
    assert any("people.parquet: the file is not as it was released" in fault for fault in told)
    assert any("it has no column 'person_id'" in fault for fault in told)


def test_a_missing_table(release: Path) -> None:
    (release / "people.parquet").unlink()
    assert "the table is missing" in {fault.what for fault in check(release)}


def test_a_further_column(release: Path) -> None:
    change(release, "people", lambda table: table.append_column("age", pyarrow.array([1] * table.num_rows)))
    (fault,) = check(release)
    assert fault.what == "it has a column 'age' that is not declared"


def test_a_description_that_differs(release: Path) -> None:
    change(release, "people", lambda table: table.replace_schema_metadata({}))
    (fault,) = check(release)
    assert "described or ordered otherwise" in fault.what


@pytest.mark.parametrize(
    ("name", "column", "value", "told"),
    [
        ("counts", "country", "Veldania", "country.str_matches"),
        ("evidence", "document_id", "doc_aaaaaaaaaaaaaaaa", "evidence_document_id_exists"),
    ],
)
def test_a_row_that_does_not_hold(release: Path, name: str, column: str, value: str, told: str) -> None:
    def set_first(table: pyarrow.Table) -> pyarrow.Table:
        rows = table.to_pylist()
        rows[0][column] = value
        return pyarrow.Table.from_pylist(rows, table.schema)

    change(release, name, set_first)
    faults = [fault for fault in check(release) if told in fault.what]
    assert faults
    assert f"{name}.parquet, row " in faults[0].where


def test_a_quote_that_is_not_in_its_text(release: Path) -> None:
    other = {document_id: text.replace("Tarn", "Tern") for document_id, text in AT_HAND.items()}
    faults = check(release, other)
    quoted = pl.read_parquet(release / "evidence.parquet").filter(pl.col("quote").str.contains("Tarn"))
    assert set(quoted["evidence_id"]) <= {fault.where.rpartition(" ")[2] for fault in faults}
    assert all(fault.next_step for fault in faults)
