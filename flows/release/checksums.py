"""SHA256SUMS: the digest of every other file of a release, as `sha256sum -c` reads it."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from flows.errors import DataFault

NAME = "SHA256SUMS"
FETCH_AGAIN = "Fetch the release again, or make it anew with `habeas run`"

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def write_checksums(folder: Path) -> None:
    """Writes SHA256SUMS into `folder`."""
    lines = [f"{digest(folder / name)}  {name}\n" for name in files(folder)]
    (folder / NAME).write_text("".join(lines), encoding="utf-8")


def checksum_faults(folder: Path) -> Iterator[DataFault]:
    """Every file of a release that is missing, too much, or not as it was released."""
    sums = folder / NAME
    if not sums.is_file():
        yield DataFault(sums, "it is missing, so nothing proves what was released", FETCH_AGAIN)
        return
    try:
        expected = read_checksums(sums)
    except DataFault as fault:
        yield fault
        return
    found = set(files(folder))
    for name in sorted(expected.keys() | found):
        if name not in found:
            yield DataFault(folder / name, "the file is missing", FETCH_AGAIN)
        elif name not in expected:
            yield DataFault(folder / name, "the file is not of this release", "Move it elsewhere")
        elif digest(folder / name) != expected[name]:
            yield DataFault(folder / name, "the file is not as it was released: its SHA-256 differs", FETCH_AGAIN)


def read_checksums(sums: Path) -> dict[str, str]:
    """The digest of each file that SHA256SUMS names. Raises DataFault where it cannot be read."""
    text = sums.read_text(encoding="utf-8", errors="replace")
    if not text.endswith("\n"):
        raise DataFault(sums, "its last line is cut off", FETCH_AGAIN)
    lines = text.splitlines()
    if not all(map(_LINE.fullmatch, lines)):
        raise DataFault(sums, "it has a line that is not a digest, two spaces and a name", FETCH_AGAIN)
    return {line[66:]: line[:64] for line in lines}


def tables_digest(folder: Path) -> str:
    """One digest of all tables of a release, by SHA256SUMS: its texts may bear a DOI that came later, its tables not.

    Raises DataFault where SHA256SUMS cannot be read.
    """
    sums = read_checksums(folder / NAME)
    tables = (f"{sums[name]}  {name}\n" for name in sorted(sums) if name.endswith(".parquet"))
    return hashlib.sha256("".join(tables).encode()).hexdigest()


def files(folder: Path) -> list[str]:
    """The names of all files below `folder` but SHA256SUMS itself, sorted."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return sorted(set(found) - {NAME})


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
