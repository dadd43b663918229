"""What the verbs print: the summary of a run, and the tables of a release."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
from rich.console import RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from flows.summary import Summary

NEXT = "SELECT as_of, qualifier, value, source, publisher FROM held_over_time ORDER BY as_of_last DESC LIMIT 10"


def outcome(summary: Summary, release: Path, data: Path, *, new: bool) -> Iterator[RenderableType]:
    """What a run gave, and what to do next: lines that can be pasted stand by themselves."""
    table = Table.grid(padding=(0, 2))
    for name, rows in summary.rows.items():
        table.add_row(name, Text(f"{rows:,}", justify="right"))
    yield Panel.fit(table, title=f"Habeas {release.name}")
    yield from (Text(f"rejected by {stage}, check {check}: {rows:,}") for stage, check, rows in summary.rejected)
    yield from (Text(f"{label}: {told}") for label, told in _figures(summary) if told)
    yield Text(f"release: {release}{'' if new else ' (nothing has changed since)'}, with every check in REPORT.md")
    elsewhere = "" if data == Path() else f" --data {shlex.quote(str(data))}"
    yield Text(f'try next: habeas query "{NEXT}"{elsewhere}')


def _figures(summary: Summary) -> Iterator[tuple[str, str | None]]:
    yield "headline", summary.headline
    yield "latest noted figure", summary.noted


def columns(release: Path) -> Iterator[RenderableType]:
    """The tables of a release: what a row is, and what each column holds."""
    for path in sorted(release.glob("*.parquet")):
        schema = pq.read_schema(path)
        table = Table(title=escape(path.stem), caption=_metadata(schema, b"description"), title_justify="left")
        for heading in ("column", "type", "unit", "holds"):
            table.add_column(heading)
        for field in schema:
            table.add_row(field.name, str(field.type), _metadata(field, b"unit"), _metadata(field, b"description"))
        yield table


def _metadata(described: object, key: bytes) -> str:
    words: bytes = (getattr(described, "metadata", None) or {}).get(key, b"")
    return words.decode()
