"""What a release holds as Parquet: the tables, and the vocabularies that their terms are of."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl
import pyarrow

from schemas.tables import KEYS, MODELS, Tables, arrow_schema
from schemas.vocabulary import VOCABULARIES, rows

VOCABULARY_COLUMNS = {
    "vocabulary": "Name of the vocabulary.",
    "term": "The term, as it stands in the tables.",
    "meaning": "What the term means.",
    "example": "Words that it stands for.",
    "leaves": "Status in which an act of this type leaves a person; null where it changes none.",
    "ace_ere": "Type of the act in ACE and ERE.",
    "cameo": "Code of the act in CAMEO.",
    "plover": "Code of the act in PLOVER.",
    "huridocs": "Terms of the act in the HURIDOCS micro-thesauri.",
}


class Content(NamedTuple):
    """One table of a release: its rows, sorted by `keys`, and its Arrow schema with descriptions."""

    rows: pl.DataFrame
    schema: pyarrow.Schema
    keys: list[str]


def contents(tables: Tables) -> Mapping[str, Content]:
    """All that is written as Parquet, by name, in the order in which a reader meets it."""
    published = {
        name: Content(tables[name].sort(KEYS[name], nulls_last=True), arrow_schema(name), KEYS[name]) for name in MODELS
    }
    return {**published, "vocabularies": vocabularies()}


def schemas() -> dict[str, pyarrow.Schema]:
    """The Arrow schemas of all that is written as Parquet, by name."""
    return {**{name: arrow_schema(name) for name in MODELS}, "vocabularies": _vocabulary_schema()}


def vocabularies() -> Content:
    """The closed vocabularies as one table, a row per term."""
    found = [{"vocabulary": name, **row} for name in VOCABULARIES for row in rows(name)]
    schema = pl.Schema(dict.fromkeys(VOCABULARY_COLUMNS, pl.String))
    terms = pl.DataFrame([{name: row.get(name) or None for name in schema} for row in found], schema=schema)
    keys = ["vocabulary", "term"]
    return Content(terms.sort(keys), _vocabulary_schema(), keys)


def _vocabulary_schema() -> pyarrow.Schema:
    needed = {"vocabulary", "term", "meaning"}
    fields = [
        pyarrow.field(name, pyarrow.string(), nullable=name not in needed, metadata={"description": description})
        for name, description in VOCABULARY_COLUMNS.items()
    ]
    return pyarrow.schema(fields, metadata={"description": "One row per term of a closed vocabulary."})
