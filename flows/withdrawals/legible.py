"""A text as its reader sees it: what hides a name from a search and not from an eye is undone, place by place."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from unicodedata import category, normalize
from urllib.parse import unquote

from flows.resolve.names.tables import rows

Span = tuple[int, int]

_PIECE = re.compile(r"(?:%[0-9A-Fa-f]{2})+|[-\u2010\u2011\u00ad][ \t]*\r?\n\s*(?=[^\W\d_])|.", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_NON_JOINER = "\u200c"  # parts the letters of Persian words


class Legible(NamedTuple):
    """The text, and for each of its letters where that stands in the original."""

    text: str
    places: list[Span]

    def original(self, start: int, end: int) -> Span:
        """Where a place of the text stands in the original."""
        return self.places[start][0], self.places[end - 1][1]


def legible(text: str) -> Legible:
    """The text without invisible letters and hyphens at line ends, addresses decoded, each letter in its plain form.

    A word that mixes alphabets is read in the one that all its letters look like.
    """
    pieces = [(letter, found.span()) for found in _PIECE.finditer(text) for letter in _letters(found[0], text, found)]
    plain = "".join(letter for letter, _ in pieces)
    return Legible(_WORD.sub(lambda word: _unmixed(word[0]), plain), [place for _, place in pieces])


def _letters(piece: str, text: str, found: re.Match[str]) -> Iterator[str]:
    if len(piece) == 1:
        if piece.isascii():
            yield piece
        elif category(piece) != "Cf" or (piece == _NON_JOINER and "\u0600" < text[found.start() - 1] < "\u0700"):
            yield from normalize("NFKC", piece)
    elif piece[0] == "%":
        yield from unquote(piece)
    elif not text[found.end()].islower():
        yield "-"


def _unmixed(word: str) -> str:
    if word.isascii():
        return word
    to_latin, to_cyrillic = _lookalikes()
    latin = {letter for letter in word if letter.isascii()}
    if not latin or len(latin) == len(set(word)) or not any(ord(letter) in to_latin for letter in word):
        return word
    return word.translate(to_latin if any(ord(letter) not in to_cyrillic for letter in latin) else to_cyrillic)


@cache
def _lookalikes() -> tuple[dict[int, str], dict[int, str]]:
    """Letters by their Latin twins, and Latin letters by their Cyrillic ones."""
    pairs = [(row["letter"], row["latin"]) for row in rows("lookalikes")]
    to_latin = {ord(letter): latin for letter, latin in pairs}
    return to_latin, {ord(latin): letter for letter, latin in reversed(pairs) if "\u0400" <= letter <= "\u052f"}
