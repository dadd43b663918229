"""What a row of a record must be: a pandera model per kind of record, each column in words as a person typed it.

The description of a column says what it must hold; it is what a steward reads about a cell that does not.
"""

from typing import Any

import pandera.polars as pa
import polars as pl

from schemas.columns import COUNTRY_PATTERN, column
from schemas.edtf import is_edtf
from schemas.vocabulary import measures, terms

NUMBER = r"^\d{1,9}$"
AMOUNT = r"^([1-9]\d{0,4}(\.\d{1,4})?|0\.\d{0,3}[1-9])$"
WEB_ADDRESS = r"^(?i:https?)://[^\s/]+(/\S*)?$"

_DATE = "a date such as 2025-12-13, 2025-09, 2025 or 2025-01/2025-06-30"
_COUNTRY = "a country code of ISO 3166-1 such as BY"


def _one_of(words: list[str], *, nullable: bool = False) -> Any:
    return column(f"one of {', '.join(words)}", nullable=nullable, isin=words)


def _dates(data: pa.PolarsData) -> pl.LazyFrame:
    valid = pl.col(data.key).map_elements(is_edtf, return_dtype=pl.Boolean)
    return data.lazyframe.select(valid.fill_null(value=True))


class CitedRow(pa.DataFrameModel):
    """The columns that say which page a row was noted from."""

    url: str = column("the address of the page, beginning with https:// or http://", str_matches=WEB_ADDRESS)
    title: str = column("the title of the page", nullable=True)
    publisher: str = column("who published the page", nullable=True)
    published: str = column(_DATE, nullable=True)
    language: str = column("a language code of ISO 639-1 such as en", nullable=True, str_matches=r"^[a-z]{2}$")
    licence: str = column("the terms of the page", nullable=True)

    @pa.check("published")
    @classmethod
    def published_is_a_date(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """An EDTF date."""
        return _dates(data)


class CountRow(CitedRow):
    """A number of people that a page gives."""

    measure: str = _one_of(measures())
    value: str = column("a whole number in digits, without separators", str_matches=NUMBER)
    high: str = column("the upper number of a range, in digits", nullable=True, str_matches=NUMBER)
    qualifier: str = _one_of(terms("qualifiers"))
    as_of: str = column(_DATE, nullable=True)
    country: str = column(_COUNTRY, nullable=True, str_matches=COUNTRY_PATTERN)
    group: str = column("the part of the people that is counted", nullable=True)
    source: str = column("who gives the number", nullable=True)

    @pa.check("as_of")
    @classmethod
    def as_of_is_a_date(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """An EDTF date."""
        return _dates(data)

    @pa.dataframe_check
    @classmethod
    def a_range_has_two_ends(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """`high` is there exactly where `qualifier` is range, and above `value`."""
        high, value = (pl.col(name).cast(pl.Int64, strict=False) for name in ("high", "value"))
        is_range = (pl.col("qualifier") == "range").fill_null(value=False)
        return data.lazyframe.select((high.is_not_null() == is_range) & (value < high).fill_null(value=True))


class PersonRow(CitedRow):
    """A person whom a page names, and where `type` is there an act that was done to the person."""

    name: str = column("the person's name")
    other_names: str = column("other forms of the name, with ; between them", nullable=True)
    occupations: str = column("occupations, with ; between them", nullable=True)
    capacity: str = _one_of(terms("capacities"), nullable=True)
    type: str = _one_of(terms("event_types"), nullable=True)
    date: str = column(_DATE, nullable=True)
    country: str = column(_COUNTRY, nullable=True, str_matches=COUNTRY_PATTERN)
    destination: str = column(_COUNTRY, nullable=True, str_matches=COUNTRY_PATTERN)
    place: str = column("the place of the act", nullable=True)
    term_months: str = column("the length of the sentence in months", nullable=True, str_matches=AMOUNT)
    source: str = column("who says so", nullable=True)
    certainty: str = _one_of(terms("certainties"), nullable=True)

    @pa.check("date")
    @classmethod
    def date_is_a_date(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """An EDTF date."""
        return _dates(data)

    @pa.dataframe_check
    @classmethod
    def what_is_said_of_an_act_has_its_type(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """`date`, `destination`, `place` and `term_months` stand only beside the `type` of the act."""
        said = pl.any_horizontal(pl.col("date", "destination", "place", "term_months").is_not_null())
        return data.lazyframe.select(pl.col("type").is_not_null() | ~said)


ROWS: dict[str, type[CitedRow]] = {"counts": CountRow, "people": PersonRow}
