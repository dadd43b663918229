"""Sidecars of records: which table the rows are for, and which column is which."""

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from flows.errors import DataFault
from flows.ingest.files import name_of
from flows.ingest.record_rows import ROWS
from flows.ingest.sidecar import read_beside
from flows.ingest.toml import Settings, Words


class RecordSidecar(Settings):
    """`columns` maps a column of the table to a heading of the file; `fixed` gives the same value to every row."""

    table: Literal["counts", "people"]
    sheet: Words | None = None
    columns: dict[str, Words]
    fixed: dict[str, Words] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _check_names(self) -> "RecordSidecar":
        known = ROWS[self.table].to_schema().columns
        names = [*self.columns, *self.fixed]
        unknown = sorted(set(names) - set(known))
        if unknown:
            raise ValueError(f"{self.table} has no column {', '.join(unknown)}; its columns are {', '.join(known)}")
        twice = sorted(set(self.columns) & set(self.fixed))
        if twice:
            raise ValueError(f"{', '.join(twice)} is given both by a column and as a fixed value; remove one")
        missing = [name for name, each in known.items() if not each.nullable and name not in names]
        if missing:
            raise ValueError(f"nothing gives {', '.join(missing)}; add it to [columns] or [fixed]")
        return self


def read_record_sidecar(raw: Path, record: Path) -> RecordSidecar:
    """The sidecar of a record. Raises DataFault where it is missing or not as it should be."""
    sidecar = read_beside(raw, record, RecordSidecar)
    if sidecar is None:
        where = name_of(raw, record)
        raise DataFault(where, "it has no sidecar", "Write one beside it that names its table and maps its columns")
    return sidecar
