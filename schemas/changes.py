"""`changes`: what is otherwise in a release than in the one before it."""

import pandera.polars as pa

from schemas.columns import Strings, term, text
from schemas.columns import column as plain
from schemas.vocabulary import terms


class Changes(pa.DataFrameModel):
    """One row per row that came or went since the last release, and per value that changed. The first one has none."""

    table: str = text("Table of the row.")
    row_id: str = text(
        "What names the row: its id, or the columns that tell it apart; null for a column and for withdrawn rows.",
        nullable=True,
    )
    change: str = term(terms("changes"), "What became of it.")
    column: str = text("Column whose value changed, or that came or went; null for a row as a whole.", nullable=True)
    old: str = plain("The former value, as text; of a split row the row that it was part of.", nullable=True)
    new: str = plain("The value now, as text; of a merged row the row that stands for it.", nullable=True)
    rows: int = plain("How many rows it is about.", unit="row", ge=0)
    documents: Strings = plain("Documents behind the row, before and now.")

    class Config:
        """Columns are exactly these, in this order."""

        strict = True
        ordered = True
