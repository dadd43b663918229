"""Numbers of releases, and the folders that bear them."""

import re
from pathlib import Path
from typing import NamedTuple, Self

_NUMBER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", re.ASCII)


class Version(NamedTuple):
    """MAJOR breaks queries, MINOR adds rows or columns, PATCH corrects values or takes rows out."""

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads `1.2.3`. Raises ValueError for anything else."""
        match = _NUMBER.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a version such as 1.2.3")
        return cls(*map(int, match.groups()))

    def __str__(self) -> str:
        return ".".join(map(str, self))


FIRST = Version(1, 0, 0)


def is_version(text: str) -> bool:
    """Whether a text is a version, and nothing else that could lead elsewhere in a path."""
    return _NUMBER.fullmatch(text) is not None


def versions(folder: Path) -> list[Version]:
    """The releases in a folder, oldest first."""
    names = (path.name for path in folder.iterdir() if path.is_dir() and not path.is_symlink())
    return sorted(Version.parse(name) for name in names if _NUMBER.fullmatch(name))
