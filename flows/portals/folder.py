"""A folder, local or mounted, as a portal: `v/<version>/` is a release and stays, `latest` names the newest."""

import shutil
from contextlib import AbstractContextManager
from pathlib import Path

from flows.errors import CallFault
from flows.portals.edition import Edition, File
from flows.portals.portal import Draft, Listing
from flows.release.checksums import NAME, digest
from flows.release.staging import ASIDE, alone_in, faults_of_writing, point, put_in_place, remove, sync
from flows.release.version import versions

VERSIONS = "v"
LATEST = "latest"
STAGED = ".staged-"


class FolderPortal:
    """The key of a draft is the name of its folder in `v/`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._versions = folder / VERSIONS

    def alone(self) -> AbstractContextManager[None]:
        """Keeps other writers out; they are told so."""
        return alone_in(self._versions)

    def find(self, version: str) -> Draft | None:
        """The release in its place, once `latest` leads to it or to a newer one."""
        there = (self._versions / version).is_dir()
        return Draft(version) if there and self._latest() == self._newest() else None

    def stage(self, edition: Edition, key: str | None) -> Draft:  # noqa: ARG002 - the name follows from the version
        """A hidden folder beside the releases, or the release itself where only `latest` was not switched yet."""
        place = self._versions / edition.version
        if place.is_dir():
            if digest(place / NAME) != edition.digest:
                raise CallFault(place, "another release is there under this version", "Publish under a higher version")
            return Draft(edition.version)
        staged = self._versions / f"{STAGED}{edition.version}"
        staged.mkdir(exist_ok=True)
        for stray in {path.name for path in staged.iterdir()} - {file.name for file in edition.files}:
            remove(staged / stray)
        return Draft(staged.name)

    def digest(self, draft: Draft, file: File) -> str | None:
        """Reads the file from the disk."""
        path = self._versions / draft.key / file.name
        return digest(path) if path.is_file() else None

    def upload(self, draft: Draft, file: File) -> None:
        """Copies the file into the hidden folder."""
        place = self._versions / draft.key
        if draft.key.startswith(STAGED):
            with faults_of_writing(place), put_in_place(place / file.name) as aside:
                shutil.copyfile(file.path, aside)

    def show(self, draft: Draft, edition: Edition) -> bool:
        """Moves the folder into place by one rename, then switches `latest` to the newest release."""
        place = self._versions / edition.version
        if draft.key.startswith(STAGED):
            staged = self._versions / draft.key
            sync(staged)
            staged.rename(place)
            sync(self._versions)
        self._switch()
        return True  # nobody else could, see `alone`

    def link(self, draft: Draft) -> str:
        """The path of the release."""
        return str(self._versions / draft.key.removeprefix(STAGED))

    def published(self) -> list[Listing]:
        """The folders in `v/`."""
        found = versions(self._versions) if self._versions.is_dir() else []
        return [Listing(str(each), str(self._versions / str(each)), str(each) == self._latest()) for each in found]

    def withdraw(self, version: str) -> str:
        """Removes the folder, after `latest` has been switched to the newest of the others."""
        place = self._versions / version
        if not place.is_dir():
            raise CallFault(place, "there is no such release", "See `habeas published`")
        with self.alone():
            self._switch(but=version)
            aside = self._versions / f"{ASIDE}{version}"
            place.rename(aside)
            remove(aside)
        return "nothing stays; copies that people made are theirs"

    def _switch(self, but: str | None = None) -> None:
        newest = self._newest(but)
        with alone_in(self._folder):
            if newest is None:
                (self._folder / LATEST).unlink(missing_ok=True)
            else:
                point(self._folder / LATEST, f"{VERSIONS}/{newest}")

    def _newest(self, but: str | None = None) -> str | None:
        found = [each for each in versions(self._versions) if str(each) != but]
        return str(found[-1]) if found else None

    def _latest(self) -> str | None:
        link = self._folder / LATEST
        return link.readlink().name if link.is_symlink() else None
