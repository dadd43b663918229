"""`evidence`: the words that every other value was read from."""

import pandera.polars as pa
import polars as pl

from schemas.columns import column, identifier, term, text
from schemas.vocabulary import terms

CONTEXT = 32  # code points of prefix and suffix, as W3C Web Annotation clients commonly keep


class Evidence(pa.DataFrameModel):
    """One row per passage that shows a value of a row (W3C Web Annotation text position and quote selectors)."""

    evidence_id: str = identifier("evidence", "Opaque id of the passage.", unique=True)
    table: str = term(["people", "events", "counts"], "Table of the row that the passage shows.")
    row_id: str = text("Id of the row that the passage shows.")
    document_id: str = identifier("documents", "Document that the passage stands in.")
    start: int = column(
        "First code point of the quote in the clean text; null for a noted record.",
        nullable=True,
        unit="code point",
        ge=0,
    )
    end: int = column(
        "Code point after the quote in the clean text; null for a noted record.", nullable=True, unit="code point", ge=1
    )
    quote: str = text("The words themselves; null for a noted record.", nullable=True)
    prefix: str = column("The words before the quote.", nullable=True)
    suffix: str = column("The words after the quote.", nullable=True)
    field: str = text("Column of the row that the passage shows; `row` where it shows the row as a whole.")
    method: str = text("Rule, model or record that read the value.")
    certainty: str = term(terms("certainties"), "How the document presents it.")

    class Config:
        """Columns are exactly these, in this order."""

        strict = True
        ordered = True

    @pa.dataframe_check
    @classmethod
    def a_quote_is_as_long_as_its_place(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """`end - start` is the length of the quote in code points."""
        return data.lazyframe.select(
            pl.col("quote").is_null() | (pl.col("end") - pl.col("start") == pl.col("quote").str.len_chars())
        )

    @pa.dataframe_check
    @classmethod
    def a_quote_has_a_place(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Quote, start and end are all there or all null."""
        return data.lazyframe.select(
            (pl.col("quote").is_null() == pl.col("start").is_null())
            & (pl.col("quote").is_null() == pl.col("end").is_null())
        )
