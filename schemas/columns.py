"""The kinds of column that several tables share."""

from typing import Annotated, Any

import pandera.polars as pa
import polars as pl

Strings = Annotated[pl.List, pl.String()]
Instant = Annotated[pl.Datetime, "us", "UTC"]

EDTF_PATTERN = r"^\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?$"
COUNTRY_PATTERN = r"^[A-Z]{2}$"
ANY_ID = r"[a-z]{3}_[a-z2-7]{16}"
ID_PREFIXES = {
    "documents": "doc",
    "evidence": "evd",
    "people": "per",
    "events": "evt",
    "counts": "cnt",
}


def identifier(table: str, description: str, *, unique: bool = False, nullable: bool = False) -> Any:
    """A column of ids of `table`: its prefix and 16 lower-case base-32 letters or digits."""
    pattern = rf"^{ID_PREFIXES[table]}_[a-z2-7]{{16}}$"
    return pa.Field(description=description, unique=unique, nullable=nullable, str_matches=pattern)


def partial_date(description: str) -> Any:
    """A partial date: a day, a month, a year or a closed interval of them; null where no text says."""
    return pa.Field(description=description, nullable=True, str_matches=EDTF_PATTERN)


def country_code(description: str) -> Any:
    """An ISO 3166-1 alpha-2 code; null where no text says."""
    return pa.Field(description=description, nullable=True, str_matches=COUNTRY_PATTERN)


def term(vocabulary: list[str], description: str, *, nullable: bool = False) -> Any:
    """A term of a closed vocabulary."""
    return pa.Field(description=description, nullable=nullable, isin=vocabulary)


def text(description: str, *, nullable: bool = False) -> Any:
    """Words; empty ones are not allowed, a missing value is null."""
    return pa.Field(description=description, nullable=nullable, str_length={"min_value": 1})


def column(description: str, *, nullable: bool = False, unit: str | None = None, **checks: Any) -> Any:
    """Any other column."""
    return pa.Field(description=description, nullable=nullable, metadata={"unit": unit} if unit else None, **checks)
