"""The tables of a release by name, and what is derived from their declarations."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pandera.polars as pa
import polars as pl
import pyarrow

from schemas.changes import Changes
from schemas.counts import Counts
from schemas.documents import Documents
from schemas.events import EventPeople, Events
from schemas.evidence import Evidence
from schemas.people import People
from schemas.redirects import Redirects
from schemas.rejected import Rejected
from schemas.unsure import Unsure

Tables = Mapping[str, pl.DataFrame]

MODELS: dict[str, type[pa.DataFrameModel]] = {
    "documents": Documents,
    "evidence": Evidence,
    "people": People,
    "events": Events,
    "event_people": EventPeople,
    "counts": Counts,
    "rejected": Rejected,
    "redirects": Redirects,
    "unsure": Unsure,
}

# What a release holds beside these tables, made when it is written.
DERIVED: dict[str, type[pa.DataFrameModel]] = {"changes": Changes}

# What a table's rows are sorted by, so that the same rows are the same bytes, and those that are asked for together lie
# together: the acts and the claims of a day, the acts of a person, the passages of a row.
KEYS: dict[str, list[str]] = {
    "documents": ["document_id"],
    "evidence": ["table", "row_id", "document_id", "start", "evidence_id"],
    "people": ["person_id"],
    "events": ["date_first", "date_last", "event_id"],
    "event_people": ["person_id", "event_id"],
    "counts": ["as_of_first", "as_of_last", "count_id"],
    "rejected": ["stage", "subject", "check", "reason", "value", "table"],
    "redirects": ["old_id"],
    "changes": ["table", "row_id", "change", "column"],
    "unsure": ["person_id", "other_id"],
}


@cache
def schema(table: str) -> pa.DataFrameSchema:
    """The pandera schema of a table."""
    return _model(table).to_schema()


def key(table: str) -> tuple[str, ...]:
    """The columns that together tell the rows of a table apart; none where the schema declares none."""
    declared = schema(table)
    return tuple(declared.unique or [name for name, column in declared.columns.items() if column.unique])


def title(table: str) -> str:
    """The first line of the model's docstring: what a row is."""
    return (_model(table).__doc__ or "").splitlines()[0]


def _model(table: str) -> type[pa.DataFrameModel]:
    return {**MODELS, **DERIVED}[table]


def polars_schema(table: str) -> pl.Schema:
    """Column names and polars types of a table."""
    return pl.Schema({name: column.dtype.type for name, column in schema(table).columns.items()})


@cache
def arrow_schema(table: str) -> pyarrow.Schema:
    """The Arrow schema of a table: types, nullability, and in each field's metadata its description and unit."""
    arrow = pl.DataFrame(schema=polars_schema(table)).to_arrow().schema
    fields = [_described(field, schema(table).columns[field.name]) for field in arrow]
    return pyarrow.schema(fields, metadata={"description": title(table)})


def _described(field: pyarrow.Field, column: Any) -> pyarrow.Field:
    metadata = {"description": column.description, **(column.metadata or {})}
    return pyarrow.field(field.name, _plain(field.type), nullable=column.nullable, metadata=metadata)


def _plain(kind: pyarrow.DataType) -> pyarrow.DataType:
    """Polars' wide Arrow types as the plain ones that every reader of Parquet knows."""
    if pyarrow.types.is_large_string(kind) or pyarrow.types.is_string_view(kind):
        return pyarrow.string()
    if pyarrow.types.is_large_list(kind):
        return pyarrow.list_(pyarrow.field("element", _plain(kind.value_type), nullable=False))
    return kind


def frame(table: str, rows: Iterable[Mapping[str, Any]] = ()) -> pl.DataFrame:
    """Rows as a frame with the table's columns and types, sorted by its key, each row once."""
    columns = polars_schema(table)
    data = pl.DataFrame([{name: row.get(name) for name in columns} for row in rows], schema=columns)
    return data.unique().sort(KEYS[table], nulls_last=True)


def empty() -> dict[str, pl.DataFrame]:
    """All tables with no row."""
    return {table: frame(table) for table in MODELS}
