"""What a run is doing: one moving line on a terminal, plain lines elsewhere."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.status import Status

LOGGER = "habeas"


class _Moving(logging.Handler):
    def __init__(self, status: Status) -> None:
        super().__init__()
        self._status = status

    def emit(self, record: logging.LogRecord) -> None:
        self._status.update(escape(record.getMessage()))


@contextmanager
def progress(console: Console) -> Iterator[None]:
    """Shows what the logger `habeas` says."""
    logger = logging.getLogger(LOGGER)
    logger.setLevel(logging.INFO)
    logger.propagate = False  # the orchestrator prints what reaches the root logger
    with console.status("starting") as status:
        handler = _Moving(status) if console.is_terminal else logging.StreamHandler(console.file)
        logger.addHandler(handler)
        try:
            yield
        finally:
            logger.removeHandler(handler)
