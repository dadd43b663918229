"""The Parquet files of a release as metadata describes them: columns, constraints, keys and references."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow
import pyarrow.parquet as pq

from flows.release.checksums import digest
from flows.release.contents import CONSTANT, key
from flows.release.sql import describe
from schemas.columns import ID_PREFIXES
from schemas.tables import schema

# By the kind of an Arrow type, its name in Data Package v2, which the other standards translate.
_KINDS: dict[Callable[[pyarrow.DataType], bool], str] = {
    pyarrow.types.is_boolean: "boolean",
    pyarrow.types.is_date: "date",
    pyarrow.types.is_floating: "number",
    pyarrow.types.is_integer: "integer",
    pyarrow.types.is_list: "array",
    pyarrow.types.is_string: "string",
    pyarrow.types.is_timestamp: "datetime",
}

# By pandera's name of a check, the constraint of Data Package v2 and the statistic of the check that it holds.
_CONSTRAINTS = {
    "isin": ("enum", "allowed_values"),
    "str_matches": ("pattern", "pattern"),
    "str_length": ("minLength", "min_value"),
    "greater_than_or_equal_to": ("minimum", "min_value"),
    "less_than_or_equal_to": ("maximum", "max_value"),
    "greater_than": ("exclusiveMinimum", "min_value"),
}


class Column(NamedTuple):
    """A column: its type and its constraints are named as in Data Package v2."""

    name: str
    kind: str
    description: str
    constraints: Mapping[str, Any]

    @property
    def required(self) -> bool:
        """Whether it is never null."""
        return "required" in self.constraints


class Resource(NamedTuple):
    """A table and its file; `references` names for a column the table whose key it holds."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: Mapping[str, str]
    sha256: str

    @property
    def path(self) -> str:
        """The name of its file in the release."""
        return f"{self.name}.parquet"


def resources(folder: Path) -> tuple[Resource, ...]:
    """Every Parquet file of a release, by name."""
    return tuple(map(_resource, sorted(folder.glob("*.parquet"))))


def _resource(path: Path) -> Resource:
    arrow = pq.read_schema(path)
    columns = tuple(_column(path.stem, field) for field in arrow)
    description = (arrow.metadata or {}).get(b"description", b"").decode()
    return Resource(path.stem, description, columns, key(path.stem), _references(path.stem, columns), digest(path))


def _column(table: str, field: pyarrow.Field) -> Column:
    kind = next(name for is_kind, name in _KINDS.items() if is_kind(field.type))
    constraints = {} if field.nullable else {"required": True}
    if table not in CONSTANT:
        constraints |= _declared_constraints(table, field.name)
    return Column(field.name, kind, describe(field), constraints)


def _declared_constraints(table: str, name: str) -> dict[str, Any]:
    column = schema(table).columns[name]
    found = {}
    for check in column.checks:
        constraint, statistic = _CONSTRAINTS[check.name]
        found[constraint] = check.statistics[statistic]
    if "pattern" in found:  # these standards match the whole value, and take ^ and $ for letters of it
        found["pattern"] = found["pattern"].removeprefix("^").removesuffix("$")
    return {**found, "unique": True} if column.unique else found


def _references(table: str, columns: tuple[Column, ...]) -> dict[str, str]:
    """By column, the table whose ids it holds: their prefix is in its pattern."""
    tables = {f"{prefix}_": target for target, prefix in ID_PREFIXES.items()}
    found = {column.name: tables.get(str(column.constraints.get("pattern"))[:4]) for column in columns}
    return {name: target for name, target in found.items() if target not in (None, table)}
