"""Files and folders that are written aside, and come into place by one rename: whole or not at all."""

import errno
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import CallFault, Fault

ASIDE = ".writing-"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
IN_THE_WAY = {errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENOTEMPTY}


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Makes `folder` where it is missing and keeps other writers out of it; what a dead one left aside is removed.

    Raises CallFault where somebody else writes, or where nothing can be written.
    """
    with faults_of_writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with _lock(folder):
            for leftover in folder.glob(f"{ASIDE}*"):
                remove(leftover)
            yield


@contextmanager
def put_in_place(target: Path) -> Iterator[Path]:
    """Gives a path beside `target` to write a file or a folder to; moves it to `target` once the block ends well."""
    aside = target.parent / f"{ASIDE}{target.name}-{secrets.token_hex(4)}"
    try:
        yield aside
        sync(aside)
        aside.rename(target)
        _sync_one(target.parent)
    except BaseException:
        remove(aside)
        raise


def point(link: Path, name: str) -> None:
    """Makes `link` lead to `name` beside it, by one rename."""
    with put_in_place(link) as aside:
        aside.symlink_to(name)


def sync(path: Path) -> None:
    """Brings a file, or a folder with all files in it, to the disk."""
    if path.is_symlink():
        return
    for below in sorted(path.rglob("*")):
        _sync_one(below)
    _sync_one(path)


def remove(path: Path) -> None:
    """Removes a file, a link or a folder with all in it, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def faults_of_writing(place: Path) -> Iterator[None]:
    """Tells a full disk and a forbidden place as faults that a user can mend."""
    try:
        yield
    except OSError as error:
        if fault := _fault(error, place):
            raise fault from error
        raise


def _fault(error: OSError, place: Path) -> Fault | None:
    where = error.filename or place
    if error.errno in FULL:
        return CallFault(where, "the disk is full", "Free some space, then run it again")
    if error.errno in FORBIDDEN:
        return CallFault(where, "it cannot be written there", "Allow writing in that folder, or name another one")
    if error.errno in IN_THE_WAY:
        return CallFault(where, "a file or a folder is in the way", "Move it, or name another place")
    return None


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise CallFault(folder, "another run is writing there", "Wait until it has ended") from error
    finally:
        os.close(handle)


def _sync_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
