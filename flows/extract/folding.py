"""One form for words that differ in case, in kind of blank or in kind of apostrophe only."""

from __future__ import annotations

_ALIKE = str.maketrans({"’": "'", "ʼ": "'", "ı": "i", "\u0307": None})


def fold(surface: str) -> str:
    """`surface` in lower case, with single blanks and plain apostrophes; dotted and dotless i are one letter.

    >>> fold("The  Côte d’Ivoire")
    "the côte d'ivoire"
    """
    return " ".join(surface.casefold().translate(_ALIKE).split())
