"""Rows of `evidence`: the passages of the claims of a row, with the words around them."""

from collections.abc import Iterator, Mapping
from typing import Any

from flows.extract.claims import Certainty, Claim, EventClaim, Passage
from flows.resolve.claimed import Claimed
from schemas.evidence import CONTEXT

Row = dict[str, Any]


def evidence_rows(row_id: str, claimed: Claimed[Any], texts: Mapping[str, str]) -> Iterator[Row]:
    """One row per passage of the claim; for a noted claim one row without a quote, the cited page being its evidence.

    Raises ValueError where a quote is not the text at its place: that is a bug of whoever read the text.
    """
    if claimed.noted_in:
        yield _row(row_id, claimed) | {"field": "row", "method": f"noted in {claimed.noted_in}"}
    for evidence_id, passage in zip(claimed.evidence_ids, claimed.claim.passages, strict=not claimed.noted_in):
        quoted = _quoted(passage, claimed, texts[claimed.document_id])
        yield _row(row_id, claimed) | quoted | {"evidence_id": evidence_id}


def _row(row_id: str, claimed: Claimed[Any]) -> Row:
    return {
        "evidence_id": claimed.evidence_ids[0],
        "table": claimed.table,
        "row_id": row_id,
        "document_id": claimed.document_id,
        "certainty": _certainty(claimed.claim),
    }


def _certainty(claim: Claim) -> Certainty:
    return claim.certainty if isinstance(claim, EventClaim) else "asserted"


def _quoted(passage: Passage, claimed: Claimed[Any], text: str) -> Row:
    start, end = passage.start, passage.end
    if text[start:end] != passage.quote:
        raise ValueError(
            f"document {claimed.document_id}, code points {start} to {end}: the text reads {text[start:end]!r}, "
            f"the claim quotes {passage.quote!r} (read by {passage.method})"
        )
    return {
        "start": start,
        "end": end,
        "quote": passage.quote,
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
        "field": passage.field,
        "method": passage.method,
        "certainty": passage.certainty,
    }
