"""The newest release hands its tables on, unless somebody touched it."""

from pathlib import Path

import polars as pl
import pytest

from flows.errors import DataFault
from flows.release.last import read_last
from flows.release.version import FIRST, Version
from flows.release.write import write_release
from tests.release.invented import DATASET, PROVENANCE


def test_none_yet(tmp_path: Path) -> None:
    assert read_last(tmp_path) is None
    assert read_last(tmp_path / "missing") is None


def test_the_newest(release: Path, tables: dict[str, pl.DataFrame]) -> None:
    write_release(tables, release.parent, Version(1, 10, 0), PROVENANCE, DATASET)
    write_release({**tables, "people": tables["people"][:1]}, release.parent, Version(1, 9, 0), PROVENANCE, DATASET)
    last = read_last(release.parent)
    assert last is not None
    assert last.version == (1, 10, 0)
    assert all(last.tables[name].equals(data) for name, data in tables.items())


def test_one_that_was_touched(release: Path) -> None:
    assert release.name == str(FIRST)
    (release / "people.parquet").write_bytes(b"PAR1")
    with pytest.raises(DataFault, match=r"people\.parquet: the file is not as it was released"):
        read_last(release.parent)
