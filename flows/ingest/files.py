"""Files under raw/: which there are, what they are called in messages, and their bytes."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from flows.ingest.content import Unreadable
from flows.ingest.limits import MAX_FILE_BYTES, MEGABYTE


def name_of(raw: Path, path: Path) -> str:
    """The place of `path` under `raw`, as `documents/ohchr/a.txt`; bytes that are no UTF-8 are escaped."""
    return os.fsencode(path.relative_to(raw).as_posix()).decode("utf-8", "backslashreplace")


def walk(folder: Path) -> Iterator[Path]:
    """Every file below `folder`, and every link or folder that cannot be entered, but for names that begin with a dot.

    Links are not followed: each is given as it is.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry))
        else:
            yield Path(entry)


def is_inside(raw: Path, path: Path) -> bool:
    """Whether `path`, all links followed, lies under `raw`."""
    return path.resolve().is_relative_to(raw.resolve())


def read_bytes(raw: Path, path: Path) -> bytes:
    """The bytes of a file. Raises Unreadable where it is no file, lies outside `raw`, is empty or too large."""
    try:
        return _read_checked(raw, path)
    except OSError as error:
        raise Unreadable("readable", f"it cannot be opened ({error.strerror}); check its permissions") from error


def _read_checked(raw: Path, path: Path) -> bytes:
    if not is_inside(raw, path):
        raise Unreadable("inside_raw", "it is a link that leads out of the raw folder; put the file itself there")
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("is_file", "it is no file, or a folder that cannot be entered; put files there")
    if status.st_size > MAX_FILE_BYTES:
        raise Unreadable("size", f"it is too large: more than {MAX_FILE_BYTES // MEGABYTE} MB; split it")
    data = path.read_bytes()
    if not data:
        raise Unreadable("not_empty", "it is empty; fetch it again or remove it")
    return data
