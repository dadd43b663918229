"""The proof of withdrawals: no file of a release holds a withdrawn name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import polars as pl
from polars import selectors as cs

from flows.errors import DataFault
from flows.withdrawals.leave_out import MASKED_ALONE
from flows.withdrawals.matcher import Matcher

_IDS = "(_id|^documents|^sha256)$"  # opaque, and many
_REJECTED = "rejected"
_QUOTED = ("quote", "prefix", "suffix")
_SCHEMA = "ARROW:schema"  # the names of the columns, in binary
_NAME_WORDS = "name_words.parquet"  # words of every name, and nobody's
NEXT = "Make a new release with `habeas run`, and take this one from the portals"


class Place(NamedTuple):
    """A text of a release, and where it stands; the whole of a file has no name but the numbers of its lines.

    `alone` tells how much of it a withdrawn surname must be to be a fault: all (`whole`), any word, or nothing will do.
    """

    name: str
    text: str
    alone: Literal["whole", "word", "never"] = "never"

    def at(self, start: int) -> str:
        """The name of the place where a letter stands."""
        return self.name or f"line {self.text.count(chr(10), 0, start) + 1}"


def withdrawal_faults(release: Path, matcher: Matcher) -> Iterator[DataFault]:
    """A fault for every file that holds a full name of a withdrawn person, or a surname alone as a value of a table."""
    for path in _files(release):
        places = sorted({place.at(start) for place in _places(path, release) for start in _named(place, matcher)})
        if places:
            yield DataFault(path, f"it holds a withdrawn name ({', '.join(places)})", NEXT)


def suspects(release: Path, matcher: Matcher) -> Iterator[str]:
    """A line for every word that may be of a withdrawn name, though too little says so: for a person to look at.

    It is the coarser proof beside `withdrawal_faults`, since these find only what the masking would have found.
    """
    for path in _files(release):
        found = {
            (place.at(start), " ".join(place.text[start:end].split()))
            for place in _places(path, release)
            for start, end in matcher.suspects(place.text)
        }
        yield from (
            f"{path}, {where}: “{words}” sounds a little like a withdrawn name" for where, words in sorted(found)
        )


def _files(release: Path) -> list[Path]:
    return sorted(path for path in release.rglob("*") if path.is_file() and path.name != _NAME_WORDS)


def _places(path: Path, release: Path) -> Iterator[Place]:
    yield Place("its own name", str(path.relative_to(release)))
    if path.suffix == ".parquet":
        yield from _cells(path)
    else:
        yield Place("", path.read_text(encoding="utf-8", errors="replace"))


def _cells(path: Path) -> Iterator[Place]:
    """The distinct texts of each column; quotes are words of texts, where others bear a surname."""
    data = pl.read_parquet(path)
    for column in data.select((cs.string() | cs.by_dtype(pl.List(pl.String))) - cs.matches(_IDS)).iter_columns():
        values = column.explode() if column.dtype != pl.String else column
        alone: Literal["whole", "word", "never"] = "never" if column.name in _QUOTED else "whole"
        if path.stem == _REJECTED and column.name in MASKED_ALONE:
            alone = "word"
        yield from (Place(f"column {column.name}", text, alone) for text in values.drop_nulls().unique().sort())
    told = pl.read_parquet_metadata(path)
    yield from (Place(f"metadata {key}", value) for key, value in sorted(told.items()) if key != _SCHEMA)


def _named(place: Place, matcher: Matcher) -> Iterator[int]:
    """Where withdrawn names begin; they may go on after the line."""
    yield from (start for start, _ in matcher.spans(place.text))
    if place.alone == "whole" and matcher.is_surname(place.text):
        yield 0
    if place.alone == "word":
        yield from (start for start, _ in matcher.surnames(place.text))
