"""Explanations show the text with its claims, and what found each."""

import io

from rich.console import Console

from flows.extract.claims import Claims, CountClaim, EventClaim, Passage, PersonClaim
from flows.extract.explain import as_html, explain, marked

TEXT = "Tomas Verel was freed. Over 900 are held."
CLAIMS = Claims(
    people=(
        PersonClaim("Tomas Verel", (), "subject", ("poet",), (Passage(0, 11, "Tomas Verel", "name", "name cues"),)),
    ),
    events=(
        EventClaim("release", "2031", ("Tomas Verel",), None, "DE", "FR", None, 72, None, "asserted",
                   (Passage(0, 21, TEXT[:21], "row", "rule free"),)),
    ),
    counts=(
        CountClaim("held", 900, None, "more_than", None, None, None, None, "Over 900",
                   (Passage(23, 31, "Over 900", "row", "rule held"),)),
    ),
)  # fmt: skip


def shown() -> str:
    console = Console(file=io.StringIO(), width=160)
    console.print(explain(TEXT, CLAIMS))
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def test_each_claim_is_shown_with_its_words_and_its_rule() -> None:
    page = shown()
    for words in ("release · 2031 · Tomas Verel · DE → FR · 72 months", "Tomas Verel · subject · poet", "rule held"):
        assert words in page


def test_the_passages_are_marked_in_the_text() -> None:
    spans = {(span.start, span.end) for span in marked(TEXT, CLAIMS).spans}
    assert spans == {(0, 11), (0, 21), (23, 31)}


def test_a_page_is_html() -> None:
    page = as_html("<b>" + TEXT, Claims())
    assert page.startswith("<!DOCTYPE html>")
    assert "&lt;b&gt;" in page
