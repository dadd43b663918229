"""The proof of a release: the flow runs again on the same raw folder, and gives the same bytes."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.errors import DataFault
from flows.pipeline import pipeline
from flows.release.checksums import digest, files
from flows.release.provenance import read_provenance

CAUSES = "Its raw files, its lock file or its engine are not the same; see provenance.json of both"


def rebuild(data: Path, release: Path) -> list[DataFault]:
    """Every file that the flow gives otherwise than it stands in `release`, a release of `data`.

    Nothing of former runs is used but the release before, whose ids are handed on. Raises DataFault where it is not
    beside `release`.
    """
    with TemporaryDirectory(prefix="habeas-rebuild-") as folder:
        again = Path(folder)
        (again / "raw").symlink_to((data / "raw").resolve())
        if previous := read_provenance(release).get("previous"):
            _copy(release.parent / previous, again / "curated" / previous)
        outcome = pipeline(again, version=release.name)
        return list(_differences(release, outcome.release))


def _copy(previous: Path, target: Path) -> None:
    if not previous.is_dir():
        raise DataFault(previous, "it is missing, and its ids are handed on", "Fetch that release too, to that place")
    shutil.copytree(previous, target)


def _differences(release: Path, rebuilt: Path) -> Iterator[DataFault]:
    if rebuilt.name != release.name:
        yield DataFault(release, f"a rebuild gives release {rebuilt.name}", CAUSES)
        return
    was, now = _digests(release), _digests(rebuilt)
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) != now.get(name):
            yield DataFault(release / name, "a rebuild does not give the same bytes", CAUSES)


def _digests(folder: Path) -> dict[str, str]:
    return {name: digest(folder / name) for name in files(folder)}
