"""Corrections: values that somebody put right, with the page that shows it as their evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pandera.errors
import pandera.polars as pa
import polars as pl

from flows.decisions.decision import Correction
from flows.decisions.read import place, stop
from flows.ids import make_id
from flows.ingest.document import Document
from flows.ingest.record_claims import cited
from schemas.columns import ID_PREFIXES
from schemas.edtf import bounds
from schemas.tables import Tables, polars_schema, schema

FILE = "corrections"
DATES = ("date", "as_of")
Row = dict[str, Any]

# What can be corrected; all else follows from it.
CORRECTABLE = {
    "people": ("name", "other_names", "occupations", "capacities", "country"),
    "events": (
        *("type", "date", "country", "destination", "place", "group_description", "term_months", "source"),
        "certainty",
    ),
    "counts": ("measure", "value", "high", "qualifier", "as_of", "country", "group_description", "source"),
}


@dataclass(slots=True)
class Corrected:
    """The pages that corrections cite, and the evidence that these are."""

    documents: dict[str, Document] = field(default_factory=dict)
    evidence: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def apply(self, table: str, rows: Mapping[str, Row], corrections: Iterable[Correction]) -> None:
        """Corrects rows of a table, which are given by id, in place; notes what does not hold any more."""
        for correction in corrections:
            if table_of(correction.row) == table:
                self._apply(table, rows.get(correction.row), correction)

    def stop(self) -> None:
        """Raises DataFault with every correction that did not hold."""
        stop(FILE, self.faults)

    def _apply(self, table: str, row: Row | None, correction: Correction) -> None:
        try:
            expected, value = _values(table, row, correction)
        except ValueError as error:
            self.faults.append(f"line {correction.line}: {error}")
            return
        if row is None or row[correction.column] != expected:
            now = row and row[correction.column]
            self.faults.append(
                f"line {correction.line}: {correction.column} of {correction.row} is {now!r} now, not {expected!r}"
            )
            return
        if (first := self._lines.setdefault((correction.row, correction.column), correction.line)) != correction.line:
            self.faults.append(f"line {correction.line}: line {first} corrects {correction.column} of this row already")
            return
        row[correction.column] = value
        document = cited({"url": correction.source, "publisher": urlsplit(correction.source).hostname}, place(FILE))
        self.documents[document.document_id] = document
        self.evidence.append(_evidence(table, correction, document.document_id))
        if "documents" in row:
            row["documents"] = sorted({*row["documents"], document.document_id})


def stop_turned_away(corrections: Iterable[Correction], tables: Tables, rejected: pl.DataFrame) -> None:
    """Raises DataFault with every correction of a row that a check turned away.

    `tables` are those before the check, `rejected` what it added to the table of that name.
    """
    redirects = dict(tables["redirects"].select("old_id", "new_id").iter_rows())
    reasons = dict(rejected.select("subject", "reason").iter_rows())
    rows = [(each.line, redirects.get(each.row, each.row)) for each in corrections]
    stop(FILE, [f"line {line}: {row} {reasons[row]}" for line, row in rows if row in reasons])


def table_of(row_id: str) -> str:
    """The table whose ids begin as this one."""
    return next(table for table, prefix in ID_PREFIXES.items() if row_id.startswith(f"{prefix}_"))


def _evidence(table: str, correction: Correction, document_id: str) -> Row:
    return {
        "evidence_id": make_id("evidence", "correction", correction.row, correction.column),
        "table": table,
        "row_id": correction.row,
        "document_id": document_id,
        "field": correction.column,
        "method": f"corrected in {place(FILE)}",
        "certainty": "asserted",
    }


def _values(table: str, row: Row | None, correction: Correction) -> tuple[Any, Any]:
    """The expected and the right value. Raises ValueError where there is no such row, column or value."""
    column = correction.column
    if row is None:
        raise ValueError(f"{correction.row} is no row of {table}, or no longer")
    if column not in CORRECTABLE[table]:
        raise ValueError(f"{column} cannot be corrected; of {table} these can: {', '.join(CORRECTABLE[table])}")
    return _typed(table, column, correction.expected), _checked(table, column, _typed(table, column, correction.value))


def _typed(table: str, column: str, text: str | None) -> Any:
    kind = polars_schema(table)[column]
    if isinstance(kind, pl.List):
        return [part.strip() for part in (text or "").split(";") if part.strip()]
    if text is None or kind == pl.String:
        return text
    return int(text) if kind == pl.Int64 else float(text)


def _checked(table: str, column: str, value: Any) -> Any:
    """The value. Raises ValueError where the schema of its column turns it away, or it is a day of no calendar."""
    if column in DATES and value is not None:
        bounds(value)
    data = pl.DataFrame({column: [value]}, schema={column: polars_schema(table)[column]})
    try:
        pa.DataFrameSchema({column: schema(table).columns[column]}).validate(data)
    except pandera.errors.SchemaError as error:
        raise ValueError(f"{value!r} is no value of {column}: {schema(table).columns[column].description}") from error
    return value
