"""datapackage.json: the release as a Data Package, version 2 (https://datapackage.org/standard/data-package/)."""

import re
from typing import Any

from anyascii import anyascii

from flows.ingest.dataset import Dataset
from flows.release.contents import key
from flows.release.metadata.description import Contact, Description, without_nothing
from flows.release.metadata.licence import spdx
from flows.release.metadata.resources import Column, Resource

PARQUET = "application/vnd.apache.parquet"
_PROFILE = "https://datapackage.org/profiles/2.0"

# Validators read Parquet through pandas, which gives lists as arrays of its own and a missing number or instant as a
# mark of its own: so a list is of any type here, and these marks are named as missing values.
_TYPES = {"array": "any"}
_MISSING = {"integer": ["", "nan"], "number": ["", "nan"], "datetime": ["", "NaT"]}


def datapackage(release: Description) -> dict[str, Any]:
    """The descriptor of the package: its tables with columns, constraints, keys and checksums."""
    dataset = release.dataset
    return without_nothing(
        {
            "$schema": f"{_PROFILE}/datapackage.json",
            "name": slug(dataset.title),
            "title": dataset.title,
            "description": dataset.description,
            "version": release.version,
            "homepage": dataset.homepage,
            "keywords": list(dataset.keywords),
            "licenses": _licences(dataset),
            "contributors": [
                {"title": dataset.publisher, "roles": ["publisher"]},
                *map(_contributor, release.contacts),
            ],
            "sources": [{"title": source} for source in dataset.sources],
            "resources": [_resource(resource) for resource in release.resources],
        }
    )


def slug(title: str) -> str:
    """A title as a name for machines: lower-case ASCII letters and digits, with hyphens between."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(title).lower()).strip("-") or "dataset"


def _licences(dataset: Dataset) -> list[dict[str, str]]:
    """A licence needs a name or a page: where there is no page, its words make the name."""
    if dataset.licence_url is None:
        return [{"name": slug(dataset.licence), "title": dataset.licence}]
    return [without_nothing({"name": spdx(dataset.licence_url), "path": dataset.licence_url, "title": dataset.licence})]


def _contributor(contact: Contact) -> dict[str, Any]:
    return without_nothing(
        {"title": contact.name, "email": contact.email, "path": contact.page, "roles": ["contactPerson"]}
    )


def _resource(resource: Resource) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILE}/dataresource.json",
        "name": resource.name,
        "type": "table",
        "path": resource.path,
        "format": "parquet",
        "mediatype": PARQUET,
        "hash": f"sha256:{resource.sha256}",
        "description": resource.description,
        "schema": without_nothing(
            {
                "$schema": f"{_PROFILE}/tableschema.json",
                "fields": [_field(column) for column in resource.columns],
                "primaryKey": list(resource.key),
                "foreignKeys": [_foreign_key(column, table) for column, table in resource.references.items()],
            }
        ),
    }


def _field(column: Column) -> dict[str, Any]:
    return without_nothing(
        {
            "name": column.name,
            "type": _TYPES.get(column.kind, column.kind),
            "description": column.description,
            "missingValues": None if column.required else _MISSING.get(column.kind),
            "constraints": dict(column.constraints),
        }
    )


def _foreign_key(column: str, table: str) -> dict[str, Any]:
    return {"fields": [column], "reference": {"resource": table, "fields": list(key(table))}}
