"""Releases to publish."""

import shutil
from pathlib import Path

import pytest
import yaml

from flows.portals.journal import Journal
from flows.release.checksums import write_checksums
from flows.release.version import Version
from flows.release.write import write_release
from tests.release.invented import DATASET, PROVENANCE, invented

DESCRIPTORS = ("croissant.json", "dcat.jsonld", "schema-org.jsonld")


def trimmed(release: Path, parent: Path, *more: str) -> Path:
    """A copy of a release with one table, just the files that a portal is told of it by, and `more`."""
    folder = parent / release.name
    folder.mkdir()
    for name in ("CITATION.cff", "README.md", "datapackage.json", "counts.parquet", *more):
        shutil.copy(release / name, folder)
    write_checksums(folder)
    return folder


def with_day(release: Path, folder: Path) -> Path:
    """A copy of a release that says when it was made public."""
    folder.mkdir(parents=True)
    for path in release.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    citation = folder / "CITATION.cff"
    keys = yaml.safe_load(citation.read_text(encoding="utf-8")) | {"date-released": "2031-05-10"}
    citation.write_text(yaml.safe_dump(keys), encoding="utf-8")
    write_checksums(folder)
    return folder


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
    return renamed(second, tmp_path / "other")


def renamed(release: Path, parent: Path) -> Path:
    """A copy of a release that says that it is 1.0.0."""
    folder = parent / "1.0.0"
    shutil.copytree(release, folder)
    package = folder / "datapackage.json"
    package.write_text(package.read_text(encoding="utf-8").replace(f'"{release.name}"', '"1.0.0"'), encoding="utf-8")
    write_checksums(folder)
    return folder


@pytest.fixture(scope="session")
def small(curated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release 1.0.0 with one table, for tests that publish it many times."""
    return trimmed(curated / "1.0.0", tmp_path_factory.mktemp("small"))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """The journal of a portal."""
    return Journal(tmp_path / ".habeas", "portal")
