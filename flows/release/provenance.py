"""What a release was made from, so that it can be made again."""

import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flows.release.checksums import digest

LOCK = Path(__file__).parents[2] / "requirements.lock"


def provenance(raw: Path, previous: str | None, engine: str) -> dict[str, Any]:
    """The facts that a rebuild needs. No clock, no machine: the same inputs give the same facts.

    `previous` is the version of the release before, `engine` names what read the texts.
    """
    return {
        "habeas": version("habeas"),
        "engine": engine,
        "lock_sha256": digest(LOCK) if LOCK.exists() else None,
        "raw_sha256": tree_digest(raw),
        "decisions_sha256": tree_digest(raw / "decisions"),
        "previous": previous,
    }


def tree_digest(folder: Path) -> str:
    """One digest of all files below a folder, their names included."""
    tree = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        tree.update(f"{digest(path)}  {path.relative_to(folder).as_posix()}\n".encode())
    return tree.hexdigest()
