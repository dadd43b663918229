"""The proof of withdrawals: no file of a release holds a withdrawn name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from flows.errors import DataFault
from flows.withdrawals.matcher import Matcher

NEXT = "Make a new release with `habeas run`, and take this one from the portals"


def withdrawal_faults(release: Path, matcher: Matcher) -> Iterator[DataFault]:
    """A fault for every file that holds a full name of a withdrawn person, and for every person called so."""
    for path in sorted(path for path in release.rglob("*") if path.is_file()):
        texts = _cells(path) if path.suffix == ".parquet" else _lines(path)
        is_named = bool(matcher.spans(path.name))
        places = sorted({place for place, text in texts if is_named or matcher.spans(text)})
        if places:
            yield DataFault(path, f"it holds a withdrawn name ({', '.join(places)})", NEXT)
    people = pl.read_parquet(release / "people.parquet", columns=["person_id", "name"])
    for person_id, name in people.iter_rows():
        if matcher.who(name) is not None:
            yield DataFault(release / "people.parquet", f"row {person_id} is a withdrawn person", NEXT)


def _cells(path: Path) -> Iterator[tuple[str, str]]:
    data = pl.read_parquet(path)
    for column in data.select(pl.col(pl.String, pl.List(pl.String))).iter_columns():
        values = column.explode() if column.dtype != pl.String else column
        yield from ((f"column {column.name}", text) for text in values.drop_nulls().unique().sort())


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    text: Any = path.read_text(encoding="utf-8", errors="replace")
    yield from ((f"line {number}", line) for number, line in enumerate(text.splitlines(), start=1))
