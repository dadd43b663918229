"""The proof of withdrawals: no file of a release holds a withdrawn name."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
from polars import selectors as cs

from flows.errors import DataFault
from flows.withdrawals.matcher import Matcher

_IDS = "(_id|^documents|^sha256)$"  # opaque, and many
_QUOTED = ("quote", "prefix", "suffix")
_SCHEMA = "ARROW:schema"  # the names of the columns, in binary
NEXT = "Make a new release with `habeas run`, and take this one from the portals"


def withdrawal_faults(release: Path, matcher: Matcher) -> Iterator[DataFault]:
    """A fault for every file that holds a full name of a withdrawn person, or a surname alone as a value of a table."""
    for path in sorted(path for path in release.rglob("*") if path.is_file()):
        named = _named_cells(path, matcher) if path.suffix == ".parquet" else _named_lines(path, matcher)
        name = str(path.relative_to(release))
        places = sorted({*named, *(["its own name"] if matcher.spans(name) else [])})
        if places:
            yield DataFault(path, f"it holds a withdrawn name ({', '.join(places)})", NEXT)


def _named_cells(path: Path, matcher: Matcher) -> Iterator[str]:
    """The columns in which a cell names somebody, or is a surname; quotes are words of texts, where others bear it."""
    data = pl.read_parquet(path)
    for column in data.select((cs.string() | cs.by_dtype(pl.List(pl.String))) - cs.matches(_IDS)).iter_columns():
        values = column.explode() if column.dtype != pl.String else column
        alone = column.name not in _QUOTED
        if any(matcher.spans(text) or (alone and matcher.is_surname(text)) for text in values.drop_nulls().unique()):
            yield f"column {column.name}"
    told = pl.read_parquet_metadata(path)
    yield from (f"metadata {key}" for key, value in told.items() if key != _SCHEMA and matcher.spans(value))


def _named_lines(path: Path, matcher: Matcher) -> Iterator[str]:
    """The lines on which a name begins; it may go on after them."""
    text = path.read_text(encoding="utf-8", errors="replace")
    yield from (f"line {text.count(chr(10), 0, start) + 1}" for start, _ in matcher.spans(text))
