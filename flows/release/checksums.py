"""SHA256SUMS: the digest of every other file of a release, as `sha256sum -c` reads it."""

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"


def write_checksums(folder: Path) -> None:
    """Writes SHA256SUMS into `folder`."""
    lines = [f"{digest(folder / name)}  {name}\n" for name in files(folder)]
    (folder / NAME).write_text("".join(lines), encoding="utf-8")


def read_checksums(folder: Path) -> dict[str, str]:
    """The digests that SHA256SUMS gives, by file name. Raises ValueError where a line is none."""
    lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    pairs = [line.split("  ", 1) for line in lines]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError(f"{NAME} has a line that is not a digest, two spaces and a name")
    return {name: digest for digest, name in pairs}


def files(folder: Path) -> list[str]:
    """The names of all files below `folder` but SHA256SUMS itself, sorted."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return sorted(set(found) - {NAME})


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
