"""`people`: one row per real person."""

import pandera.polars as pa
import polars as pl

from schemas.columns import Strings, column, country_code, identifier, partial_date, term, text
from schemas.vocabulary import terms


class People(pa.DataFrameModel):
    """One row per real person whom a document or a noted record names."""

    person_id: str = identifier("people", "Opaque id of the person.", unique=True)
    name: str = text("Fullest form of the name, without titles.")
    other_names: Strings = column("Other forms of the name.")
    occupations: Strings = column("Occupations and affiliations, as said.")
    capacities: Strings = column("In which capacities the documents tell of the person.")
    country: str = country_code("Country in which the acts that were done to the person happened, where there is one.")
    status: str = term(terms("statuses"), "What the last of the person's dated events leaves the person in.")
    status_date: str = partial_date("Date of the event that set the status.")
    status_event_id: str = identifier("events", "Event that set the status.", nullable=True)
    first_seen: pl.Date = column("Day of publication of the first document that names the person.", nullable=True)
    last_seen: pl.Date = column("Day of publication of the last document that names the person.", nullable=True)
    documents: Strings = column("Documents that name the person.")

    class Config:
        """Columns are exactly these, in this order."""

        strict = True
        ordered = True

    @pa.dataframe_check
    @classmethod
    def first_seen_is_not_after_last_seen(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """`first_seen` is not after `last_seen`."""
        return data.lazyframe.select((pl.col("first_seen") <= pl.col("last_seen")).fill_null(value=True))

    @pa.dataframe_check
    @classmethod
    def capacities_are_of_the_vocabulary(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Each capacity is a term of the vocabulary `capacities`."""
        return data.lazyframe.select(pl.col("capacities").list.eval(pl.element().is_in(terms("capacities"))).list.all())

    @pa.dataframe_check
    @classmethod
    def a_known_status_has_its_event(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """`status_event_id` is null exactly where the status is unknown."""
        return data.lazyframe.select((pl.col("status") == "unknown") == pl.col("status_event_id").is_null())
