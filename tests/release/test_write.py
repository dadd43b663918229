"""A release is there whole or not at all, and the same tables give the same bytes."""

import errno
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from flows.errors import CallFault
from flows.release.checksums import checksum_faults, files
from flows.release.contents import schemas
from flows.release.parquet import ROWS_PER_GROUP
from flows.release.staging import alone_in
from flows.release.version import FIRST, Version, versions
from flows.release.write import write_release
from schemas.tables import KEYS, MODELS, arrow_schema
from tests.release.invented import DATASET, PROVENANCE, invented

NEXT = Version(1, 1, 0)
STEPS = {"open", "os.mkdir", "os.rename", "os.symlink"}
WRITER = """
import os, signal, sys
from pathlib import Path
from flows.release.version import FIRST
from flows.release.write import write_release
from tests.release.invented import DATASET, PROVENANCE, invented

folder, step = Path(sys.argv[1]), sys.argv[2]
tables = invented()
sys.addaudithook(lambda event, arguments: event == step and os.kill(os.getpid(), signal.SIGKILL))
write_release(tables, folder, FIRST, PROVENANCE, DATASET)
"""


class Death(BaseException):
    """Stands for the end of a process: nothing is cleaned up after it."""


class Steps:
    """Counts what is done to the files below a folder, and raises an error in the place of one of these steps."""

    def __init__(self) -> None:
        self.folder, self.left, self.error = "", 0, BaseException()
        sys.addaudithook(self._hook)

    @contextmanager
    def fail(self, folder: Path, step: int, error: BaseException) -> Iterator[None]:
        """Raises `error` in the place of the given step."""
        self.folder, self.left, self.error = str(folder), step, error
        try:
            yield
        finally:
            self.folder = ""

    def _hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.folder and event in STEPS and str(arguments[0]).startswith(self.folder):
            self.left -= 1
            if self.left == 0:
                raise self.error


AT_STEP = Steps()


def contents_of(folder: Path) -> dict[str, bytes]:
    """The bytes of every file in a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def is_whole(release: Path) -> bool:
    """Whether every file of a release is there, with its checksum."""
    return not list(checksum_faults(release)) and len(files(release)) == len(schemas()) + 11


def test_what_is_there(release: Path, tables: dict[str, pl.DataFrame]) -> None:
    assert is_whole(release)
    assert [path.name for path in sorted(release.parent.iterdir())] == ["1.0.0", "latest"]
    assert (release.parent / "latest").readlink() == Path("1.0.0")
    for name in MODELS:
        assert pl.read_parquet(release / f"{name}.parquet").equals(tables[name])


def test_parquet_says_how_it_is_sorted_and_what_it_holds(release: Path) -> None:
    for name in MODELS.keys() - {"redirects"}:
        file = pq.ParquetFile(release / f"{name}.parquet")
        group = file.metadata.row_group(0)
        sorted_by = [file.schema_arrow.names[column.column_index] for column in group.sorting_columns]
        assert sorted_by == KEYS[name]
        assert group.column(0).compression == "ZSTD"
        assert group.column(0).has_offset_index
        assert file.schema_arrow.equals(arrow_schema(name), check_metadata=True)


def test_the_same_tables_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    once = write_release(invented(), tmp_path / "a", FIRST, PROVENANCE, DATASET)
    halves = {name: pl.concat([data[1:], data[:1]], rechunk=False) for name, data in invented().items()}
    again = write_release(halves, tmp_path / "b", FIRST, dict(reversed(PROVENANCE.items())), DATASET)
    assert contents_of(once) == contents_of(again)


def test_the_same_tables_give_the_same_bytes_elsewhere(release: Path, tmp_path: Path) -> None:
    elsewhere = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0"}
    assert write_in_a_process(tmp_path / "elsewhere", **elsewhere) == 0
    assert contents_of(tmp_path / "elsewhere" / "1.0.0") == contents_of(release)


def test_several_row_groups_read_back(tmp_path: Path) -> None:
    rejected = invented()["rejected"]
    many = pl.concat([rejected] * (ROWS_PER_GROUP + 5)).with_columns(subject=pl.int_range(pl.len()).cast(pl.String))
    release = write_release({**invented(), "rejected": many}, tmp_path, FIRST, PROVENANCE, DATASET)
    assert pq.ParquetFile(release / "rejected.parquet").num_row_groups == 2
    assert pl.read_parquet(release / "rejected.parquet").equals(many.sort(KEYS["rejected"]))


def test_a_release_is_never_edited(release: Path, tables: dict[str, pl.DataFrame]) -> None:
    before = contents_of(release)
    with pytest.raises(CallFault, match="never edited"):
        write_release(tables, release.parent, FIRST, {}, DATASET)
    assert contents_of(release) == before


def test_latest_names_the_newest(release: Path, tables: dict[str, pl.DataFrame]) -> None:
    write_release(tables, release.parent, NEXT, PROVENANCE, DATASET)
    write_release(tables, release.parent, Version(1, 0, 9), PROVENANCE, DATASET)
    assert (release.parent / "latest").readlink() == Path("1.1.0")


def write_in_a_process(folder: Path, dies_at: str = "", **environment: str) -> int:
    """Writes the invented release in a process of its own, which is killed at an audit event; gives its exit code."""
    command = [sys.executable, "-c", WRITER, str(folder), dies_at]
    return subprocess.run(command, env={**os.environ, **environment}, check=False, stderr=subprocess.DEVNULL).returncode


def test_whole_or_not_at_all_at_whatever_step_it_dies(
    tmp_path: Path, tables: dict[str, pl.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    states = set()
    for step in range(1, 200):
        curated = tmp_path / str(step)
        with monkeypatch.context() as patch, AT_STEP.fail(curated, step, Death()):
            patch.setattr("flows.release.staging.remove", lambda _: None)
            try:
                write_release(tables, curated, FIRST, PROVENANCE, DATASET)
            except Death:
                ended = False
            else:
                ended = True
        found = versions(curated) if curated.exists() else []
        states.add((bool(found), (curated / "latest").is_symlink()))
        assert not found or is_whole(curated / "1.0.0")
        if ended:
            break
        write_release(tables, curated, NEXT, PROVENANCE, DATASET)
        assert not list(curated.glob(".writing-*"))
        assert (curated / "latest").readlink() == Path("1.1.0")
    assert step > 20
    assert states == {(False, False), (True, False), (True, True)}


@pytest.mark.parametrize(("event", "there"), [("os.rename", False), ("os.symlink", True)])
def test_whole_or_not_at_all_when_killed(
    tmp_path: Path, tables: dict[str, pl.DataFrame], event: str, *, there: bool
) -> None:
    assert write_in_a_process(tmp_path / "curated", event) == -signal.SIGKILL
    assert (tmp_path / "curated" / "1.0.0").exists() == there
    assert not there or is_whole(tmp_path / "curated" / "1.0.0")
    write_release(tables, tmp_path / "curated", NEXT, PROVENANCE, DATASET)
    assert not list((tmp_path / "curated").glob(".writing-*"))


@pytest.mark.parametrize("step", [2, 8, 14])
def test_a_full_disk(tmp_path: Path, tables: dict[str, pl.DataFrame], step: int) -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with AT_STEP.fail(tmp_path, step, full), pytest.raises(CallFault, match="the disk is full"):
        write_release(tables, tmp_path, FIRST, PROVENANCE, DATASET)
    assert not list(tmp_path.iterdir())


def test_a_file_that_the_system_lets_grow_no_further(tmp_path: Path, tables: dict[str, pl.DataFrame]) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(CallFault, match="the disk is full"):
            write_release(tables, tmp_path, FIRST, PROVENANCE, DATASET)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not list(tmp_path.iterdir())


def test_a_place_where_nothing_can_be_written(tmp_path: Path, tables: dict[str, pl.DataFrame]) -> None:
    forbidden = PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(tmp_path / "curated"))
    with AT_STEP.fail(tmp_path, 1, forbidden), pytest.raises(CallFault, match="it cannot be written there"):
        write_release(tables, tmp_path / "curated", FIRST, PROVENANCE, DATASET)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CallFault, match="is in the way"):
        write_release(tables, tmp_path / "file", FIRST, PROVENANCE, DATASET)
    (tmp_path / "curated" / "latest").mkdir(parents=True)
    with pytest.raises(CallFault, match="is in the way"):
        write_release(tables, tmp_path / "curated", FIRST, PROVENANCE, DATASET)


def test_two_writers(tmp_path: Path, tables: dict[str, pl.DataFrame]) -> None:
    with alone_in(tmp_path), pytest.raises(CallFault, match="another run"):
        write_release(tables, tmp_path, FIRST, PROVENANCE, DATASET)
