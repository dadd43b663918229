"""`documents`: every text that was read and every page that a noted record cites."""

import pandera.polars as pa
import polars as pl

from schemas.columns import Instant, column, identifier, term, text
from schemas.vocabulary import terms


class Documents(pa.DataFrameModel):
    """One row per document. The full text is not published: it is its publisher's."""

    document_id: str = identifier("documents", "Opaque id of the document.", unique=True)
    kind: str = term(terms("document_kinds"), "Whether the text itself was read, or a noted record cites the page.")
    title: str = text("Title, as its publisher gives it.", nullable=True)
    publisher: str = text("Who published it.", nullable=True)
    url: str = text("Address of the page.", nullable=True)
    published: pl.Date = column("Day of publication.", nullable=True)
    published_from: str = term(terms("provenances"), "Where the day of publication was read.")
    retrieved: Instant = column("When it was fetched.", nullable=True)
    language: str = column("ISO 639-1 code of its language.", nullable=True, str_matches=r"^[a-z]{2}$")
    media_type: str = text("IANA media type of the file as received.", nullable=True)
    sha256: str = column(
        "SHA-256 of the file as received; null for a cited page.", nullable=True, str_matches=r"^[0-9a-f]{64}$"
    )
    bytes: int = column("Size of the file as received.", nullable=True, unit="byte", ge=1)
    licence: str = text("Terms under which its publisher lets its words be used.", nullable=True)
    path: str = text("Place of the file, or of the record that cites the page, under raw/.")

    class Config:
        """Columns are exactly these, in this order."""

        strict = True
        ordered = True

    @pa.dataframe_check
    @classmethod
    def a_day_of_publication_has_a_provenance(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """`published` is null exactly where `published_from` is none."""
        return data.lazyframe.select(pl.col("published").is_null() == (pl.col("published_from") == "none"))

    @pa.dataframe_check
    @classmethod
    def a_text_has_a_digest(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A text that was read bears the digest of its file; a cited page has none."""
        return data.lazyframe.select(pl.col("sha256").is_not_null() == (pl.col("kind") == "text"))
