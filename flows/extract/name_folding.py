"""Names folded, so that two ways to write one name compare equal."""

import unicodedata
from functools import lru_cache

_DIACRITIC = 200  # canonical combining classes from here on are accents; below are vowel killers and nuktas
_SPACED = str.maketrans(dict.fromkeys("-‐‑", " "))
_DROPPED = str.maketrans(dict.fromkeys("'’ʼ‘ʻ`ʿʾ´."))
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a"})


@lru_cache(maxsize=20_000)
def fold_name(name: str) -> str:
    """`name` without case, diacritics, hyphens, apostrophes and full stops."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(letter for letter in letters if unicodedata.combining(letter) < _DIACRITIC)
    return " ".join(plain.translate(_LETTERS).translate(_SPACED).translate(_DROPPED).split())
