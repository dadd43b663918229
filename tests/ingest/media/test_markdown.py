"""Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.content import Unreadable
from flows.ingest.media.markdown import read

SOURCE = """# A *verdict*

Ana Prova was [freed](https://watch.example/a "title")
on **Monday**, ![a photo](a.png) he said.<br>

- one
- two `code`

<script>alert("x")</script>

<div>In a box</div>

| Name | Term |
| --- | --- |
| Uno | 6 |
"""


def test_marks_are_gone_and_words_stay() -> None:
    content = read(SOURCE.encode())
    blocks = [block.strip() for block in content.text.split("\n\n") if block.strip()]
    said = "Ana Prova was freed on Monday, a photo he said."
    assert blocks == ["A verdict", said, "one", "two code", "In a box", "Name", "Term", "Uno", "6"]
    assert content.title == "A verdict"


def test_a_text_without_a_heading_has_no_title() -> None:
    assert read(b"Words.").title is None


def test_too_much_is_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.ingest.media.markdown.MAX_MARKDOWN_CHARACTERS", 3)
    with pytest.raises(Unreadable, match="more than 3 characters"):
        read(b"four")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_any_text_is_read(source: str) -> None:
    assert isinstance(read(source.encode()).text, str)
