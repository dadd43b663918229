"""The DOI of a release in its metadata, written where a portal reserves one before the release is deposited there."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from flows.release.metadata.files import as_json
from flows.release.metadata.yaml import as_yaml

RESOLVER = "https://doi.org/"


def with_doi(folder: Path, doi: str) -> None:
    """Writes `doi`, such as 10.5281/zenodo.1, into CITATION.cff and every descriptor of the release in `folder`."""
    for name, change in _DESCRIPTORS.items():
        path = folder / name
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(as_json({**descriptor, **change(doi)}), encoding="utf-8", newline="\n")
    citation = folder / "CITATION.cff"
    keys = yaml.safe_load(citation.read_text(encoding="utf-8")) | {"doi": doi}
    citation.write_text(as_yaml(keys), encoding="utf-8", newline="\n")


# By file, the keys that name a DOI in its standard.
_DESCRIPTORS: dict[str, Callable[[str], dict[str, Any]]] = {
    "datapackage.json": lambda doi: {"id": f"{RESOLVER}{doi}"},
    "croissant.json": lambda doi: {"sameAs": f"{RESOLVER}{doi}"},
    "dcat.jsonld": lambda doi: {"dct:identifier": f"{RESOLVER}{doi}"},
    "schema-org.jsonld": lambda doi: {"identifier": f"{RESOLVER}{doi}"},
}
