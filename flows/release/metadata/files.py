"""The metadata of a release as files, each standard in its own."""

import json
from collections.abc import Callable
from typing import Any

from flows.release.metadata.citation import citation
from flows.release.metadata.croissant import croissant
from flows.release.metadata.datapackage import datapackage
from flows.release.metadata.dcat import dcat
from flows.release.metadata.description import Description
from flows.release.metadata.schema_org import schema_org
from flows.release.metadata.yaml import as_yaml

_JSON: dict[str, Callable[[Description], dict[str, Any]]] = {
    "datapackage.json": datapackage,
    "croissant.json": croissant,
    "dcat.jsonld": dcat,
    "schema-org.jsonld": schema_org,
}


def metadata_files(release: Description) -> dict[str, str]:
    """The text of each file, by its name."""
    texts = {name: as_json(standard(release)) for name, standard in _JSON.items()}
    return {**texts, "CITATION.cff": as_yaml(citation(release))}


def as_json(value: dict[str, Any]) -> str:
    """JSON as people read it, with its keys in the order in which they were written."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
