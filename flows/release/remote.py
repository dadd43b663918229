"""A release that lies at an address, fetched to be read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from flows.errors import DataFault
from flows.ingest.download import download
from flows.ingest.limits import MEGABYTE
from flows.release.checksums import NAME, checksum_faults, read_checksums
from flows.release.query import find_release

MAX_BYTES = 1000 * MEGABYTE  # of one file

_SAFE = re.compile(r"\w[\w.-]*", re.ASCII)


@contextmanager
def release_at(name: str | None, curated: Path, *, allow_private: bool) -> Iterator[Path]:
    """The folder of a release that is named by its version, its folder or its address; of the newest, without a name.

    Raises CallFault, DataFault; one that is raised while the folder is read tells the address instead of the folder.
    """
    if name is None or not _is_address(name):
        yield find_release(curated, name)
        return
    with fetched(name, allow_private=allow_private) as folder:
        try:
            yield folder
        except DataFault as fault:
            raise told_of(name, folder, fault) from fault


def told_of(name: str | None, folder: Path, fault: DataFault) -> DataFault:
    """The fault of a release as somebody reads it who named the release so: with its address, where it has one."""
    if name is None or not _is_address(name):
        return fault
    return DataFault(fault.where.replace(str(folder), name.rstrip("/"), 1), fault.what, fault.next_step)


@contextmanager
def fetched(address: str, *, allow_private: bool) -> Iterator[Path]:
    """A folder with the release at `address`, for as long as it is needed.

    Raises CallFault where the address may not be fetched, DataFault where a file cannot be had or is not as released.
    """
    with TemporaryDirectory(prefix="habeas-release-") as folder:
        base = address.rstrip("/")
        place = Path(folder) / (PurePosixPath(base).name or "release")
        place.mkdir()
        _fetch(base, NAME, place, allow_private=allow_private)
        try:
            _fetch_files(base, place, allow_private=allow_private)
        except DataFault as fault:
            raise told_of(address, place, fault) from fault
        yield place


def _fetch_files(base: str, place: Path, *, allow_private: bool) -> None:
    """Fetches all that SHA256SUMS in `place` names."""
    for name in read_checksums(place / NAME):
        if not _SAFE.fullmatch(name):
            raise DataFault(place / NAME, f"it names {name!r}, which is no file of a release", "Do not use it")
        _fetch(base, name, place, allow_private=allow_private)
    for fault in checksum_faults(place):
        raise DataFault(fault.where, fault.what, "Try again, or tell its publisher")


def _fetch(base: str, name: str, place: Path, *, allow_private: bool) -> None:
    (place / name).write_bytes(download(f"{base}/{name}", allow_private=allow_private, limit=MAX_BYTES).data)


def _is_address(name: str) -> bool:
    return name.startswith(("http://", "https://"))
