"""The releases between two are found where each leads to the one before, and only then."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from flows.release.checksums import tables_digest
from flows.release.lineage import releases_since
from flows.release.version import Version
from flows.release.write import write_release
from tests.release.invented import DATASET, PROVENANCE


def after(release: Path, version: Version) -> Path:
    """A release after another one, with a count less."""
    tables = {path.stem: pl.read_parquet(path) for path in release.glob("*.parquet")}
    facts = {**PROVENANCE, "previous": release.name, "previous_sha256": tables_digest(release)}
    return write_release({**tables, "counts": tables["counts"][1:]}, release.parent, version, facts, DATASET)


@pytest.fixture
def line(release: Path) -> list[Path]:
    """Three releases, each after the one before."""
    second = after(release, Version(1, 0, 1))
    return [release, second, after(second, Version(1, 0, 2))]


def test_each_leads_to_the_one_before(line: list[Path], tmp_path: Path) -> None:
    first, second, third = line
    assert releases_since(first, third) == [second, third]
    assert releases_since(second, third) == [third]
    elsewhere = Path(shutil.copytree(first, tmp_path / "elsewhere"))
    (elsewhere / "README.md").write_text("With a DOI.")
    assert releases_since(elsewhere, third) == [second, third]


def test_a_line_that_is_broken(line: list[Path]) -> None:
    first, second, third = line
    assert releases_since(third, first) == []
    assert releases_since(first, first) == []
    (second / "REPORT.md").write_text("other")
    assert releases_since(first, third) == []
    shutil.rmtree(second)
    assert releases_since(first, third) == []


def test_another_release_of_the_same_number(line: list[Path], tmp_path: Path) -> None:
    first, _, third = line
    tables = {path.stem: pl.read_parquet(path) for path in first.glob("*.parquet")}
    other = write_release(
        {**tables, "people": tables["people"][1:]}, tmp_path / "other", Version(1, 0, 0), PROVENANCE, DATASET
    )
    assert releases_since(other, third) == []
