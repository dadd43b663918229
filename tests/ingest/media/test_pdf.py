"""PDF."""

import pytest

from flows.ingest.content import Unreadable
from flows.ingest.media.pdf import read
from tests.ingest.builders import encrypt_pdf, make_pdf

LINES = "The court in Nordmark sen-\ntenced Ana Prova to six years\nin prison."


def test_pages_are_read_with_lines_joined() -> None:
    content = read(make_pdf(LINES, "A second page.", title="A verdict"))
    assert content.text == "The court in Nordmark sentenced Ana Prova to six years in prison.\n\nA second page."
    assert (content.title, content.language) == ("A verdict", "en-GB")
    assert content.published is None


def test_a_pdf_that_opens_without_a_password_is_read() -> None:
    assert "six years" in read(encrypt_pdf(make_pdf(LINES), "")).text


@pytest.mark.parametrize(
    ("data", "check"),
    [
        (make_pdf(""), "has_text"),
        (encrypt_pdf(make_pdf(LINES), "secret"), "unlocked"),
        (make_pdf(LINES)[:-200], "whole"),
        (b"%PDF-1.7\nnothing\n%%EOF\n", "readable"),
    ],
)
def test_a_pdf_that_gives_no_text_says_why(data: bytes, check: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.check == check


def test_too_many_pages_are_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.ingest.media.pdf.MAX_PAGES", 1)
    with pytest.raises(Unreadable, match="more than 1 pages"):
        read(make_pdf("one", "two"))


def test_a_page_of_too_much_is_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.ingest.media.pdf.MAX_PDF_PAGE_BYTES", 50)
    with pytest.raises(Unreadable, match="a page of the PDF"):
        read(make_pdf(LINES))
