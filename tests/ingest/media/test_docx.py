"""Word documents."""

import pytest

from flows.ingest.content import Unreadable
from flows.ingest.media.docx import read
from tests.ingest.builders import make_docx, make_zip


def test_paragraphs_and_table_rows_are_read_in_order() -> None:
    content = read(make_docx("One.", "Two.", title="A list", rows=(("Ana Prova", "6 years"), ("Uno Prova", "freed"))))
    assert content.text == "One.\n\nTwo.\n\nAna Prova\t6 years\n\nUno Prova\tfreed"
    assert (content.title, content.language, content.published) == ("A list", "en-GB", None)


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.ingest.archive.MAX_UNPACKED_BYTES", 1_000_000)
    with pytest.raises(Unreadable, match="zip bomb"):
        read(make_zip(word__xml=bytes(1_000_001)))


def test_a_broken_archive_says_so() -> None:
    with pytest.raises(Unreadable, match="broken"):
        read(make_docx("One.")[:-100])
