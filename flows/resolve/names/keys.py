"""Blocking keys: names that can be one person's share a key, so that only these need comparing."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import permutations

from flows.resolve.names.part import Part
from flows.resolve.names.person_name import readings_of
from flows.resolve.names.sound import bones_of

_GIVEN_BONES, _SURNAME_BONES = 3, 4


@lru_cache(maxsize=1 << 18)
def name_keys(name: str) -> frozenset[str]:
    """The keys of a name: for any two of its parts, one taken as given name and one as surname, how they sound.

    Of an initial that is how it may begin. A name of one part has a key of that part alone, which only other such
    names share.
    """
    keys = _keys(name, _given)
    for reading in readings_of(name):
        if len(parts := [part for part in reading.parts if not part.patronymic]) == 1:
            keys.update(_surname(parts[0]))
    return frozenset(keys)


@lru_cache(maxsize=1 << 18)
def initial_keys(name: str) -> frozenset[str]:
    """The keys that the name would have, were an initial all that is known of its given name."""
    return frozenset(_keys(name, _initials))


def _keys(name: str, given: Callable[[Part], Iterable[str]]) -> set[str]:
    keys: set[str] = set()
    for reading in readings_of(name):
        parts = [part for part in reading.parts if not part.patronymic]
        pairs = [(x, y) for x, y in permutations(parts, 2) if (x.given or not y.given) and not y.initial]
        keys.update(f"{first}|{surname}" for x, y in pairs for first in given(x) for surname in _surname(y))
    return keys


def _given(part: Part) -> Iterable[str]:
    """Which given name a part may be: how its consonants begin, and the classes of a known one."""
    if part.initial:
        return _initials(part)
    heard = part.sounds[0].bones[:_GIVEN_BONES] or part.sounds[0].text
    return {heard, *(f"@{name}" for name in part.full | part.short)}


def _initials(part: Part) -> Iterable[str]:
    return {f"{sound.onset}." for sound in part.sounds}


def _surname(part: Part) -> set[str]:
    """How a part without its ending sounds, in each reading."""
    if part.eastern:
        return {f"@{name}" for name in part.eastern}
    return {bones_of(sound.core)[:_SURNAME_BONES] or sound.text for sound in part.sounds}
