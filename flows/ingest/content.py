"""What a reader of a medium gives, and how it says that it cannot."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file, blank lines between paragraphs, and what the file's own metadata say about it."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None


class Unreadable(Exception):  # noqa: N818 - says what the file is
    """A file that gives no text: the check that it failed, and the reason in words."""

    def __init__(self, check: str, reason: str) -> None:
        super().__init__(check, reason)
        self.check = check
        self.reason = reason


@contextmanager
def parsing() -> Iterator[None]:
    """Whatever a parser raises within is Unreadable: on a broken file it may raise anything at all."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:
        reason = f"it is broken ({type(error).__name__}: {error}); fetch it again or save it anew"
        raise Unreadable("readable", reason) from error
