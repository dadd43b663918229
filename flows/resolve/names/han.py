"""Names in Han characters: their simplified form, and how they are read in Mandarin and in Cantonese."""

import re
from functools import cache, lru_cache

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin
from ToJyutping import get_jyutping_list

from flows.resolve.names.tables import rows

_SEPARATORS = re.compile(r"[·・•‧．.\s]+")


@lru_cache(maxsize=1 << 16)
def simplified(name: str) -> str:
    """The name in simplified characters, so that traditional and simplified spellings are equal."""
    return str(_simplifier().convert(name))


@lru_cache(maxsize=1 << 16)
def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """The name as Latin words: Mandarin (surname, given name) and Cantonese; a foreign name as written."""
    pieces = [piece for piece in _SEPARATORS.split(simplified(name)) if piece]
    if len(pieces) > 1:
        return (tuple("".join(_mandarin(piece)) for piece in pieces),)
    surname, given = _split(pieces[0])
    original = _SEPARATORS.sub("", name)
    spoken = (_mandarin(surname + given), _cantonese(original))
    return tuple(dict.fromkeys(_words(syllables, len(surname)) for syllables in spoken))


def _split(name: str) -> tuple[str, str]:
    size = 2 if len(name) > 2 and name[:2] in _double_surnames() else 1
    return name[:size], name[size:]


def _words(syllables: list[str], surname: int) -> tuple[str, ...]:
    words = ("".join(syllables[:surname]), "".join(syllables[surname:]))
    return tuple(word for word in words if word)


def _mandarin(name: str) -> list[str]:
    return [_surname_reading(name[0]), *lazy_pinyin(name[1:], style=Style.NORMAL)] if name else []


def _surname_reading(letter: str) -> str:
    return _surname_readings().get(letter) or "".join(lazy_pinyin(letter, style=Style.NORMAL))


def _cantonese(name: str) -> list[str]:
    return [_hong_kong(spoken or "") for _, spoken in get_jyutping_list(name)]


def _hong_kong(jyutping: str) -> str:
    """A Jyutping syllable as Hong Kong spells it in names, nearly enough."""
    spelled = re.sub(r"\d", "", jyutping)
    for jyutping_spelling, hong_kong_spelling in _spellings():
        spelled = jyutping_spelling.sub(hong_kong_spelling, spelled)
    return spelled


@cache
def _spellings() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(row["jyutping"]), row["spelling"]) for row in rows("jyutping")]


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


@cache
def _double_surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in rows("han_surnames") if len(row["surname"]) == 2)


@cache
def _surname_readings() -> dict[str, str]:
    return {row["surname"]: row["reading"] for row in rows("han_surnames") if len(row["surname"]) == 1}
