"""csv-metadata.json: the CSV export of a release in CSV on the Web (https://www.w3.org/TR/tabular-metadata/)."""

from pathlib import Path
from typing import Any

from flows.release.contents import key, schemas
from flows.release.metadata.description import without_nothing
from flows.release.metadata.resources import Column, Resource, resources

NAME = "csv-metadata.json"

# By the type of a column in Data Package v2, its type in CSVW.
_TYPES = {
    "array": "json",
    "boolean": "boolean",
    "date": "date",
    "datetime": "dateTimeStamp",
    "integer": "integer",
    "number": "double",
    "string": "string",
}

# By the name of a constraint in Data Package v2, its name in CSVW.
_CONSTRAINTS = {
    "pattern": "format",
    "minLength": "minLength",
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "minExclusive",
}


def csvw(release: Path) -> dict[str, Any]:
    """The metadata of the files `<table>.csv` that the tables of the release in a folder are exported to."""
    tables = [resource for resource in resources(release) if resource.name in schemas()]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "tables": [_table(resource) for resource in tables],
    }


def _table(resource: Resource) -> dict[str, Any]:
    return {
        "url": f"{resource.name}.csv",
        "dc:description": resource.description,
        "tableSchema": without_nothing(
            {
                "columns": [_column(column) for column in resource.columns],
                "primaryKey": list(resource.key),
                "foreignKeys": _foreign_keys(resource),
            }
        ),
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "required": column.required,
        "datatype": _datatype(column),
    }


def _datatype(column: Column) -> dict[str, Any]:
    named = {_CONSTRAINTS[name]: value for name, value in column.constraints.items() if name in _CONSTRAINTS}
    if "enum" in column.constraints:
        named["format"] = "|".join(column.constraints["enum"])
    return {"base": _TYPES[column.kind], **named}


def _foreign_keys(resource: Resource) -> list[dict[str, Any]]:
    """The references of columns that are never null: to CSVW a null refers to nothing, and that is a fault."""
    nullable = {column.name for column in resource.columns if not column.required}
    return [
        {"columnReference": column, "reference": {"resource": f"{table}.csv", "columnReference": list(key(table))}}
        for column, table in resource.references.items()
        if column not in nullable
    ]
