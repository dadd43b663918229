"""Reading a word by a table of spellings, the longest that fits first."""

import re
from collections.abc import Mapping

from anyascii import anyascii


class Spelling:
    """A table of spellings and their sounds; letters outside of it are read as plain Latin letters."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = table
        changed = [spelling for spelling, sound in table.items() if spelling != sound or len(spelling) > 1]
        longest_first = sorted(changed, key=lambda spelling: (-len(spelling), spelling))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) + "|[^a-z]")

    def read(self, word: str) -> str:
        """The raw sound of a word."""
        return self._pattern.sub(self._sound, word)

    def _sound(self, found: re.Match[str]) -> str:
        letters = found[0]
        sound = self._table.get(letters)
        if sound is not None:
            return sound
        return "".join(self._table.get(letter, letter) for letter in anyascii(letters).lower() if letter.isalpha())
