"""A release as it goes to a portal: its files with their digests, and the facts that portals ask for."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import yaml

from flows.release.checksums import NAME, checksum_faults, digest, files, write_checksums
from flows.release.metadata.datapackage import PARQUET
from flows.release.metadata.doi import with_doi

# By the end of a file's name: its media type, and the name of its format as portals show it.
_FORMATS = {
    ".cff": ("application/yaml", "YAML"),
    ".html": ("text/html", "HTML"),
    ".json": ("application/json", "JSON"),
    ".jsonld": ("application/ld+json", "JSON-LD"),
    ".md": ("text/markdown", "Markdown"),
    ".parquet": (PARQUET, "Parquet"),
    ".sql": ("application/sql", "SQL"),
}
_PLAIN = ("text/plain", "TXT")


@dataclass(frozen=True, slots=True)
class File:
    """One file of an edition; `size` in bytes, `description` empty where the release tells none."""

    path: Path
    name: str
    sha256: str
    size: int
    description: str

    @property
    def media_type(self) -> str:
        """As IANA registers it."""
        return _FORMATS.get(PurePath(self.name).suffix, _PLAIN)[0]

    @property
    def format(self) -> str:
        """As portals show it."""
        return _FORMATS.get(PurePath(self.name).suffix, _PLAIN)[1]


@dataclass(frozen=True, slots=True)
class Edition:
    """`package`: its datapackage.json; `citation`: its CITATION.cff; `readme`: its README.md without the head.

    `files`: every file, SHA256SUMS last. `digest`: the SHA-256 of SHA256SUMS, which tells one edition from another.
    """

    version: str
    files: tuple[File, ...]
    package: dict[str, Any]
    citation: dict[str, Any]
    readme: str

    @property
    def digest(self) -> str:
        """What tells this edition from any other."""
        return self.files[-1].sha256


def read_edition(release: Path) -> Edition:
    """The edition that a release folder is. Raises DataFault where the release is damaged."""
    for fault in checksum_faults(release):
        raise fault
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    told = {resource["path"]: resource.get("description", "") for resource in package["resources"]}
    return Edition(
        version=package["version"],
        files=tuple(_file(release, name, told.get(name, "")) for name in (*files(release), NAME)),
        package=package,
        citation=yaml.safe_load((release / "CITATION.cff").read_text(encoding="utf-8")),
        readme=_without_head((release / "README.md").read_text(encoding="utf-8")),
    )


def edition_with_doi(release: Path, doi: str, folder: Path) -> Edition:
    """The edition of a release that names its DOI in its metadata, made anew in `folder`.

    The release stays as it is. The tables are the same to the byte; the metadata and SHA256SUMS are the edition's own.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(release, folder)
    with_doi(folder, doi)
    write_checksums(folder)
    return read_edition(folder)


def _file(release: Path, name: str, description: str) -> File:
    path = release / name
    return File(path, name, digest(path), path.stat().st_size, description)


def _without_head(readme: str) -> str:
    """The text after the YAML between lines of hyphens, which only Hugging Face reads."""
    if not readme.startswith("---\n"):
        return readme
    return readme.partition("\n---\n")[2].lstrip()
