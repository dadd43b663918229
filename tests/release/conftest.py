"""The invented release, written."""

from pathlib import Path

import polars as pl
import pytest

from flows.release.version import FIRST
from flows.release.write import write_release
from tests.release.invented import DATASET, PROVENANCE, invented


@pytest.fixture
def tables() -> dict[str, pl.DataFrame]:
    """All tables, each row right."""
    return invented()


@pytest.fixture
def release(tmp_path: Path, tables: dict[str, pl.DataFrame]) -> Path:
    """The first release, in a folder `curated`."""
    return write_release(tables, tmp_path / "curated", FIRST, PROVENANCE, DATASET)
