"""What the program consists of, as digests: its code, its tables of knowledge, its models, and its libraries."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import distributions
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def program_digest(*packages: str) -> str:
    """One digest of every file of these packages."""
    contents = (each for package in packages for each in sorted(_contents(package, files(package))))
    return digest_of(f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in contents)


def library_digest() -> str:
    """One digest of all that is installed beside the program, and its versions."""
    return digest_of(sorted(f"{each.name} {each.version}" for each in distributions()))


def digest_of(lines: Iterable[str]) -> str:
    """The SHA-256 of lines that hold no line break, in hexadecimal."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _contents(name: str, folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _contents(f"{name}/{entry.name}", entry)
        elif entry.is_file():
            yield f"{name}/{entry.name}", entry.read_bytes()
