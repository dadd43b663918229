"""`redirects`: where the rows of former ids went."""

import pandera.polars as pa

from schemas.columns import text


class Redirects(pa.DataFrameModel):
    """One row per id that a decision or a better match merged into another."""

    old_id: str = text("Id in a former release.")
    new_id: str = text("Id that stands for it now.")
    since: str = text("First release in which `new_id` stands for it.")

    class Config:
        """Columns are exactly these, in this order; an old id leads to one new id."""

        strict = True
        ordered = True
        unique = ["old_id"]  # noqa: RUF012 - pandera reads a plain list
