"""A quote is its text at its place, and so are the words around it."""

from typing import Any

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.quotes import QuoteFault, hold_quotes
from schemas.tables import frame
from tests.release.invented import DOCUMENTS, TEXTS, invented, passage

EVIDENCE = invented()["evidence"]
AT_HAND = {DOCUMENTS[name]: text for name, text in TEXTS.items()}
QUOTED = EVIDENCE.filter(pl.col("quote").is_not_null())


def test_true_quotes_hold() -> None:
    hold_quotes(EVIDENCE, AT_HAND)


@given(text=st.text(min_size=1), data=st.data())
def test_a_slice_of_a_text_holds(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    around = {"prefix": text[max(0, start - 3) : start], "suffix": text[end : end + 3]}
    row = {**passage("people", "per", "page", None), "start": start, "end": end, "quote": text[start:end], **around}
    evidence = frame("evidence", [row])
    hold_quotes(evidence, {DOCUMENTS["page"]: text})
    other = data.draw(st.text())
    assume(other[start:end] != text[start:end])
    with pytest.raises(QuoteFault):
        hold_quotes(evidence, {DOCUMENTS["page"]: other})


@pytest.mark.parametrize(
    "change",
    [{"start": 0}, {"quote": "Else"}, {"prefix": "else"}, {"suffix": "else"}, {"document_id": DOCUMENTS["page"]}],
)
def test_what_is_not_there_is_told_with_its_place(change: dict[str, Any]) -> None:
    row = {**QUOTED.row(0, named=True), **change}
    with pytest.raises(QuoteFault, match=f"evidence {row['evidence_id']} of document {row['document_id']}"):
        hold_quotes(frame("evidence", [row]), AT_HAND)
