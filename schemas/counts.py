"""`counts`: one row per claim of a number of people."""

import pandera.polars as pa
import polars as pl

from schemas.columns import column, country_code, identifier, partial_date, term, text
from schemas.dates import dates_agree
from schemas.vocabulary import measures, terms


class Counts(pa.DataFrameModel):
    """One row per claim of a number. Totals and their parts are both rows: never add rows up."""

    count_id: str = identifier("counts", "Opaque id of the count.", unique=True)
    measure: str = term(measures(), "What the number is a number of: people held, or people to whom an event was done.")
    value: int = column("The number as said; the lower one of a range.", unit="person", ge=0)
    high: int = column("The upper number of a range.", nullable=True, unit="person", ge=0)
    qualifier: str = term(terms("qualifiers"), "How the number is qualified.")
    lower: int = column(
        "Smallest number that qualifier and value mean; null where open.", nullable=True, unit="person", ge=0
    )
    upper: int = column(
        "Largest number that qualifier and value mean; null where open.", nullable=True, unit="person", ge=0
    )
    as_of: str = partial_date("When it holds, or by or on which day the acts happened (EDTF).")
    as_of_first: pl.Date = column("First day of `as_of`.", nullable=True)
    as_of_last: pl.Date = column("Last day of `as_of`.", nullable=True)
    country: str = country_code("Country that it is about.")
    group_description: str = text("The part that is counted; null for the whole.", nullable=True)
    source: str = text("Who gives the number, as the document calls them; null where its author does.", nullable=True)
    surface: str = text(
        "The number in the words of the document, with its qualifier; null for a noted record.", nullable=True
    )
    document_id: str = identifier("documents", "Document that gives it.")

    class Config:
        """Columns are exactly these, in this order."""

        strict = True
        ordered = True

    @pa.dataframe_check
    @classmethod
    def lower_is_not_above_upper(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """`lower` is not above `upper`."""
        return data.lazyframe.select((pl.col("lower") <= pl.col("upper")).fill_null(value=True))

    @pa.dataframe_check
    @classmethod
    def a_range_has_two_ends(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """`high` is there exactly for a range, and above `value`."""
        return data.lazyframe.select(
            (pl.col("high").is_not_null() == (pl.col("qualifier") == "range"))
            & (pl.col("value") < pl.col("high")).fill_null(value=True)
        )

    @pa.dataframe_check
    @classmethod
    def the_dates_agree(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """First and last day are those of the EDTF date."""
        return dates_agree(data.lazyframe, "as_of", "as_of_first", "as_of_last")
