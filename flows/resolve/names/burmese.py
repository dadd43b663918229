"""Burmese script, spelled the way Burmese names are usually written in Latin letters."""

import re
from functools import cache

from flows.resolve.names.tables import rows

_TONES = re.compile("\u1038|\u1037(?!\u103a)")  # visarga and dot below: tone only, save in a stopped rhyme
_INDEPENDENT = str.maketrans({"ဦ": "အူ", "ဥ": "အု", "ဣ": "အိ", "ဤ": "အီ", "ဧ": "အေ", "ဩ": "အော", "ဪ": "အော်"})
_SYLLABLE = re.compile(
    "(?P<onset>[\u1000-\u1021](?:\u1039[\u1000-\u1021])?[\u103b-\u103e]*)"
    "(?P<rhyme>[\u102b-\u1036]*(?:[\u1000-\u1021]\u1037?\u103a|\u103a)?)"
)
# Zawgyi, an older font encoding, uses some code points of the standard for other signs.
_ZAWGYI = str.maketrans(
    {"\u1039": "\u103a", "\u103a": "\u103b", "\u103b": "\u103c", "\u103c": "\u103d", "\u103d": "\u103e"}
    | {"\u107e": "\u103c", "\u1033": "\u102f", "\u1034": "\u1030", "\u1094": "\u1037", "\u1095": "\u1037"}
    | {"\u1064": "", "\u106b": "\u100a", "\u1090": "\u101b", "\u108f": "\u1014", "\u105a": "\u102b\u103a"}
)
_ZAWGYI_ONLY = re.compile("\u1039(?![\u1000-\u1021])|[\u1060-\u1097]|(?:^|[^\u1000-\u1021\u103b-\u103e])\u1031")


def syllables(word: str) -> list[str]:
    """The syllables of a word in Burmese script in Latin letters; what is no Burmese syllable is left out."""
    letters = _TONES.sub("", _standard(word).translate(_INDEPENDENT)).replace("\u103a\u103a", "\u103a")
    return [_onset(found["onset"]) + _rhyme(found["rhyme"], found["onset"]) for found in _SYLLABLE.finditer(letters)]


def _standard(word: str) -> str:
    """The word in standard Unicode order, converted where it is written in Zawgyi."""
    if not _ZAWGYI_ONLY.search(word):
        return word
    word = re.sub(
        "(\u1031)([\u103b\u107e]?)([\u1000-\u1021\u106b\u108f\u1090])([\u103a\u103c\u103d]*)", r"\3\2\4\1", word
    )
    word = re.sub("([\u103b\u107e])([\u1000-\u1021])", r"\2\1", word)
    return word.translate(_ZAWGYI)


def _onset(letters: str) -> str:
    table = _table("burmese_onsets")
    plain = "".join(sorted(letters.replace("\u1039", "")[:1])) + "".join(sorted(letters[1:]))
    return table.get(plain, table.get(letters[0], ""))


def _rhyme(letters: str, onset: str) -> str:
    table, unstopped = _table("burmese_rhymes"), letters.replace("\u1037", "")
    spelling = table.get(letters, table.get(unstopped, ""))
    rounded = onset.endswith("\u103d") and unstopped in {"န်", "မ်", "\u1036"}
    return "un" if rounded else spelling


@cache
def _table(name: str) -> dict[str, str]:
    return {row["letters"]: row["spelling"] for row in rows(name)}
