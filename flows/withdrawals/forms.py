"""How a part of a name sounds, coarsely enough that its spellings in other scripts and systems are the same forms."""

import re
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from flows.resolve.names.given import family_of
from flows.resolve.names.part import Part
from flows.resolve.names.person_name import readings_of
from flows.resolve.names.sound import Sound, bones_of, spine_of

_LEAST = {"surname": 3, "given": 2}  # groups of consonants that tell enough
_LEAST_SPINE = 2  # consonants that tell enough where the given name is sure
T = TypeVar("T", str, int)

_ARTICLE = re.compile("^[ae]l(?=.{4})")


class Forms(NamedTuple):
    """`surnames` are those of the parts that a name can be known by, `givens` those of what stands beside them."""

    surnames: frozenset[str]
    givens: frozenset[str]


class Levels(NamedTuple, Generic[T]):
    """Forms, or the withdrawals that have them, by how much it tells that two parts share one.

    `surely`: the same sounds, or forms of one given name. `likely`: the same consonants, group by group. `perhaps`: of
    a surname the same but for one group, of a given name the same initial.
    """

    surely: frozenset[T]
    likely: frozenset[T]
    perhaps: frozenset[T]


def forms_of(names: Iterable[str]) -> Forms:
    """The forms of all spellings of one person's name.

    A part that is no known given name may be the surname; beside it stand known given names, the first part, and with a
    Chinese or Korean surname all others. Where no part is a known given name, any may be either.
    """
    surnames: set[str] = set()
    givens: set[str] = set()
    for reading in (reading for name in names for reading in readings_of(name)):
        parts = [part for part in reading.parts if not part.initial and not part.patronymic]
        known_by = [part for part in parts if not part.given] or parts
        beside = [part for part in parts if part.given or part is parts[0] or reading.eastern]
        if not any(part.given for part in parts):
            beside = parts
        if len(parts) > 1:
            givens.update(form for part in _with_pieces(beside) for level in as_given(part) for form in level)
            givens.update(form for part in beside for form in (*_initials(part), *_family(part)))
        surnames.update(form for part in _with_pieces(known_by) for level in as_surname(part) for form in level)
        surnames.update(form for part in _with_pieces(known_by) for form in _with_one_less(part))
    return Forms(frozenset(surnames), frozenset(givens))


def as_surname(part: Part) -> Levels[str]:
    """The forms of a part taken as a surname."""
    sounds = {kind for sound in part.sounds for kind in (sound.text, sound.kin)} | part.stems
    if part.eastern:
        known = {f"name {name}" for name in part.eastern} | {f"sound {sound}" for sound in sounds}
        return Levels(frozenset(known), frozenset(), frozenset())
    bones = _skeletons(part)
    near = {f"less {each}" for each in bones} | {f"surname {less}" for each in bones for less in _less(each)}
    return Levels(
        frozenset(f"sound {sound}" for sound in sounds),
        frozenset(frame for sound in part.sounds for frame in _surname_frames(sound)),
        frozenset(near | _alike(part) | {f"surname {each}" for each in bones}),
    )


def as_given(part: Part) -> Levels[str]:
    """The forms of a part taken as a given name."""
    if part.initial:
        return Levels(frozenset(), frozenset(), frozenset(_initials(part)))
    known = {f"name {name}" for name in part.full | part.short} | {f"sound {sound.text}" for sound in part.sounds}
    frames = {frame for sound in part.sounds for frame in _frames("given", sound, sound.text)}
    return Levels(frozenset(known), frozenset(frames), frozenset())


def _with_pieces(parts: Iterable[Part]) -> list[Part]:
    """The parts, and what a hyphen joins in them."""
    return [each for part in parts for each in (part, *(piece for piece in part.pieces if len(piece.word) > 2))]


def _with_one_less(part: Part) -> set[str]:
    """What a surname is recorded by besides, so that one that lacks a group of its consonants finds it."""
    return {f"less {less}" for each in _skeletons(part) for less in _less(each)}


def _alike(part: Part) -> set[str]:
    """What a surname shares with one of another Turkic ending, and with one of other vowels."""
    framed = [(onset, spine_of(sound.kin)) for sound in part.sounds for onset in _onsets(sound)]
    spines = {f"spine [{onset}]{spine}" for onset, spine in framed if len(spine) >= _LEAST_SPINE}
    return spines | {f"ending {text}" for text in part.turkic}


def _skeletons(part: Part) -> set[str]:
    """The groups of all consonants of a surname, with and without a common ending, where they tell enough."""
    texts = {text for sound in part.sounds for text in (sound.text, sound.core)}
    return {bones for text in texts if len(bones := bones_of(text)) >= _LEAST["surname"]}


def _less(bones: str) -> set[str]:
    """Each way to leave one group out, where enough are left."""
    if len(bones) <= _LEAST["surname"]:
        return set()
    return {bones[:place] + bones[place + 1 :] for place in range(len(bones))}


def _initials(part: Part) -> set[str]:
    return {f"initial {onset}" for sound in part.sounds for onset in _onsets(sound)}


def _family(part: Part) -> set[str]:
    """The consonants of all national forms of a given name, since the endings of cases hide which one a word is."""
    return {frame for name in part.full for sound in family_of(name) for frame in _frames("given", sound, sound.text)}


def _surname_frames(sound: Sound) -> set[str]:
    texts = {sound.core, sound.text, _ARTICLE.sub("", sound.text)}
    return {frame for text in texts for frame in _frames("surname", sound, text)}


def _frames(kind: str, sound: Sound, text: str) -> set[str]:
    """The groups of the consonants, and whether a vowel comes first; where they are few, too many words share them."""
    bones = bones_of(text)
    return {f"[{onset}]{bones}" for onset in _onsets(sound)} if len(bones) >= _LEAST[kind] else set()


def _onsets(sound: Sound) -> set[str]:
    """How a sound begins; in a script without short vowels one may stand before the first letter."""
    return {sound.bones[:1], "vowel"} if sound.bare else {sound.onset}
