"""Words of names that no likeness of letters can tell: given names in other languages, Chinese characters."""

import re
from collections.abc import Iterator
from functools import cache

import polars as pl

from flows.resolve.names.han import readings
from flows.resolve.names.tables import rows

COLUMNS = {
    "word": "A given name in Latin letters, or a Chinese character, in small letters.",
    "reading": "The given name that it is a form of, or how the character may be read in Latin letters.",
    "kind": "What it is: form, short_form or character.",
}

# The commoner characters of GB 2312 (simplified) and of Big5 (traditional), by the first of their two bytes.
_STANDARDS = {"gb2312": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7)}
_FIRST = "\u4e00"  # before it stand signs
_PLAIN = re.compile("[a-z]+").fullmatch


@cache
def name_words() -> pl.DataFrame:
    """A row for each reading of each of these words, sorted."""
    found = {*_given_names(), *_surnames(), *_characters()}
    return pl.DataFrame(sorted(found), dict.fromkeys(COLUMNS, pl.String), orient="row")


def _given_names() -> Iterator[tuple[str, str, str]]:
    for row in rows("given_names"):
        for column, kind in (("forms", "form"), ("short_forms", "short_form")):
            yield from ((word, row["name"], kind) for word in row[column].casefold().split())


def _surnames() -> Iterator[tuple[str, str, str]]:
    for row in rows("eastern_surnames"):
        if len(row["surname"]) == 1:
            yield from ((row["surname"], spelling, "character") for spelling in row["spellings"].split())


def _characters() -> Iterator[tuple[str, str, str]]:
    for standard, firsts in _STANDARDS.items():
        pairs = (bytes((first, second)) for first in firsts for second in range(0x40, 0xFF))
        for character in filter(_FIRST.__le__, "".join(pair.decode(standard, "ignore") for pair in pairs)):
            yield from ((character, word, "character") for (word,) in readings(character) if _PLAIN(word))
