"""`unsure`: people who may be one, too close to call."""

import pandera.polars as pa

from schemas.columns import column, identifier, text


class Unsure(pa.DataFrameModel):
    """One row per pair of people who may be one person, and are kept apart until somebody decides."""

    person_id: str = identifier("people", "The one person.")
    other_id: str = identifier("people", "The other person.")
    score: float = column("How likely the two are one: a probability from 0 to 1.", ge=0, le=1)
    why: str = text("What speaks for it and against it.")

    class Config:
        """Columns are exactly these, in this order; a pair stands once."""

        strict = True
        ordered = True
        unique = ["person_id", "other_id"]  # noqa: RUF012 - pandera reads a plain list
