"""A prompt for queries, with a history that is kept between sessions."""

import readline
from collections.abc import Iterator
from pathlib import Path

import duckdb
from rich.console import Console
from rich.markup import escape

from flows.errors import CallFault
from flows.terminal.results import ask, show

PROMPT, MORE = "habeas> ", "   ...> "
LEAVE = {"exit", "quit", ".exit", ".quit", "\\q"}


def prompt(connection: duckdb.DuckDBPyConnection, console: Console, history: Path) -> None:
    """Answer queries until the user leaves. A query ends with a semicolon, an empty line or the end of input."""
    history.parent.mkdir(parents=True, exist_ok=True)
    history.touch()
    readline.read_history_file(history)
    console.print("A query ends with a semicolon. SHOW TABLES lists what there is; exit leaves.")
    try:
        for query in _queries():
            _answer(connection, console, query)
    finally:
        readline.write_history_file(history)


def _queries() -> Iterator[str]:
    lines: list[str] = []
    while True:
        try:
            line = input(MORE if lines else PROMPT).strip()
        except EOFError:
            break
        if not lines and line.lower() in LEAVE:
            return
        lines.append(line)
        if not line or line.endswith(";"):
            yield "\n".join(lines)
            lines = []
    yield "\n".join(lines)


def _answer(connection: duckdb.DuckDBPyConnection, console: Console, query: str) -> None:
    if not query.strip():
        return
    try:
        show(ask(connection, query), console)
    except CallFault as fault:
        console.print(f"[red]{escape(fault.what)}[/red]")
