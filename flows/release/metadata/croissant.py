"""croissant.json: the release in Croissant 1.1, with its Responsible-AI properties (http://mlcommons.org/croissant)."""

import json
from importlib.resources import files
from typing import Any

from flows.release.metadata.citation import bibtex
from flows.release.metadata.description import Description, without_nothing
from flows.release.metadata.resources import Column, Resource

PARQUET = "application/x-parquet"  # as the readers of Croissant know it

# By the type of a column in Data Package v2, its type in schema.org. A list has the type of its elements.
_TYPES = {
    "array": "sc:Text",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
    "integer": "cr:Int64",
    "number": "sc:Float",
    "string": "sc:Text",
}


def croissant(release: Description) -> dict[str, Any]:
    """The description of the release: a file and a record set for each table.

    It names no references between fields: the reader of Croissant would join the tables over them, and give other rows.
    """
    dataset = release.dataset
    publisher = {"@type": "sc:Organization", "name": dataset.publisher}
    return without_nothing(
        {
            "@context": json.loads((files(__package__) / "croissant_context.json").read_text(encoding="utf-8")),
            "@type": "sc:Dataset",
            "conformsTo": ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"],
            "name": dataset.title,
            "description": dataset.description,
            "version": release.version,
            "datePublished": release.day,
            "license": dataset.licence_url or dataset.licence,
            "url": dataset.homepage,
            "keywords": list(dataset.keywords),
            "inLanguage": list(release.languages),
            "creator": publisher,
            "publisher": publisher,
            "citeAs": bibtex(release),
            **_responsibility(release),
            "distribution": [_file(resource) for resource in release.resources],
            "recordSet": [_record_set(resource) for resource in release.resources],
        }
    )


def _responsibility(release: Description) -> dict[str, Any]:
    """The properties of the Responsible-AI vocabulary, version 1.0."""
    dataset = release.dataset
    return {
        "rai:dataCollection": " ".join(dataset.methods),
        "rai:dataCollectionType": "Document analysis",
        "rai:dataCollectionRawData": " ".join(f"{source.rstrip('.')}." for source in dataset.sources),
        "rai:dataCollectionTimeframe": [day.isoformat() for day in release.period or ()],
        "rai:dataCollectionMissingData": "What no text says is null.",
        "rai:dataImputationProtocol": "No value is imputed.",
        "rai:machineAnnotationTools": [f"Habeas, engine {release.engine}"],
        "rai:dataLimitations": list(dataset.limits),
        "rai:personalSensitiveInformation": [dataset.sensitive],
        "rai:dataReleaseMaintenancePlan": "A release is never edited. A correction or a withdrawal makes a new one.",
    }


def _file(resource: Resource) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": resource.path,
        "name": resource.path,
        "description": resource.description,
        "contentUrl": resource.path,
        "encodingFormat": PARQUET,
        "sha256": resource.sha256,
    }


def _record_set(resource: Resource) -> dict[str, Any]:
    return without_nothing(
        {
            "@type": "cr:RecordSet",
            "@id": resource.name,
            "name": resource.name,
            "description": resource.description,
            "key": [{"@id": f"{resource.name}/{column}"} for column in resource.key],
            "field": [_field(resource, column) for column in resource.columns],
        }
    )


def _field(resource: Resource, column: Column) -> dict[str, Any]:
    source = {"fileObject": {"@id": resource.path}, "extract": {"column": column.name}}
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{resource.name}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": _TYPES[column.kind],
        "source": source,
    }
    if column.kind == "array":
        field |= {"isArray": True, "arrayShape": "-1"}
    return field
