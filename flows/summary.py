"""What a run gave, in the few lines that a person likes to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
import pycountry

from schemas.tables import Tables
from schemas.vocabulary import rows

COUNTED = ("documents", "people", "events", "counts", "rejected")
_PHRASES = {row["term"]: row["phrase"] for row in rows("qualifiers")}


@dataclass(frozen=True, slots=True)
class Summary:
    """Rows per table; how many were rejected by which check of which stage; the newest figures of the people held,
    as a text gives it and as a record does."""

    rows: Mapping[str, int]
    rejected: tuple[tuple[str, str, int], ...]
    headline: str | None
    noted: str | None


def summarise(tables: Tables) -> Summary:
    """The summary of the tables of a release."""
    held = tables["counts"].filter(pl.col("measure") == "held", pl.col("group_description").is_null())
    kinds = held.join(tables["documents"].select("document_id", "kind", "publisher"), on="document_id")
    return Summary(
        {name: tables[name].height for name in COUNTED},
        tuple(tables["rejected"].group_by("stage", "check").len().sort("stage", "check").iter_rows()),
        _newest(kinds.filter(pl.col("kind") == "text")),
        _newest(kinds.filter(pl.col("kind") == "cited")),
    )


def _newest(counts: pl.DataFrame) -> str | None:
    """The figure with the latest date, the largest of several."""
    dated = counts.filter(pl.col("as_of_last").is_not_null()).sort("as_of_last", "value", "count_id")
    return sentence(dated.row(-1, named=True)) if dated.height else None


def sentence(count: Mapping[str, Any]) -> str:
    """One count in words, such as "more than 1,100 held in Belarus as of 2025-12-17, human rights defenders"."""
    number = _PHRASES[count["qualifier"]].format(**count)
    place = f" in {country_name(count['country'])}" if count["country"] else ""
    source = count["source"] or count.get("publisher")
    return f"{number} held{place} as of {count['as_of']}" + (f", {source}" if source else "")


def country_name(code: str) -> str:
    """The usual short name of a country; the code itself where ISO knows none."""
    country = pycountry.countries.get(alpha_2=code)
    return str(getattr(country, "common_name", country.name)) if country else code
