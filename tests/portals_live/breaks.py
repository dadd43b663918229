"""What each change runs into, one fault after the other, before it comes through."""

import itertools
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from flows.portals import http
from flows.release.checksums import write_checksums
from tests.portals_live.proxy import (
    Due,
    Exchange,
    Fault,
    Proxy,
    cuts_upload,
    loses_answer,
    loses_request,
    passes,
    says,
    says_after,
)

STATUSES = ("429 Too Many Requests", "500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable")
PAGE = b"<html>Not now</html>"

BREAKS: dict[str, list[Fault]] = {
    "before the server did it": [*(says(each, PAGE, Retry_After="0") for each in STATUSES), loses_request, cuts_upload],
    "after the server did it": [*(says_after(each, PAGE, Retry_After="0") for each in STATUSES), loses_answer],
}
MANY = 1000


def break_all(proxy: Proxy, due: Due, breaks: Sequence[Fault], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request that `due` holds for runs into all the faults before it passes, which patience outlasts."""
    monkeypatch.setattr(http, "ATTEMPTS", 2 * len(breaks) + 2)
    monkeypatch.setattr(http, "LONGEST_WAIT", 0.05)
    proxy.once(due, in_turn(breaks), times=MANY)


def in_turn(breaks: Sequence[Fault]) -> Fault:
    """Each of the faults, then none, and again from the first one."""
    turns = itertools.cycle([*breaks, passes])

    def breaks_next(exchange: Exchange) -> None:
        next(turns)(exchange)

    return breaks_next


def enlarged(release: Path, folder: Path, size: int) -> Path:
    """A copy of a release with a table of `size` bytes."""
    folder.mkdir(parents=True)
    for path in release.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "counts.parquet").write_bytes(os.urandom(size))
    write_checksums(folder)
    return folder
