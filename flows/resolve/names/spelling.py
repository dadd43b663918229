"""Reading a word by a table of spellings, the longest that fits first."""

import re
from collections.abc import Mapping

from anyascii import anyascii


class Spelling:
    """A table of spellings and their sounds; letters outside of it are read as plain Latin letters."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = table
        longest_first = sorted(table, key=lambda spelling: (-len(spelling), spelling))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) + "|[^a-z]")

    def read(self, word: str) -> str:
        """The raw sound of a word."""
        return self._pattern.sub(lambda found: self._sound(found[0]), word)

    def _sound(self, letters: str) -> str:
        sound = self._table.get(letters)
        if sound is not None:
            return sound
        return "".join(self._table.get(letter, letter) for letter in anyascii(letters).lower() if letter.isalpha())
