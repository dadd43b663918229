"""`events`: one row per real act; `event_people`: whom it was done to."""

import pandera.polars as pa
import polars as pl

from schemas.columns import Strings, column, country_code, identifier, partial_date, term, text
from schemas.dates import dates_agree
from schemas.vocabulary import terms


class Events(pa.DataFrameModel):
    """One row per act that was done to people, by the type of the act."""

    event_id: str = identifier("events", "Opaque id of the event.", unique=True)
    type: str = term(terms("event_types"), "Type of the act.")
    date: str = partial_date("When it happened, as precise as the texts say (EDTF).")
    date_first: pl.Date = column("First possible day.", nullable=True)
    date_last: pl.Date = column("Last possible day.", nullable=True)
    date_precision: str = term(terms("precisions"), "How precise the date is.", nullable=True)
    country: str = country_code("Country in which it happened.")
    destination: str = country_code("The other country of an expulsion, an extradition or a transfer abroad.")
    place: str = text("Place, as said.", nullable=True)
    group_description: str = text("The words for whom it was done to, where nobody is named.", nullable=True)
    term_months: float = column("Length of the sentence.", nullable=True, unit="month", gt=0)
    source: str = text("Who says so, as the document calls them; null where its author does.", nullable=True)
    certainty: str = term(terms("certainties"), "How the most certain of its documents presents it.")
    documents: Strings = column("Documents that tell of it.")

    class Config:
        """Columns are exactly these, in this order."""

        strict = True
        ordered = True

    @pa.dataframe_check
    @classmethod
    def the_dates_agree(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """First day, last day and precision are those of the EDTF date."""
        return dates_agree(data.lazyframe, "date", "date_first", "date_last", "date_precision")


class EventPeople(pa.DataFrameModel):
    """One row per person of an event."""

    event_id: str = identifier("events", "The event.")
    person_id: str = identifier("people", "A person it was done to.")

    class Config:
        """Columns are exactly these, in this order; a pair stands once."""

        strict = True
        ordered = True
        unique = ["event_id", "person_id"]  # noqa: RUF012 - pandera reads a plain list
