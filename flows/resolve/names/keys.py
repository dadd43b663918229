"""Blocking keys: names that can be one person's share a key, so that only these need comparing."""

from functools import lru_cache
from itertools import permutations

from flows.resolve.names.part import Part
from flows.resolve.names.person_name import readings_of
from flows.resolve.names.sound import bones_of

_GIVEN_BONES, _SURNAME_BONES = 3, 4


@lru_cache(maxsize=1 << 17)
def name_keys(name: str) -> frozenset[str]:
    """The keys of a name: for any two of its parts, one taken as given name and one as surname, how they sound.

    A name of one part has a key of that part alone, which only other such names share.
    """
    keys: set[str] = set()
    for reading in readings_of(name):
        parts = [part for part in reading.parts if not part.patronymic]
        pairs = [(x, y) for x, y in permutations(parts, 2) if x.given or not y.given]
        keys.update(f"{given}|{surname}" for x, y in pairs for given in _given(x) for surname in _surname(y))
        if len(parts) == 1:
            keys.update(_surname(parts[0]))
    return frozenset(keys)


def _given(part: Part) -> set[str]:
    """Which given name a part may be: how its consonants begin, and the classes of a known one."""
    heard = part.sounds[0].bones[:_GIVEN_BONES] or part.sounds[0].text
    return {heard, *(f"@{name}" for name in part.full | part.short)}


def _surname(part: Part) -> set[str]:
    """How a part without its ending sounds, in each reading."""
    if part.eastern:
        return {f"@{name}" for name in part.eastern}
    return {bones_of(sound.core)[:_SURNAME_BONES] or sound.text for sound in part.sounds}
