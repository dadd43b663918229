"""A regular expression for any of many phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby


def any_of(phrases: Iterable[str], blank: str = " ") -> str:
    """The source of an expression that matches the longest of `phrases`, each blank in them by the expression `blank`.

    Phrases that begin alike are tried together: at most places of a text no phrase begins, which is told by its letter.
    """
    longest_first = sorted(set(phrases), key=lambda phrase: (phrase[0], -len(phrase), phrase))
    by_letter = groupby(longest_first, key=lambda phrase: phrase[0])
    return "|".join(
        f"{_source(letter, blank)}(?:{'|'.join(_source(phrase[1:], blank) for phrase in found)})"
        for letter, found in by_letter
    )


def _source(words: str, blank: str) -> str:
    return re.escape(words).replace(r"\ ", blank)
