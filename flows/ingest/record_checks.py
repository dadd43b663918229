"""The check of a record's rows against their model: all failures at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors


class Failure(NamedTuple):
    """A check that a row failed: the row's place in the sequence, the column (null for the row), what it must be."""

    row: int
    column: str | None
    check: str
    must_be: str


def failures(rows: Sequence[Mapping[str, str | None]], model: type[pa.DataFrameModel]) -> list[Failure]:
    """Every check of `model` that a row fails, in the order of the rows, each once."""
    schema = model.to_schema()
    words = dict.fromkeys(schema.columns, pl.String())
    frame = pl.DataFrame([{name: row.get(name) for name in words} for row in rows], schema=words)
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        failed = set(_read_cases(errors.failure_cases, model))
        return sorted(failed, key=lambda each: (each.row, each.column or "", each.check))
    return []


def _read_cases(cases: pl.DataFrame, model: type[pa.DataFrameModel]) -> Iterator[Failure]:
    columns = model.to_schema().columns
    for case in cases.iter_rows(named=True):
        if case["index"] is None:
            raise RuntimeError(f"the check {case['check']} of {model.__name__} itself failed: {case['failure_case']}")
        if case["schema_context"] == "Column":
            yield Failure(case["index"], case["column"], _name(case["check"]), str(columns[case["column"]].description))
        else:
            yield Failure(case["index"], None, case["check"], str(getattr(model, case["check"]).__doc__))


def _name(check: str) -> str:
    """`isin(['a', 'b'])` as `isin`."""
    return check.partition("(")[0]
