"""Sidecars: what a person noted about a document, in a file beside it."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import AwareDatetime

from flows.errors import DataFault
from flows.ingest.files import is_inside, name_of
from flows.ingest.toml import Day, Digest, LanguageCode, S, Settings, WebAddress, Words, read_toml

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
    sha256: Digest | None = None


def sidecar_path(document: Path) -> Path:
    """Where the sidecar of a document or record lies: the same name with the extension .toml."""
    return document.with_suffix(SUFFIX)


def read_sidecar(raw: Path, document: Path) -> Sidecar:
    """The sidecar of a document, empty where there is none. Raises DataFault where it is not as it should be."""
    return read_beside(raw, document, Sidecar) or Sidecar()


def read_beside(raw: Path, path: Path, kind: type[S]) -> S | None:
    """The sidecar of the file at `path`, null where there is none. Raises DataFault where it is not as it should be."""
    sidecar = sidecar_path(path)
    if not (sidecar.exists() or sidecar.is_symlink()):
        return None
    where = name_of(raw, sidecar)
    if not (is_inside(raw, sidecar) and sidecar.is_file()):
        raise DataFault(where, "it is no file, or a link that leads out of the raw folder", "Put the file itself there")
    return read_toml(sidecar, kind, where)


def without_sidecars(paths: Iterable[Path]) -> list[Path]:
    """`paths`, sorted, without the sidecars of others among them."""
    known = sorted(paths)
    sidecars = {sidecar_path(path) for path in known if path.suffix != SUFFIX}
    return [path for path in known if path not in sidecars]
