"""Files under raw/."""

import os
from pathlib import Path

import pytest

from flows.ingest.content import Unreadable
from flows.ingest.files import name_of, read_bytes, walk
from tests.ingest.builders import put


def test_files_are_found_in_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b/c.txt", "a.txt", "b/a.txt", ".hidden", ".cache/x.txt", "b/.a.txt.part"):
        put(tmp_path, name, "x")
    assert [name_of(tmp_path, path) for path in walk(tmp_path)] == ["a.txt", "b/a.txt", "b/c.txt"]


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert list(walk(tmp_path / "none")) == []


def test_links_are_given_and_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "outside/a.txt", "x")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/folder").symlink_to(tmp_path / "outside")
    assert list(walk(tmp_path / "raw")) == [tmp_path / "raw/folder"]


def test_a_folder_that_cannot_be_entered_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(os, "scandir", refuse)
    assert list(walk(tmp_path)) == [tmp_path]
    with pytest.raises(Unreadable, match="cannot be entered"):
        read_bytes(tmp_path, tmp_path)


def test_a_name_that_is_no_utf_8_is_escaped(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    assert name_of(tmp_path, path) == "caf\\xe9.txt"


def test_bytes_of_a_file(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, put(tmp_path, "a.txt", "x")) == b"x"


def test_empty_large_and_odd_files_are_turned_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.ingest.files.MAX_FILE_BYTES", 3)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    put(tmp_path, "empty.txt", "")
    put(tmp_path, "large.txt", "four")
    found = {path.name: _check(tmp_path, path) for path in walk(tmp_path)}
    assert found == {"broken.txt": "readable", "empty.txt": "not_empty", "large.txt": "size", "pipe.txt": "is_file"}


def _check(raw: Path, path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_bytes(raw, path)
    return caught.value.check
