"""An empty folder for a dataset of one's own."""

from importlib.resources import files
from pathlib import Path

from flows.errors import CallFault

_TEMPLATES = ("dataset.toml", "example-sidecar.toml", "example-record.toml")
_FOLDERS = ("documents", "records", "decisions")


def init(folder: Path) -> list[Path]:
    """Make `folder` ready to hold a dataset: raw/ with its folders, and templates with comments. Gives what it wrote.

    Raises CallFault where `folder` is not empty, no folder, or cannot be written to.
    """
    try:
        _check_empty(folder)
        return _write(folder / "raw")
    except OSError as error:
        raise CallFault(
            folder, f"it cannot be written to ({error.strerror})", "Name a folder that you may write to"
        ) from error


def _check_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise CallFault(folder, "it is a file", "Name a new folder")
    if folder.is_dir() and any(folder.iterdir()):
        raise CallFault(folder, "it is not empty", "Name a new or an empty folder; nothing was written")


def _write(raw: Path) -> list[Path]:
    for name in _FOLDERS:
        (raw / name).mkdir(parents=True)
    for name in _TEMPLATES:
        template = files("flows.ingest") / "templates" / name
        (raw / name).write_text(template.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    return [raw / name for name in (*_FOLDERS, *_TEMPLATES)]
