"""The review of people who may be one: both side by side, one key for each answer."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from flows.decisions.review import Question, Side

KEYS = {"s": "same", "d": "different", "u": "unsure"}
SKIP, LEAVE = "k", "q"
_END_OF_INPUT = "\x04"  # Ctrl-D, which a terminal hands on while it gives single keys
HELP = "[s]ame  [d]ifferent  [u]nsure for good  s[k]ip  [q]uit"
_SHOWN = ("person_id", "other_names", "country", "occupations", "status", "status_date", "first_seen", "last_seen")


class Answer(NamedTuple):
    """What was decided on a question."""

    question: Question
    outcome: str


def answers(questions: Iterable[Question], console: Console, key: Callable[[], str]) -> Iterator[Answer]:
    """Each answer as it is given; the end of input leaves, as the key to leave does."""
    for question in questions:
        console.print(show(question))
        console.print(HELP, markup=False)
        while (pressed := key()) not in {*KEYS, SKIP, LEAVE, ""}:
            pass
        if pressed in {LEAVE, ""}:
            return
        if pressed in KEYS:
            yield Answer(question, KEYS[pressed])


def show(question: Question) -> Table:
    """Both people side by side."""
    sides = (question.one, question.other)
    names = (escape(str(side.row["name"])) for side in sides)
    table = Table(*names, caption=escape(f"{question.score:.2f}: {question.why}"))
    for name in _SHOWN:
        if any(side.row[name] for side in sides):
            table.add_row(*(Text(f"{name}: {_words(side.row[name])}") for side in sides))
    table.add_row(*(Text("\n".join(_quotes(side))) for side in sides))
    return table


def read_key() -> str:
    """One key of the terminal; of other input the first letter of the next line; nothing where either ends."""
    if not sys.stdin.isatty():
        return next((line.strip()[:1] for line in sys.stdin if line.strip()), "")
    import termios  # noqa: PLC0415 - only where there is a terminal
    import tty  # noqa: PLC0415

    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin, termios.TCSADRAIN)  # what was pressed before it was asked for counts, too
        return sys.stdin.read(1).lower().replace(_END_OF_INPUT, "")
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def _words(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _quotes(side: Side) -> Iterator[str]:
    return (f"“…{quote}…”" for quote in side.quotes)
