"""The check of rows."""

import pandera.polars as pa
import polars as pl
import pytest

from flows.ingest.record_checks import failures
from flows.ingest.record_rows import ROWS
from schemas.columns import column


class _Faulty(pa.DataFrameModel):
    a: str = column("anything", nullable=True)

    @pa.check("a")
    @classmethod
    def cannot_run(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("no such column"))


def test_no_rows_have_no_failures() -> None:
    assert all(failures([], model) == [] for model in ROWS.values())


def test_a_check_that_cannot_run_is_no_failure_of_a_row() -> None:
    with pytest.raises(RuntimeError, match="cannot_run"):
        failures([{"a": "x"}], _Faulty)


def test_every_column_says_what_it_must_hold() -> None:
    for model in ROWS.values():
        assert all(each.description for each in model.to_schema().columns.values())
