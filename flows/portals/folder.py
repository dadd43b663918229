"""A folder, local or mounted, as a portal: `v/<version>/` is a release and stays, `latest` names the newest."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from flows.errors import CallFault
from flows.release.checksums import NAME, checksum_faults
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

    Raises DataFault where the release, or what lies at its place already, is damaged; CallFault where the portal
    holds another release under this version, or where nothing can be written. Then nothing has changed.
    """
    place = portal / VERSIONS / release.name
    _hold(release)
    with alone_in(portal / VERSIONS):
        new = not place.exists()
        if new:
            _copy(release, place)
        elif (place / NAME).read_bytes() != (release / NAME).read_bytes():
            raise CallFault(place, "another release is there under this version", "Publish under a higher version")
        _hold(place)
    newest = versions(portal / VERSIONS)[-1]
    with alone_in(portal):
        point(portal / LATEST, f"{VERSIONS}/{newest}")
    return Publication(release.name, place, new)


def _copy(release: Path, place: Path) -> None:
    with put_in_place(place) as aside:
        shutil.copytree(release, aside)
        _hold(aside)


def _hold(folder: Path) -> None:
    """Raises DataFault where a file is missing, was added, or is not the one that its checksum names."""
    for fault in checksum_faults(folder):
        raise fault
