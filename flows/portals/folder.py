"""A folder, local or mounted, as a portal: `v/<version>/` is a release and stays, `latest` names the newest."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from flows.errors import CallFault, DataFault
from flows.release.checksums import digest, files, read_checksums
from flows.release.staging import alone_in, point, put_in_place
from flows.release.version import versions

VERSIONS = "v"
LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a release is now; `new` is false where it was there already, the same to the byte."""

    version: str
    place: Path
    new: bool


def publish_to_folder(release: Path, portal: Path) -> Publication:
    """Copy a release to a folder, read every file back, compare its checksum, and only then let it be seen.

    Raises DataFault where the release itself does not have its checksums, CallFault where the portal holds
    another release under this version, or where nothing can be written; then nothing has changed.
    """
    place = portal / VERSIONS / release.name
    _compare(release, read_checksums(release), "The release is damaged; build it again with `habeas run`")
    with alone_in(portal / VERSIONS):
        new = not place.exists()
        if new:
            _copy(release, place)
        elif read_checksums(place) != read_checksums(release):
            raise CallFault(place, "another release is there under this version", "Publish under a higher version")
        _compare(
            place, read_checksums(release), "The published files are damaged; remove that folder and publish again"
        )
    newest = versions(portal / VERSIONS)[-1]
    with alone_in(portal):
        point(portal / LATEST, f"{VERSIONS}/{newest}")
    return Publication(release.name, place, new)


def _copy(release: Path, place: Path) -> None:
    with put_in_place(place) as aside:
        shutil.copytree(release, aside)
        _compare(aside, read_checksums(release), "The portal's disk does not keep what is written; look at it")


def _compare(folder: Path, expected: dict[str, str], next_step: str) -> None:
    """Raises DataFault where a file is missing, was added, or is not the one that the checksum names."""
    found = {name: digest(folder / name) for name in files(folder)}
    wrong = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    if wrong:
        raise DataFault(folder, f"not as its checksums say: {', '.join(wrong)}", next_step)
