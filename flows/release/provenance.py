"""What a release was made from, so that it can be made again."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flows.errors import DataFault
from flows.ingest.files import name_of, walk
from flows.release.checksums import FETCH_AGAIN, digest, tables_digest

NAME = "provenance.json"
LOCK = Path(__file__).parents[2] / "requirements.lock"


def provenance(raw: Path, previous: Path | None, engine: str) -> dict[str, Any]:
    """The facts that a rebuild needs. No clock, no machine: the same inputs give the same facts.

    `previous` is the folder of the release before, `engine` names what read the texts.
    """
    return {
        "habeas": version("habeas"),
        "engine": engine,
        "lock_sha256": digest(LOCK) if LOCK.exists() else None,
        "raw_sha256": tree_digest(raw),
        "decisions_sha256": tree_digest(raw / "decisions"),
        "previous": previous.name if previous else None,
        "previous_sha256": tables_digest(previous) if previous else None,
    }


def read_provenance(release: Path) -> dict[str, Any]:
    """The facts that a release carries. Raises DataFault where they cannot be read."""
    path = release / NAME
    try:
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataFault(path, f"it is not JSON ({error})", FETCH_AGAIN) from error
    return facts


def tree_digest(folder: Path) -> str:
    """One digest of all files below a folder, their names included. Links are not followed."""
    tree = hashlib.sha256()
    for path in walk(folder):
        tree.update(f"{_content(path)}  {name_of(folder, path)}\n".encode())
    return tree.hexdigest()


def _content(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()!r}"
    try:
        return digest(path) if path.is_file() else "no file"
    except PermissionError:
        return "no access"  # the run rejects it, and says so
