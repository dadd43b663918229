"""Whatever is wrong with a release, `check`, `diff` and `query` each say what it is, and in which file."""

from collections.abc import Callable
from pathlib import Path

import pyarrow
import pyarrow.parquet as pq
import pytest

from flows.errors import DataFault
from flows.release.check import check
from flows.release.checksums import write_checksums
from flows.release.compare import diff
from flows.release.query import open_release
from flows.release.version import Version
from flows.release.write import write_release
from tests.release.invented import DATASET, PROVENANCE, invented


def _flip(release: Path) -> None:
    path = release / "people.parquet"
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(data)


def _miss(release: Path) -> None:
    (release / "people.parquet").unlink()


def _add(release: Path) -> None:
    (release / "people.csv").touch()


def _take_from_another_release(release: Path) -> None:
    (release / "people.parquet").write_bytes((release.with_name("1.1.0") / "people.parquet").read_bytes())


def _cut(release: Path) -> None:
    path = release / "people.parquet"
    path.write_bytes(path.read_bytes()[:-100])


def _change_schema(release: Path) -> None:
    """What a later major version may do; its checksums are right."""
    path = release / "people.parquet"
    people = pq.read_table(path).drop_columns(["status"]).append_column("age", pyarrow.nulls(2, pyarrow.int64()))
    pq.write_table(people, path)
    write_checksums(release)


def _drop_a_table(release: Path) -> None:
    """The same: a table went."""
    (release / "unsure.parquet").unlink()
    write_checksums(release)


DAMAGE: dict[Callable[[Path], None], tuple[str, str]] = {
    _flip: ("people.parquet", "the file is not as it was released"),
    _miss: ("people.parquet", "the file is missing"),
    _add: ("people.csv", "the file is not of this release"),
    _take_from_another_release: ("people.parquet", "the file is not as it was released"),
    _cut: ("people.parquet", "the file is not as it was released"),
    _change_schema: ("people.parquet", "its schema is of another version: it has no column 'status'"),
    _drop_a_table: ("unsure.parquet", "its schema is of another version: it has no such table"),
}


@pytest.fixture
def other(release: Path) -> Path:
    """Another release, which has a person less."""
    tables = invented()
    fewer = {**tables, "people": tables["people"].head(1)}
    return write_release(fewer, release.parent, Version(1, 1, 0), PROVENANCE, DATASET)


def _first_of_check(release: Path, _: Path) -> None:
    raise check(release)[0]


def _diff(old: Path, new: Path) -> None:
    with diff(old, new):
        pass


VERBS: dict[str, Callable[[Path, Path], object]] = {
    "check": _first_of_check,
    "diff, the older": _diff,
    "diff, the newer": lambda release, other: _diff(other, release),
    "query": lambda release, _: open_release(release),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: str(damage.__name__))
def test_what_is_wrong_is_told_with_its_file(
    release: Path, other: Path, damage: Callable[[Path], None], verb: str
) -> None:
    damage(release)
    with pytest.raises(DataFault) as told:
        VERBS[verb](release, other)
    name, what = DAMAGE[damage]
    assert told.value.where == str(release / name)
    assert what in told.value.what
    assert told.value.next_step
