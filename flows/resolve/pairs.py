"""Pairs of names as tab-separated files."""

import csv
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from flows.errors import CallFault

NAMES = ("name_a", "name_b")


def read_pairs(path: Path) -> list[dict[str, str]]:
    """The rows of a file. Raises CallFault where it has not the columns of a pair of names."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if missing := [name for name in NAMES if name not in (reader.fieldnames or ())]:
            raise CallFault(path, f"it has no column {' and no column '.join(missing)}", "Name them in its first line")
        return list(reader)


def write_pairs(rows: Iterable[Mapping[str, str]], path: Path | None) -> None:
    """Write rows to a file, or to the terminal."""
    if path is None:
        sys.stdout.write(_as_text(rows))
    else:
        path.write_text(_as_text(rows), encoding="utf-8", newline="\n")


def _as_text(rows: Iterable[Mapping[str, str]]) -> str:
    found = list(rows)
    columns = list(found[0]) if found else [*NAMES, "score", "why"]
    lines = [columns, *([row[column] for column in columns] for row in found)]
    return "".join("\t".join(line) + "\n" for line in lines)
