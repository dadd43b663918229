"""An export holds what the release holds, whole or not at all, and no formula."""

import csv
import errno
import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import CallFault, DataFault
from flows.release import export as module
from flows.release.contents import schemas
from flows.release.export import WRITERS, export, harmless
from flows.release.version import FIRST
from flows.release.write import write_release
from tests.release.invented import DATASET, PROVENANCE

NASTY = ["=1+1", "+1", "-1", "@A1", "\tx", "\rx", "a\nb", 'a"b', "';--", "a\x07b", "x" * 40_000]


@pytest.fixture
def nasty(tmp_path: Path, tables: dict[str, pl.DataFrame]) -> Path:
    """A release with names that a spreadsheet would run."""
    rejected = pl.concat([tables["rejected"]] * len(NASTY)).with_columns(reason=pl.Series(NASTY))
    return write_release({**tables, "rejected": rejected}, tmp_path / "curated", FIRST, PROVENANCE, DATASET)


def reasons(release: Path) -> list[str]:
    """The column with the nasty texts, in its order."""
    return pl.read_parquet(release / "rejected.parquet")["reason"].to_list()


def test_duckdb(nasty: Path, tmp_path: Path) -> None:
    export(nasty, "duckdb", tmp_path / "out.duckdb")
    with duckdb.connect(str(tmp_path / "out.duckdb"), read_only=True) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for name in schemas():
            rows = pl.DataFrame(connection.sql(f"FROM {name}").to_arrow_table())
            assert rows.equals(pl.read_parquet(nasty / f"{name}.parquet"))
        assert len(connection.execute("FROM held_over_time").fetchall()) == 3
        silent = "SELECT count(*) FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
        assert connection.execute(silent).fetchone() == (0,)


def test_sqlite(nasty: Path, tmp_path: Path) -> None:
    export(nasty, "sqlite", tmp_path / "out.sqlite")
    connection = sqlite3.connect(tmp_path / "out.sqlite")
    for name, schema in schemas().items():
        found = connection.execute(f"SELECT * FROM {name}")  # noqa: S608
        assert [column[0] for column in found.description] == schema.names
        assert len(found.fetchall()) == pq.read_metadata(nasty / f"{name}.parquet").num_rows
    assert [text for (text,) in connection.execute("SELECT reason FROM rejected")] == reasons(nasty)
    names = connection.execute("SELECT other_names FROM people WHERE name LIKE 'Zo%'").fetchone()[0]
    assert json.loads(names) == ["Zoe Tarn"]
    connection.close()


def test_csv(nasty: Path, tmp_path: Path) -> None:
    export(nasty, "csv", tmp_path / "out")
    assert {path.stem for path in (tmp_path / "out").glob("*.csv")} == set(schemas())
    assert (tmp_path / "out" / "csv-metadata.json").is_file()
    with (tmp_path / "out" / "rejected.csv").open(encoding="utf-8", newline="") as file:
        assert [row["reason"] for row in csv.DictReader(file)] == list(map(harmless, reasons(nasty)))


def test_xlsx(nasty: Path, tmp_path: Path) -> None:
    export(nasty, "xlsx", tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx", read_only=True)
    assert book.sheetnames == ["about", *schemas()]
    cells: list[Any] = [row[4] for row in book["rejected"].iter_rows(min_row=2)]
    assert all(cell.data_type == "s" for cell in cells)
    shown = [cell.value for cell in cells]
    assert {"'=1+1", "'@A1", "a\ufffdb"} <= set(shown)
    assert max(map(len, shown)) == module.EXCEL_CHARACTERS
    book.close()


@given(text=st.text())
def test_no_text_is_a_formula(text: str) -> None:
    safe = harmless(text)
    assert safe[:1] not in {"=", "+", "-", "@", "\t", "\r"} or not safe
    assert safe.removeprefix("'") == text.removeprefix("'")


def test_more_rows_than_a_sheet_holds(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EXCEL_ROWS", 3)
    with pytest.raises(CallFault, match=r"3 rows are more than a sheet of Excel holds. Export csv"):
        export(release, "xlsx", tmp_path / "out.xlsx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["curated"]


@pytest.mark.parametrize("kind", WRITERS)
def test_what_is_there_is_not_overwritten(release: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(CallFault, match="it is there already"):
        export(release, kind, tmp_path / "out")
    with pytest.raises(CallFault, match="its folder is not there"):
        export(release, kind, tmp_path / "missing" / "out")
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.parametrize("kind", WRITERS)
def test_a_full_disk_leaves_nothing(release: Path, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(_: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("flows.release.staging.sync", fill)
    with pytest.raises(CallFault, match="the disk is full"):
        export(release, kind, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["curated"]


def test_a_release_that_was_touched(release: Path, tmp_path: Path) -> None:
    (release / "README.md").write_text("other")
    with pytest.raises(DataFault, match="not as it was released"):
        export(release, "csv", tmp_path / "out")
