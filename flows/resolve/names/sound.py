"""How a written name part may sound, in one alphabet for all scripts and spelling systems.

A sound is written with `a e i o u` for vowels, `j` for a glide, and one character for each consonant: `S` sh,
`Z` zh, `C` ch, `J` dzh, `c` ts, the others as in English. Glides that spelling systems write or leave out at will
(Andreyeva, Andrejewa, Andreeva) are dropped.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from flows.resolve.names.endings import Endings
from flows.resolve.names.lazy import lazy
from flows.resolve.names.spelling import Spelling
from flows.resolve.names.tables import rows

_SYSTEMS = ("slavic", "german", "french", "turkic", "eastern", "iberian")
_VOWELS = "aeiou"
_GROUPS = str.maketrans("bpvftdszSZCJckghmnlr", "PPVVTTSSSSSSSKKKMNLR", _VOWELS + "jw'")
_NOT_SPINE = str.maketrans("", "", _VOWELS + "j")
_KIN = str.maketrans("hzZ", "gsS")


@dataclass(frozen=True)
class Sound:
    """One reading of a name part.

    `exact` is all its sounds. `text` takes o for a, which swap in East Slavic spelling. `bare` marks a script that
    leaves short vowels out. What else a comparison may need is worked out when it does.
    """

    exact: str
    text: str
    bare: bool

    @lazy
    def kin(self) -> str:
        """`text` that also takes h for g and z for s."""
        return self.text.translate(_KIN)

    @lazy
    def core(self) -> str:
        """`text` without a common surname ending."""
        return _core(self.text)

    @lazy
    def spine(self) -> str:
        """The consonants of `text`."""
        return spine_of(self.text)

    @lazy
    def bones(self) -> str:
        """The groups of these consonants."""
        return bones_of(self.text)

    @lazy
    def onset(self) -> str:
        """The group of its first consonant, or `vowel`, all vowels and glides being one."""
        return self.bones[:1] if self.text[:1] == self.spine[:1] else "vowel"


@lru_cache(maxsize=1 << 17)
def latin_sounds(word: str) -> tuple[Sound, ...]:
    """The readings of a case-folded word in Latin letters under each spelling system, likeliest first."""
    raws = dict.fromkeys([spelling.read(word) for matters, spelling in _systems("-" in word) if matters(word)])
    texts = list(map(settle, raws))
    return distinct([*texts, *map(softened, texts), *map(_rounded, texts)])


def distinct(texts: list[str], bare: bool = False) -> tuple[Sound, ...]:
    """Sounds for the given texts, without repetition, in their order."""
    found: dict[str, Sound] = {}
    for exact in filter(None, dict.fromkeys(texts)):
        text = exact if bare else collapsed(exact.replace("o", "a"))
        if text not in found:
            found[text] = Sound(exact, text, bare)
    return tuple(found.values())


def kins_of(sound: Sound) -> set[str]:
    """The `kin` of a sound, and that without the h between vowels that Russian leaves out: Sahakyan, Saakyan."""
    if "h" not in sound.text:
        return {sound.kin, collapsed(sound.kin)}
    return {sound.kin, collapsed(_H_BETWEEN_VOWELS.sub("", sound.text).translate(_KIN))}


_H_BETWEEN_VOWELS = re.compile(r"(?<=[aeiu])h(?=[aeiu])")


def spine_of(text: str) -> str:
    """The consonants in a sound."""
    return text.translate(_NOT_SPINE)


def bones_of(text: str) -> str:
    """The groups of the consonants in a sound: one letter for all sibilants, one for all velars, and so on."""
    return collapsed(text.translate(_GROUPS))


def _core(text: str) -> str:
    ending = _family_endings().longest(text, least_rest=2)
    return text[: -len(ending)] if ending else text


def settle(raw: str) -> str:
    """A raw sound with the glides and doublings removed that spelling systems treat differently."""
    text = raw
    if text[:1] in {"i", "j"}:
        text = _FIRST_E.sub("", _FIRST_GLIDE.sub("Y", text))
    if "i" in text or "j" in text:
        text = _BETWEEN_VOWELS.sub("", _AFTER_CONSONANT.sub("", text)).replace("j", "i")
        text = _LEFT_OVER.sub("", collapsed(text.replace("Y", "j")))
    text = collapsed(text.replace("Y", "j"))
    return _SILENT_H.sub("", text) if text.endswith("h") else text


_FIRST_GLIDE = re.compile(r"^[ij](?=[auo])")
_FIRST_E = re.compile(r"^[ij]+(?=e)")
_AFTER_CONSONANT = re.compile(r"(?<=[^aeiouY])[ij]+(?=[aeou])")
_BETWEEN_VOWELS = re.compile(r"(?<=[aeiou])j+(?=[aeiou])")
_LEFT_OVER = re.compile(r"(?<=[^aeiouj])i(?=[aeou])")
_SILENT_H = re.compile(r"(?<=[aeiou])h$")
_DOUBLED = re.compile(r"(.)\1+")


def collapsed(text: str) -> str:
    """The text with every doubled letter single."""
    return _DOUBLED.sub(r"\1", text) if _DOUBLED.search(text) else text


def softened(text: str) -> str:
    """Belarusian ts and dz before a soft vowel stand for t and d elsewhere: Tsikhan and Tikhon, Vadzim and Vadim."""
    if "c" in text:
        text = _SOFT_T.sub("t", text)
    return _SOFT_D.sub("d", text) if "dz" in text else text


def _rounded(text: str) -> str:
    """Belarusian u after a vowel stands for v elsewhere: Ipatau and Ipatov, Tsikhanouski and Tikhanovsky."""
    return _SHORT_U.sub("v", softened(text)) if "u" in text else text


_SOFT_T = re.compile(r"c(?=[aeiuo])")
_SOFT_D = re.compile(r"dz(?=[aeiuom])")
_SHORT_U = re.compile(r"(?<=[aeo])u(?=[^aeiouj]|$)")


@cache
def _systems(hyphenated: bool) -> list[tuple[Callable[[str], object], Spelling]]:
    """Each spelling system after the test whether a word is read otherwise in it than by the common spellings."""
    names = [*_SYSTEMS, "wade"] if hyphenated else _SYSTEMS
    found = [(_among(_spellings(name)), Spelling(_spellings("common") | _spellings(name))) for name in names]
    return [(bool, Spelling(_spellings("common"))), *found]


def _among(spellings: Iterable[str]) -> Callable[[str], object]:
    return re.compile("|".join(map(re.escape, sorted(spellings)))).search


@cache
def _spellings(system: str) -> dict[str, str]:
    return {row["spelling"]: row["sound"] for row in rows("spellings") if row["system"] == system}


@cache
def _family_endings() -> Endings:
    return Endings(row["ending"] for row in rows("family_endings"))
