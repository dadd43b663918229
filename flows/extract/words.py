"""The words of a text with their places, and what kind of word each is."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from flows.extract.lexicon import (
    ambiguous_words,
    common_words,
    compound_ends,
    kind_of_word,
    particles,
    roles,
    titles,
    words_also_names,
)

_APOSTROPHES = "'’ʼ‘ʻ`ʿʾ"
_WORD = re.compile(
    rf"[sda]/[olp]\b|[{_APOSTROPHES}]?[^\W\d_](?:[^\W_]|[\u0300-\u036f])*"
    rf"(?:[-‐‑{_APOSTROPHES}][^\W\d_](?:[^\W_]|[\u0300-\u036f])*)*"
)
_SUFFIX = re.compile(rf"[{_APOSTROPHES}](?:[sS]|m|re|ll|ve|d)$")  # a possessive or a shortened verb
_ARTICLE = re.compile(rf"(?:al|el|an|ar|as|at|ash|ad|az|aş|d|l|t|ol|ul|ur|abu|ibn|bin)[-‐‑{_APOSTROPHES}][^\W\da-z_]")
_BREAK = re.compile(r"[.!?…:;][\"”’»)\]]*\s|\n|[“\"«‘(\[]$|^\s*[–—•*·]")


class Word(NamedTuple):
    """A word, text[start:end], without a possessive ending. `gap` is what stands between the word before and it."""

    text: str
    start: int
    end: int
    gap: str
    possessive: bool
    kind: str

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def opens(self) -> bool:
        """Whether a sentence, a line or a quotation begins with it."""
        return bool(_BREAK.search(self.gap)) or self.start == len(self.gap)


def split(text: str) -> list[Word]:
    """The words of a text, in order."""
    found: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        if text[start] in _APOSTROPHES and not _leads_a_name(text, start):
            start += 1
        owner = _SUFFIX.search(text, start, end)
        stop = owner.start() if owner and owner.start() > start else end
        word = text[start:stop]
        found.append(Word(word, start, stop, text[last:start], stop < end, _kind(word)))
        last = end
    return found


def first_word(words: list[Word], start: int) -> int:
    """Index of the first word that begins at or after the code point `start`."""
    return bisect_left(words, start, key=lambda word: word.start)


def _leads_a_name(text: str, start: int) -> bool:
    return text[start] in "ʿʾʻʼ" or (start > 0 and text[start - 1] == "-")


@lru_cache(maxsize=1 << 16)  # words of one text, and of the next, are mostly the same
def _kind(word: str) -> str:
    """initial, title, a kind of `not_names`, common, either (common and a name, too), name, particle or plain."""
    if not _is_capital(word):
        return "particle" if word in particles() else "plain"
    if len(word) == 1:
        return {"U": "title", "Y": "either"}.get(word, "initial")
    return _kind_of_capital(word)


def _kind_of_capital(word: str) -> str:
    plain = word.capitalize() if word.isupper() and len(word) > 3 else word
    lower = word.lower()
    first, hyphen, last = lower.rpartition("-")
    if lower in titles() or (hyphen and (last in titles() or last in roles())):
        return "title"
    if known := _kind_in_table(plain):
        return known
    if plain in words_also_names():
        return "either"
    if lower in roles():
        return "title"
    return "common" if _is_common(plain, first, last) else "name"


def _kind_in_table(word: str) -> str | None:
    """Kind by the table of words that are no names; the plural of a people is of the kind of the singular."""
    if word.endswith(("n't", "n’t")) or ("-" in word and word.rpartition("-")[2] in compound_ends()):
        return "function"
    plural_of = kind_of_word().get(word.removesuffix("s"))
    return kind_of_word().get(word) or (plural_of if plural_of == "place" else None)


def _is_common(word: str, first: str, last: str) -> bool:
    return word not in ambiguous_words() and last in common_words() and (not first or first in common_words())


def _is_capital(word: str) -> bool:
    first = word[1] if word[0] in _APOSTROPHES and len(word) > 1 else word[0]
    return first.isupper() or first.istitle() or bool(_ARTICLE.match(word))
