"""`rejected`: what could not be read or did not pass a check, so that nothing vanishes."""

import pandera.polars as pa

from schemas.columns import term, text
from schemas.vocabulary import terms


class Rejected(pa.DataFrameModel):
    """One row per file or row that was turned away, and why."""

    stage: str = term(terms("stages"), "Stage that turned it away.")
    table: str = text("Table that the row was meant for; null for a file.", nullable=True)
    subject: str = text("Path of the file under raw/, with the line of a record; or the id of the row.")
    check: str = text("Check that it failed.")
    reason: str = text("What was wrong, in words.")
    value: str = text("The value at fault.", nullable=True)

    class Config:
        """Columns are exactly these, in this order."""

        strict = True
        ordered = True
