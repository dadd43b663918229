"""What is remembered of a publication: how far it came, and the portal's key of its draft."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flows.portals.edition import Edition
from flows.portals.portal import Draft
from flows.release.staging import alone_in, put_in_place

FOLDER = "publications"


class Journal:
    """The journal of the publications to one portal; a file for each version.

    A help, never the truth: what is on a portal is asked of the portal. Losing it costs time, not data.
    """

    def __init__(self, state: Path, portal: str) -> None:
        self._folder = state / FOLDER / _file_name(portal)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keeps other publications of this data folder to this portal out. Raises CallFault where one is running."""
        with alone_in(self._folder):
            yield

    def step(self, version: str) -> str | None:
        """The last step of the protocol that was done; none where nothing was begun."""
        return self._read(version).get("step")

    def key(self, edition: Edition) -> str | None:
        """The portal's key of the draft that was begun for just this edition."""
        known = self._read(edition.version)
        return known.get("key") if known.get("release") == edition.digest else None

    def note(self, release: Edition, step: str, draft: Draft) -> None:
        """Remembers that `step` is done; `release` is the edition without a DOI."""
        known = {"release": release.digest, "step": step, "key": draft.key, "doi": draft.doi}
        with put_in_place(self._path(release.version)) as aside:
            aside.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")

    def forget(self, version: str) -> None:
        """Drops what is remembered of a version."""
        self._path(version).unlink(missing_ok=True)

    def edition_folder(self, version: str) -> Path:
        """Where an edition with a DOI of its own is made."""
        return self._folder / version

    def _path(self, version: str) -> Path:
        return self._folder / f"{version}.json"

    def _read(self, version: str) -> dict[str, Any]:
        path = self._path(version)
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _file_name(portal: str) -> str:
    """A name is its own; a path, which may hold any letter, goes by its digest."""
    return portal if "/" not in portal else hashlib.sha256(portal.encode()).hexdigest()[:16]
