"""Decisions added to their files: each by one rename, so that a session can end at any time."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path

from flows.decisions.read import FOLDER
from flows.release.staging import put_in_place
from schemas.decisions import ROWS


def add_decisions(raw: Path, file: str, rows: Iterable[Mapping[str, str | None]]) -> Path:
    """Adds rows at the end of a file in `raw`/decisions, which is made where it is missing. Gives its path."""
    path = raw / FOLDER / f"{file}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text(encoding="utf-8-sig") if path.exists() else ",".join(ROWS[file].to_schema().columns)
    before = text if text.endswith("\n") else f"{text}\n"
    headings = next(csv.reader(StringIO(before)))
    after = StringIO()
    csv.DictWriter(after, headings, lineterminator="\n").writerows(rows)
    with put_in_place(path) as aside:
        aside.write_text(before + after.getvalue(), encoding="utf-8", newline="\n")
    return path
