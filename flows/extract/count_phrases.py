"""Phrases that say what is done to people, by the table `data/count_phrases.csv`: "let … go", "behind bars".

Words of a row, in order: `a|b` is either word, `word*` any word that begins so, `…` leaves room for up to GAP words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from flows.extract.lexicon import rows

GAP = 5


@dataclass(frozen=True, slots=True, order=True)
class Phrase:
    """text[start:end] says that `measure` is done."""

    start: int
    end: int
    measure: str


def phrases(text: str, start: int, end: int) -> list[Phrase]:
    """The phrases of text[start:end], in order; those of one measure do not overlap."""
    return sorted(
        Phrase(*match.span(), measure)
        for measure, pattern in _patterns().items()
        for match in pattern.finditer(text, start, end)
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """A pattern for each measure, of its phrases, the longest first."""
    by_measure: dict[str, list[str]] = {}
    for row in rows("count_phrases.csv"):
        by_measure.setdefault(row["measure"], []).append(row["phrase"])
    return {
        measure: re.compile("|".join(map(_source, sorted(found, key=len, reverse=True))), re.IGNORECASE)
        for measure, found in by_measure.items()
    }


def _source(phrase: str) -> str:
    """The regular expression of one phrase."""
    parts = [_word(word) for word in phrase.replace(" … ", " …").split()]
    return rf"\b{parts[0]}" + "".join(f"{_blank(part)}{part.removeprefix('…')}" for part in parts[1:]) + r"\b"


def _word(word: str) -> str:
    gap, bare = ("…", word[1:]) if word.startswith("…") else ("", word)
    either = "|".join(re.escape(each).replace(r"\*", r"\w*") for each in bare.split("|"))
    return f"{gap}(?:{either})"


def _blank(part: str) -> str:
    return rf"(?:[\s,]+[\w'’-]+){{0,{GAP}}}?\s+" if part.startswith("…") else r"\s+"
