"""What a release holds as Parquet: the tables, the vocabularies that their terms are of, the words of names."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl
import pyarrow

from flows.release.name_words import COLUMNS, name_words
from schemas.tables import DERIVED, KEYS, MODELS, Tables, arrow_schema
from schemas.tables import key as declared_key
from schemas.vocabulary import VOCABULARIES as NAMES
from schemas.vocabulary import rows

VOCABULARIES = "vocabularies"
NAME_WORDS = "name_words"

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

# What tells the rows of the tables apart that no schema declares: they are the same whatever the documents say.
_KEYS = {VOCABULARIES: ("vocabulary", "term"), NAME_WORDS: tuple(COLUMNS)}
CONSTANT = frozenset(_KEYS)


class Content(NamedTuple):
    """One table of a release: its rows, sorted by `keys`, and its Arrow schema with descriptions.

    `lookups` are the columns by which single rows are asked for, but not sorted.
    """

    rows: pl.DataFrame
    schema: pyarrow.Schema
    keys: list[str]
    lookups: list[str]


def contents(tables: Tables) -> dict[str, Content]:
    """All that is known before anything is written, by name, in the order in which a reader meets it."""
    words = Content(name_words(), _name_words_schema(), list(COLUMNS), [])
    return {**{name: content(name, tables[name]) for name in MODELS}, VOCABULARIES: vocabularies(), NAME_WORDS: words}


def content(name: str, rows: pl.DataFrame) -> Content:
    """The content of a table that schemas/ declares."""
    keys = KEYS[name]
    lookups = [column for column in key(name) if column != keys[0]]
    return Content(rows.sort(keys, nulls_last=True), arrow_schema(name), keys, lookups)


def schemas() -> dict[str, pyarrow.Schema]:
    """The Arrow schemas of all that is written as Parquet, by name."""
    declared = {name: arrow_schema(name) for name in (*MODELS, *DERIVED)}
    return {**declared, VOCABULARIES: _vocabulary_schema(), NAME_WORDS: _name_words_schema()}


def key(name: str) -> tuple[str, ...]:
    """The columns that together tell the rows of a table apart; none where there are none."""
    return _KEYS[name] if name in _KEYS else declared_key(name)


def vocabularies() -> Content:
    """The closed vocabularies as one table, a row per term."""
    found = [{"vocabulary": name, **row} for name in NAMES for row in rows(name)]
    schema = pl.Schema(dict.fromkeys(VOCABULARY_COLUMNS, pl.String))
    terms = pl.DataFrame([{name: row.get(name) or None for name in schema} for row in found], schema=schema)
    keys = list(key(VOCABULARIES))
    return Content(terms.sort(keys), _vocabulary_schema(), keys, [])


def _vocabulary_schema() -> pyarrow.Schema:
    about = "One row per term of a closed vocabulary."
    return _schema(VOCABULARY_COLUMNS, about, needed={"vocabulary", "term", "meaning"})


def _name_words_schema() -> pyarrow.Schema:
    about = "One row per reading of a word that names are made of: by these, search_person finds a name in other forms."
    return _schema(COLUMNS, about, needed=set(COLUMNS))


def _schema(columns: Mapping[str, str], about: str, needed: set[str]) -> pyarrow.Schema:
    """The Arrow schema of texts with these descriptions."""
    fields = [
        pyarrow.field(name, pyarrow.string(), nullable=name not in needed, metadata={"description": description})
        for name, description in columns.items()
    ]
    return pyarrow.schema(fields, metadata={"description": about})
