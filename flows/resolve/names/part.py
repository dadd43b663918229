"""One part of a personal name: a given name, a patronymic, a surname, an initial."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from flows.resolve.names.endings import Endings
from flows.resolve.names.given import Classes, classes_of, father_classes, root_of
from flows.resolve.names.lazy import lazy
from flows.resolve.names.script import script_of, sounds
from flows.resolve.names.sound import Sound, kins_of
from flows.resolve.names.tables import rows

_NONE = frozenset[str]()
_ALPHABETS = frozenset({"Latin", "Cyrillic", "Georgian", "Armenian"})  # scripts in which a lone letter is an initial


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a name; equal to itself only, so that looking it up is quick.

    `full` and `short` are the given names that it may be a form of, `fathers` the roots of the father's name if it is
    a patronymic, `eastern` the Chinese or Korean surnames that it may spell. What else a comparison may need is worked
    out when it does.
    """

    word: str
    script: str
    sounds: tuple[Sound, ...]
    full: Classes
    short: Classes
    eastern: frozenset[str] = frozenset()
    initial: bool = False
    patronymic: bool = False
    fathers: frozenset[str] = frozenset()

    @lazy
    def given(self) -> bool:
        """Whether it is a known given name."""
        return bool(self.full or self.short)

    @lazy
    def texts(self) -> frozenset[str]:
        """How it may sound."""
        return frozenset([sound.text for sound in self.sounds])

    @lazy
    def kins(self) -> frozenset[str]:
        """How it may sound with h for g and z for s; nothing for a script without vowels."""
        return frozenset[str]().union(*[kins_of(sound) for sound in self.sounds if not sound.bare])

    @lazy
    def stems(self) -> frozenset[str]:
        """How it may sound without an ending that tells a man's surname from a woman's."""
        return frozenset([stem for stem, _ in self._ends])

    @lazy
    def gender(self) -> str:
        """What such an ending tells: `m`, `f` or ``."""
        return next((gender for _, gender in self._ends if gender), "")

    @lazy
    def turkic(self) -> frozenset[str]:
        """How it may sound without any ending that Turkic surnames may have or lack."""
        return frozenset([_without_turkic_ending(sound.text) for sound in self.sounds])

    @lazy
    def pieces(self) -> tuple["Part", ...]:
        """The parts that a hyphen joins."""
        return tuple(part_of(piece) for piece in self.word.split("-") if piece) if "-" in self.word else ()

    @lazy
    def _ends(self) -> list[tuple[str, str]]:
        return [_split_gender(sound.text) for sound in self.sounds]


@lru_cache(maxsize=1 << 17)
def part_of(word: str) -> Part:
    """The part that a case-folded word is, taken for itself."""
    readings = sounds(word)
    script = script_of(word)
    return Part(
        word,
        script,
        readings,
        *classes_of(readings),
        eastern=_eastern_surnames().get(word, _NONE),
        initial=len(word) == 1 and script in _ALPHABETS,
    )


@lru_cache(maxsize=1 << 16)
def patronymic_of(word: str, father: str) -> Part:
    """The patronymic that two words make: a father's name and a word for son or daughter."""
    plain = part_of(father)
    roots = frozenset(root_of(sound.text) for sound in plain.sounds)
    return replace(plain, word=f"{father} {word}", fathers=roots, patronymic=True)


@lru_cache(maxsize=1 << 16)
def as_patronymic(word: str) -> Part | None:
    """The word as a patronymic, or None where it does not end as one."""
    plain = part_of(word)
    roots = frozenset(root for sound in plain.sounds if (root := _father_root(sound.text)))
    fathers = frozenset[str]().union(*(father_classes(root) for root in roots))
    return replace(plain, full=fathers, short=frozenset(), fathers=roots, patronymic=True) if roots else None


def is_word_for_child(word: str) -> bool:
    """Whether a word says son or daughter, as after a father's name: oglu, qizi."""
    return word.casefold().replace("'", "") in _sons()


def _father_root(text: str) -> str:
    ending = _patronymic_endings().longest(text, least_rest=2)
    return root_of(text[: -len(ending)]) if ending else ""


def _without_turkic_ending(text: str) -> str:
    ending = _turkic_endings().longest(text, least_rest=3)
    return text[: -len(ending)] if ending else text


def _split_gender(text: str) -> tuple[str, str]:
    ending = _gendered_endings().longest(text, least_rest=2)
    base, gender = _surname_endings().get(ending, ("", ""))
    return text.removesuffix(ending) + base, gender


@cache
def _sons() -> frozenset[str]:
    return frozenset(row["word"].casefold().replace("'", "") for row in rows("patronymic_words"))


@cache
def _patronymic_endings() -> Endings:
    return Endings(row["ending"] for row in rows("patronymics"))


@cache
def _turkic_endings() -> Endings:
    return Endings(row["ending"] for row in rows("turkic_endings"))


@cache
def _gendered_endings() -> Endings:
    return Endings(_surname_endings())


@cache
def _surname_endings() -> dict[str, tuple[str, str]]:
    return {row["ending"]: (row["base"], row["gender"]) for row in rows("surname_endings")}


@cache
def _eastern_surnames() -> dict[str, frozenset[str]]:
    index: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows("eastern_surnames"):
        for spelling in [row["surname"], *row["spellings"].split()]:
            index[spelling].add(row["surname"])
    return {spelling: frozenset(surnames) for spelling, surnames in index.items()}
