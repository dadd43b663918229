"""The tables of name knowledge that lie beside the code, one CSV file each."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of `data/<table>.csv`, each a mapping from column to text."""
    text = (files(__package__) / "data" / f"{table}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
