"""Plain text."""

from flows.ingest.media.plain import read


def test_wrapped_lines_become_paragraphs() -> None:
    wrapped = ("word " * 15).strip() + "\r\n" + ("next " * 15).strip() + "\r\n" + "more " * 15 + "\r\nend.\r\n\r\nLast."
    assert read(wrapped.encode()).text.count("\n\n") == 1
