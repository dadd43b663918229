"""The check that every quote is its text at its place (W3C Web Annotation text position and quote selectors)."""

from collections.abc import Mapping
from typing import Any

import polars as pl

MASK = "█"  # stands for each letter of a withdrawn name


class QuoteFault(ValueError):  # noqa: N818 - the counterpart of Fault
    """A quote is not the text at its place: a bug of whoever made it."""


def hold_quotes(evidence: pl.DataFrame, texts: Mapping[str, str]) -> None:
    """Raises QuoteFault, naming the place, unless every quote and the words around it are its text at its place.

    `texts`: the clean text of each document that is quoted, by document_id; places are in code points.
    """
    for row in evidence.filter(pl.col("quote").is_not_null()).iter_rows(named=True):
        if fault := quote_fault(row, texts.get(row["document_id"])):
            raise QuoteFault(f"evidence {row['evidence_id']} of document {row['document_id']}: {fault}")


def quote_fault(row: Mapping[str, Any], text: str | None) -> str | None:
    """What is wrong with a row of evidence that has a quote, or None."""
    if text is None:
        return "its text is not at hand"
    start, end, prefix, suffix = row["start"], row["end"], row["prefix"] or "", row["suffix"] or ""
    if not _reads(text[start:end], row["quote"]):
        return f"text[{start}:{end}] is {text[start:end]!r}, the quote is {row['quote']!r}"
    if not _reads(text[max(0, start - len(prefix)) : start], prefix):
        return f"the words before {start} are not {prefix!r}"
    if not _reads(text[end : end + len(suffix)], suffix):
        return f"the words after {end} are not {suffix!r}"
    return None


def _reads(text: str, words: str) -> bool:
    """Whether the words are the text, but for what is masked in them."""
    if MASK not in words:
        return text == words
    return len(text) == len(words) and all(word in (letter, MASK) for letter, word in zip(text, words, strict=True))
