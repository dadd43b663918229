"""Names with all that spelling habits change taken away."""

import re
import unicodedata

_HYPHENS = re.compile(r"[-‐‑–]")
_APOSTROPHES = re.compile(r"['’‘ʼʹ`´]")
_DIACRITIC = 200  # canonical combining classes from here on are accents; below are vowel killers and nuktas


def fold(name: str) -> str:
    """The name without case, diacritics, hyphens and apostrophes, its parts one space apart."""
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in letters if unicodedata.combining(letter) < _DIACRITIC)
    return " ".join(_HYPHENS.sub(" ", _APOSTROPHES.sub("", plain)).casefold().split())
