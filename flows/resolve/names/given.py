"""Given names that are one name in several languages, and their everyday short forms."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache

from flows.resolve.names.script import sounds
from flows.resolve.names.sound import Sound
from flows.resolve.names.tables import rows

Classes = frozenset[str]
_NONE: Classes = frozenset()


def classes_of(readings: Iterable[Sound]) -> tuple[Classes, Classes]:
    """The given names that a word may be a national form of, and those that it may be a short form of.

    The likeliest reading that is a known form decides; failing that, one of its kin (see `Sound`).
    """
    readings = tuple(readings)
    if any(sound.bare for sound in readings):
        keys = [bare_key(sound) for sound in readings]
        return _found("forms", _bare_index, keys), _found("short_forms", _bare_index, keys)
    for sound in readings:
        full, short = _index("forms").get(sound.exact, _NONE), _index("short_forms").get(sound.exact, _NONE)
        if full or short:
            return full, short
    return next((found for sound in readings if (found := _kin_index().get(sound.kin))), _NONE), _NONE


def father_classes(root: str) -> Classes:
    """The given names that a patronymic with this root (see `root_of`) may be made from."""
    return _fathers().get(root, _NONE)


@cache
def family_of(name: str) -> tuple[Sound, ...]:
    """How the national forms of a given name sound."""
    return tuple(sounds(form)[0] for known, form in _forms("forms") if known == name)


def root_of(text: str) -> str:
    """What a given name and the patronymics made from it share: its sounds without the vowels at its end."""
    return re.sub(r"[aeiuj]+$", "", text)


def _found(column: str, index: Callable[[str], dict[str, Classes]], keys: list[str]) -> Classes:
    return _NONE.union(*(index(column).get(key, _NONE) for key in keys))


def bare_key(sound: Sound) -> str:
    """What is left of a sound in a script without short vowels: consonants and long i and u."""
    return sound.text[:1].replace("a", "") + sound.text[1:].translate(_LONG_ONLY)


_LONG_ONLY = str.maketrans("e", "i", "a")


@cache
def _index(column: str) -> dict[str, Classes]:
    index: defaultdict[str, set[str]] = defaultdict(set)
    for name, form in _forms(column):
        index[sounds(form)[0].exact].add(name)
    return {text: frozenset(names) for text, names in index.items()}


@cache
def _kin_index() -> dict[str, Classes]:
    index: defaultdict[str, set[str]] = defaultdict(set)
    for name, form in _forms("forms"):
        index[sounds(form)[0].kin].add(name)
    return {text: frozenset(names) for text, names in index.items()}


@cache
def _bare_index(column: str) -> dict[str, Classes]:
    """Forms as a script without short vowels writes them: with every choice of which i and u are long."""
    index: defaultdict[str, set[str]] = defaultdict(set)
    for name, form in _forms(column):
        for key in _bare_spellings(bare_key(sounds(form)[0])):
            index[key].add(name)
    return {key: frozenset(names) for key, names in index.items()}


def _bare_spellings(key: str) -> set[str]:
    spellings = {key[:1]}
    for letter in key[1:]:
        kept = {spelling + letter for spelling in spellings}
        spellings = kept | spellings if letter in "iu" else kept
    return spellings


@cache
def _fathers() -> dict[str, Classes]:
    index: defaultdict[str, set[str]] = defaultdict(set)
    for name, form in _forms("forms"):
        root = root_of(sounds(form)[0].text)
        for key in (root, re.sub(r"(?<=[^aeiu])[aeiu](?=[^aeiu]$)", "", root)):
            index[key].add(name)
    return {key: frozenset(names) for key, names in index.items()}


def _forms(column: str) -> Iterable[tuple[str, str]]:
    for row in rows("given_names"):
        for form in row[column].casefold().split():
            yield row["name"], form
