"""The check that an EDTF date and the plain dates beside it say the same."""

from datetime import date
from typing import NamedTuple

import polars as pl

from schemas.edtf import bounds, is_edtf, precision


class PlainDates(NamedTuple):
    """What an EDTF date means: first and last possible day, and its precision; all null for no date."""

    first: date | None
    last: date | None
    precision: str | None


def plain_dates(value: str | None) -> PlainDates:
    """The plain dates of an EDTF date. Raises ValueError where it is none."""
    if value is None:
        return PlainDates(None, None, None)
    return PlainDates(*bounds(value), precision(value))


def dates_agree(frame: pl.LazyFrame, edtf: str, first: str, last: str, precision: str | None = None) -> pl.LazyFrame:
    """One boolean column: whether `first`, `last` (and `precision`) are those of the EDTF date of the same row."""
    names = [edtf, first, last, *([precision] if precision else [])]
    return frame.select(pl.struct(names).map_elements(_agrees, return_dtype=pl.Boolean))


def _agrees(row: dict[str, object]) -> bool:
    value, *plain = row.values()
    if value is None:
        return not any(plain)
    return is_edtf(str(value)) and list(plain_dates(str(value)))[: len(plain)] == plain
