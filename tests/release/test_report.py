"""The report's sums are those of the tables, and no value breaks out of its cell."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.evaluate import TOTALS
from flows.release.markdown import cell, table
from flows.release.report import report
from flows.release.version import FIRST
from flows.release.write import write_release
from schemas.validation import checks, validate
from tests.release.invented import DATASET, PROVENANCE


@given(value=st.text() | st.integers() | st.none())
def test_a_cell_is_one_cell(value: object) -> None:
    shown = cell(value)
    assert len(shown.splitlines()) <= 1
    assert "<" not in shown
    assert "|" not in shown.replace("\\\\", "").replace("\\|", "")


@given(rows=st.lists(st.tuples(st.text(), st.text())))
def test_a_table_has_a_line_a_row(rows: list[tuple[str, str]]) -> None:
    assert len(table(["a", "b"], rows).splitlines()) == len(rows) + 2


def lines(release: Path) -> list[str]:
    """The lines of the report."""
    return (release / "REPORT.md").read_text(encoding="utf-8").splitlines()


def test_what_was_read_and_what_it_gave(release: Path) -> None:
    told = lines(release)
    assert "| Veldania Watch | en | 3 | 3 |" in told
    assert "| en | 3 |" in told
    assert "| 2031 | 3 |" in told
    assert "| counts | 3 |" in told
    assert "| evidence | quote | 2 | 7 | 29% |" in told
    assert "| ingest | not_empty | 1 | it is empty |" in told
    assert f"The texts were read by: {PROVENANCE['engine']}. " in " ".join(told)


def test_each_check_is_told_with_what_it_turned_away(tmp_path: Path, tables: dict[str, pl.DataFrame]) -> None:
    wrong = tables["counts"].with_columns(country=pl.lit("Veldania"))
    release = write_release(validate({**tables, "counts": wrong}).tables, tmp_path, FIRST, PROVENANCE, DATASET)
    told = lines(release)
    assert "| counts | `country` has its form | 3 |" in told
    assert any(line.startswith("| validate | evidence_row_exists_in_counts | 3 | ") for line in told)
    assert f"Checks made: {len(checks())}, of which 2 turned rows away." in told
    assert sum(line.endswith(" 0 |") for line in told) >= len(checks()) - 2


@pytest.mark.parametrize("column", ["publisher", "language"])
def test_what_is_not_known_is_counted(tables: dict[str, pl.DataFrame], column: str) -> None:
    documents = tables["documents"].with_columns(pl.lit(None, pl.String).alias(column), kind=pl.lit("text"))
    told = report("1.0.0", "rules 1", {**tables, "documents": documents}).splitlines()
    assert any("not known" in line and line.endswith(" 3 | 3 |") for line in told)


def test_a_cited_page_is_told_from_a_text_whose_language_is_not_known(tables: dict[str, pl.DataFrame]) -> None:
    documents = tables["documents"].with_columns(language=pl.lit(None, pl.String))
    told = report("1.0.0", "rules 1", {**tables, "documents": documents}).splitlines()
    assert {"| cited, not read | 1 |", "| not known | 2 |"} <= set(told)


def test_how_well_the_texts_are_read(release: Path) -> None:
    (line,) = (line for line in lines(release) if line.startswith("| dev |"))
    assert line.count("0.") == len(TOTALS)


def test_contradictions_are_listed(release: Path) -> None:
    told = lines(release)
    assert "Pairs of rows that contradict each other: 1." in told
    assert "| VE | 2031-05-09 | 31 | 31 | the ministry | 2031-05-09 | 41 |  |  |" in told


def test_documents_are_counted_by_publisher_language_and_year(tables: dict[str, pl.DataFrame]) -> None:
    documents = tables["documents"].with_columns(
        language=pl.Series(["be", "en", "en"]), published=pl.Series([None, date(2030, 1, 1), date(2031, 1, 1)])
    )
    told = report("1.0.0", "rules 1", {**tables, "documents": documents}).splitlines()
    start = told.index("| publisher | language | 2030 | 2031 | not known | documents |")
    assert told[start + 2] == "| Veldania Watch | be |  |  | 1 | 1 |"
    assert told[start + 3] == "| Veldania Watch | en | 1 | 1 |  | 2 |"
