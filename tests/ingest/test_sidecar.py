"""Sidecars."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.errors import DataFault
from flows.ingest.sidecar import Sidecar, read_sidecar, without_sidecars
from tests.ingest.builders import put


def test_all_keys_are_read(tmp_path: Path) -> None:
    digest = "0" * 64
    source = f"""
    title = " A title "
    publisher = "Watch House"
    published = 2031-04-02
    language = "en"
    url = "https://watch.example/a"
    licence = "CC0"
    retrieved = 2031-04-03T09:30:00Z
    sha256 = "{digest}"
    """
    put(tmp_path, "a.toml", source)
    assert read_sidecar(tmp_path, tmp_path / "a.txt") == Sidecar(
        title="A title",
        publisher="Watch House",
        published=date(2031, 4, 2),
        language="en",
        url="https://watch.example/a",
        licence="CC0",
        retrieved=datetime(2031, 4, 3, 9, 30, tzinfo=UTC),
        sha256=digest,
    )


def test_no_sidecar_says_nothing(tmp_path: Path) -> None:
    assert read_sidecar(tmp_path, tmp_path / "a.txt") == Sidecar()


def test_a_day_in_quotes_and_a_mark_of_byte_order_are_fine(tmp_path: Path) -> None:
    put(tmp_path, "a.toml", '\ufeffpublished = "2031-04-02"')
    assert read_sidecar(tmp_path, tmp_path / "a.txt").published == date(2031, 4, 2)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("title = unquoted", "it is not TOML"),
        ("a = " + "[" * 5000, "it is not TOML"),
        (b"title = '\xff'", "it is not TOML"),
        ('publisherr = "x"', "key 'publisherr' is not known"),
        ("title = 3", "key 'title'"),
        ('title = " "', "key 'title'"),
        ("published = 2031", "key 'published'"),
        ("published = 2031-04-02T10:00:00Z", "key 'published'"),
        ('published = "April 2031"', "key 'published'"),
        ('language = "English"', "key 'language': it must be a language code"),
        ('url = "watch.example"', "key 'url': it must be an address"),
        ('url = "javascript:alert(1)"', "key 'url': it must be an address"),
        ("retrieved = 2031-04-03T09:30:00", "key 'retrieved'"),
        ('sha256 = "abc"', "key 'sha256'"),
        ("#" * 100_001, "more than"),
    ],
)
def test_a_fault_names_file_and_key_and_the_known_keys(tmp_path: Path, source: str | bytes, said: str) -> None:
    put(tmp_path, "documents/a.toml", source)
    with pytest.raises(DataFault) as caught:
        read_sidecar(tmp_path, tmp_path / "documents/a.txt")
    assert str(caught.value).startswith("documents/a.toml: ")
    assert said in str(caught.value)


def test_a_sidecar_that_cannot_be_opened_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, f"Permission denied ({mode})", str(path))

    put(tmp_path, "a.toml", "")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DataFault, match="Permission denied"):
        read_sidecar(tmp_path, tmp_path / "a.txt")


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/nowhere")])
def test_a_sidecar_that_is_no_file_is_not_opened(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "a.toml")
    with pytest.raises(DataFault, match="it is no file"):
        read_sidecar(tmp_path, tmp_path / "a.txt")


def test_sidecars_stand_aside_for_what_they_are_about() -> None:
    paths = [Path(name) for name in ("b.toml", "a.toml", "a.txt", "a.1.pdf", "a.1.toml")]
    assert without_sidecars(paths) == [Path("a.1.pdf"), Path("a.txt"), Path("b.toml")]
