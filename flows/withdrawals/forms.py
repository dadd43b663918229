"""How a part of a name sounds, coarsely enough that its spellings in other scripts and systems are the same forms."""

from collections.abc import Iterable
from typing import NamedTuple

from flows.resolve.names.part import Part
from flows.resolve.names.person_name import readings_of
from flows.resolve.names.sound import Sound, bones_of

_LEAST = {"surname": 3, "given": 2}  # groups of consonants that tell enough


class Forms(NamedTuple):
    """`surnames` are those of the parts that a name can be known by, `givens` those of what stands beside them."""

    surnames: frozenset[str]
    givens: frozenset[str]


def forms_of(names: Iterable[str]) -> Forms:
    """The forms of all spellings of one person's name; where no part is a known given name, any part may be either."""
    surnames: set[str] = set()
    givens: set[str] = set()
    for reading in (reading for name in names for reading in readings_of(name)):
        parts = [part for part in reading.parts if not part.initial and not part.patronymic]
        known_by = [part for part in parts if not part.given] or parts
        beside = [part for part in parts if part.given] or parts
        if len(parts) > 1:
            givens.update(form for part in beside for form in (*as_given(part), *_initials(part)))
        surnames.update(form for part in known_by for form in as_surname(part))
    return Forms(frozenset(surnames), frozenset(givens))


def as_surname(part: Part) -> set[str]:
    """The forms of a part taken as a surname: its sounds, its stem, and its consonants in groups."""
    if part.eastern:
        return {f"surname of {name}" for name in part.eastern}
    heard = {f"surname {kind}" for sound in part.sounds for kind in (sound.text, sound.kin)}
    return heard | {f"surname {stem}" for stem in part.stems} | _frames("surname", part)


def as_given(part: Part) -> set[str]:
    """The forms of a part taken as a given name: the name that it is a form of, its sounds, its consonants."""
    if part.initial:
        return _initials(part)
    known = {f"given {name}" for name in part.full | part.short}
    return known | {f"given {sound.text}" for sound in part.sounds} | _frames("given", part)


def _initials(part: Part) -> set[str]:
    return {f"initial {_onset(sound)}" for sound in part.sounds}


def _frames(kind: str, part: Part) -> set[str]:
    """The groups of the consonants, and whether a vowel comes first; where they are few, too many words share them."""
    texts = [(sound, sound.core if kind == "surname" else sound.text) for sound in part.sounds]
    framed = {f"[{_onset(sound)}]{bones}" for sound, text in texts if len(bones := bones_of(text)) >= _LEAST[kind]}
    return {f"{kind} {frame}" for frame in framed}


def _onset(sound: Sound) -> str:
    return sound.bones[:1] if sound.text[:1] == sound.spine[:1] else "vowel"
