"""Sidecars: what a person noted about a document, in a file beside it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from flows.ingest.toml import Day, LanguageCode, Settings, WebAddress, Words, read_toml

SUFFIX = ".toml"


class Sidecar(Settings):
    """The keys of a document's sidecar; all may be left out."""

    title: Words | None = None
    publisher: Words | None = None
    published: Day | None = None
    language: LanguageCode | None = None
    url: WebAddress | None = None
    licence: Words | None = None
    retrieved: AwareDatetime | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None


def sidecar_path(document: Path) -> Path:
    """Where the sidecar of a document or record lies: the same name with the extension .toml."""
    return document.with_suffix(SUFFIX)


def read_sidecar(document: Path, where: str) -> Sidecar:
    """The sidecar of a document, empty where there is none. Raises DataFault where it is not as it should be."""
    path = sidecar_path(document)
    return read_toml(path, Sidecar, where) if path.is_file() else Sidecar()


def without_sidecars(paths: Iterable[Path]) -> list[Path]:
    """`paths`, sorted, without the sidecars of others among them."""
    known = sorted(paths)
    sidecars = {sidecar_path(path) for path in known if path.suffix != SUFFIX}
    return [path for path in known if path not in sidecars]
