"""Releases to publish."""

import shutil
from pathlib import Path

import pytest

from flows.portals.journal import Journal
from flows.release.checksums import write_checksums
from flows.release.version import Version
from flows.release.write import write_release
from tests.release.invented import DATASET, PROVENANCE, invented


@pytest.fixture(scope="session")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases, the second of which has a count less."""
    folder = tmp_path_factory.mktemp("curated")
    whole = invented()
    write_release(whole, folder, Version(1, 0, 0), PROVENANCE, DATASET)
    fewer = {**whole, "counts": whole["counts"].head(2)}
    write_release(fewer, folder, Version(1, 1, 0), PROVENANCE, DATASET)
    return folder


@pytest.fixture
def first(curated: Path) -> Path:
    """The release 1.0.0."""
    return curated / "1.0.0"


@pytest.fixture
def second(curated: Path) -> Path:
    """The release 1.1.0."""
    return curated / "1.1.0"


@pytest.fixture
def other(second: Path, tmp_path: Path) -> Path:
    """Another release under the version 1.0.0: every file of its own, but the number in its description."""
    folder = tmp_path / "other" / "1.0.0"
    shutil.copytree(second, folder)
    package = folder / "datapackage.json"
    package.write_text(package.read_text(encoding="utf-8").replace('"1.1.0"', '"1.0.0"'), encoding="utf-8")
    write_checksums(folder)
    return folder


@pytest.fixture(scope="session")
def small(curated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release 1.0.0 with one table, for tests that publish it many times."""
    folder = tmp_path_factory.mktemp("small") / "1.0.0"
    folder.mkdir()
    for name in ("CITATION.cff", "README.md", "datapackage.json", "people.parquet"):
        shutil.copy(curated / "1.0.0" / name, folder)
    write_checksums(folder)
    return folder


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """The journal of a portal."""
    return Journal(tmp_path / ".habeas", "portal")
