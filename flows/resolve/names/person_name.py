"""A personal name taken apart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from unicodedata import normalize

from flows.resolve.names.burmese import syllables
from flows.resolve.names.lazy import lazy
from flows.resolve.names.part import Part, as_patronymic, is_word_for_child, part_of, patronymic_of
from flows.resolve.names.script import script_of
from flows.resolve.names.tables import rows

_ASIDE = re.compile(r"[(\[«“\"„][^)\]»”\"“]*[)\]»”\"“]")
_APOSTROPHES = re.compile("['’‘ʼʹ′`ʻʿʾ´＇]")
_INITIALS = re.compile(r"\b(\w)\.(?=\w)")
_BREAKS = re.compile(r"[^\w\-'‐‑–\u0300-\u036f\u1000-\u109f\u200c]+")
_HYPHENS = re.compile("[-‐‑–]+")
_ARABIC_SIGNS = re.compile("[\u064b-\u0652\u0670\u0640]")
_LETTER_SIGNS = re.compile("[ʼʹʻʿʾ\u0640]")  # those of them that count as letters
_SERVANT = re.compile(r"^(abd|عبد)(u|e|a|o|ou)?(l|r|s|n|sh|d|t|z)?$")
_SERVANT_STARTS = ("abd", "عبد")
_SYLLABLE = 5  # letters in the longest syllable
_FATHER_OF = re.compile(r"\b(abu|abou|abo|أبو|ابو)[ -](?:(?:al|el|ul)[ -])?(?=\w)")
_PARTS_LIMIT = 8  # a personal name has fewer parts; more would be a sentence


@dataclass(frozen=True)
class PersonName:
    """A name's parts in the order given name first where that can be told, without titles and particles.

    `folded` is the name case-folded; `han` its simplified characters where it is written in Han, else empty.
    `plain` says that the parts are two and none is a patronymic; `syllabic` that all parts are short syllables, as in
    Burmese and Vietnamese names, where each of them counts; `eastern` that one may be a Chinese or Korean surname.
    """

    folded: str
    script: str
    parts: tuple[Part, ...]
    plain: bool
    syllabic: bool
    eastern: bool
    han: str = ""

    @lazy
    def joints(self) -> tuple[Part, ...]:
        """What any two neighbours make when written as one, in order."""
        words = [part.word.replace(" ", "") for part in self.parts]
        return tuple(part_of(left + right) for left, right in pairwise(words))

    @lazy
    def stems(self) -> frozenset[str]:
        """The stems of all parts."""
        return frozenset[str]().union(*(part.stems for part in self.parts))


@lru_cache(maxsize=1 << 18)
def readings_of(name: str) -> tuple[PersonName, ...]:
    """The ways to read a name: one, or for Han characters one each for Mandarin and Cantonese."""
    text = normalize("NFKC", name).casefold().strip()
    if script_of(text) == "Cjk":
        return _han_readings(text)
    return (_name(text, _words(text, name)),)


def is_full(name: str) -> bool:
    """Whether a name has two parts or more that are not mere initials."""
    return sum(not part.initial for reading in readings_of(name)[:1] for part in reading.parts) >= 2


def _name(folded: str, words: Iterable[str], characters: str = "") -> PersonName:
    parts = _parts(words)
    plain = len(parts) == 2 and not any(part.patronymic for part in parts)
    syllabic = all(len(part.word) <= _SYLLABLE for part in parts)
    eastern = any(part.eastern for part in parts)
    return PersonName(folded, script_of(folded), parts, plain, syllabic, eastern, characters)


def _han_readings(text: str) -> tuple[PersonName, ...]:
    from flows.resolve.names import han  # noqa: PLC0415  its dictionaries take two seconds to load, and few need them

    name = "".join(letter for letter in text if script_of(letter) == "Cjk" or letter in "·・ ")
    return tuple(_name(text, words, han.simplified(name)) for words in han.readings(name))


def _words(text: str, original: str) -> list[str]:
    """The words of a name, the surname last where a comma or capitals show that it stands first."""
    text = _FATHER_OF.sub(r"\1", text) if "ab" in text or "بو" in text else text
    if text.replace(" ", "").isalpha() and not _LETTER_SIGNS.search(text):  # so are most names
        words = _split_off(text.split())
        return words[1:] + words[:1] if _surname_first(original) else words
    text = _ARABIC_SIGNS.sub("", _ASIDE.sub(" ", text) if _ASIDE.sub("", text).strip() else text)
    surname, comma, given = text.partition(",")
    if comma and given.strip():
        return [*_split(given), *_split(surname)]
    words = _split(text)
    return words[1:] + words[:1] if _surname_first(original) else words


def _surname_first(original: str) -> bool:
    first, _, rest = original.strip().partition(" ")
    return len(first) > 2 and "." not in first and first.isupper() and bool(rest) and not rest.isupper()


def _split(text: str) -> list[str]:
    return _split_off(_BREAKS.sub(" ", _INITIALS.sub(r"\1 ", _APOSTROPHES.sub("'", text))).split())


def _split_off(words: list[str]) -> list[str]:
    """The words, syllable by syllable where the script puts no spaces between the parts of a name."""
    if words and script_of(words[0]) == "Myanmar":
        return [syllable for word in words for syllable in syllables(word)]
    if words and script_of(words[0]) == "Hangul" and len(words) == 1:
        return [words[0][1:], words[0][:1]]
    return words


def _parts(words: Iterable[str]) -> tuple[Part, ...]:
    return tuple(_with_patronymic([part for part in _joined(list(words)) if part.sounds])[:_PARTS_LIMIT])


def _joined(words: list[str]) -> list[Part]:
    """Parts of the words without titles and particles; a servant's name and a spelled-out patronymic are one part."""
    words = _without(words)
    parts: list[Part] = []
    held = ""
    for word in words:
        if held:
            parts.append(part_of(held + word))
            held = ""
        elif word.startswith(_SERVANT_STARTS) and _SERVANT.match(word) and word != words[-1]:
            held = "عبدال" if word.startswith("عبد") else "abdal"
        elif is_word_for_child(word) and parts:
            parts.append(patronymic_of(word, parts.pop().word))
        else:
            parts.append(part_of(word))
    return parts


def _without(words: list[str]) -> list[str]:
    """The words without titles and particles, and without articles joined to a word."""
    bare = [_without_article(word) for word in words]
    kept = [word for index, word in enumerate(bare) if not _idle(word, index, len(bare))]
    return kept or bare


def _without_article(word: str) -> str:
    if word.isalpha():
        return word[2:] if word.startswith("ال") and len(word) > 4 else word
    pieces = [piece for piece in _HYPHENS.split(word.strip("'-_")) if piece]
    if len(pieces) > 1 and _article(pieces[0], pieces[1]):
        pieces = pieces[1:]
    bare = "-".join(pieces).replace("ه\u200c", "").replace("\u200c", "").replace("'", "")
    return bare[2:] if bare.startswith("ال") and len(bare) > 4 else bare


def _article(particle: str, word: str) -> bool:
    """Whether a hyphened particle is one: an Arabic article that has taken on a sound has that of its word."""
    place = _words_of("particles").get(particle)
    return bool(place) and (place != "hyphenated" or word.startswith(particle[1:]))


def _idle(word: str, index: int, count: int) -> bool:
    """Whether a word at its place in a name is a title or a particle."""
    place = _titles_and_particles().get(word)
    if not place or count == 1:
        return False
    first, last = index == 0, index == count - 1
    return {"anywhere": True, "first": first, "last": last, "inside": not first and not last}.get(place, False)


def _with_patronymic(parts: list[Part]) -> list[Part]:
    """The parts with the one marked that is a patronymic: it ends as one, and two other parts stand beside it."""
    if len(parts) < 3 or any(part.patronymic for part in parts):
        return parts
    places = [index for index, part in enumerate(parts) if as_patronymic(part.word)]
    if not places:
        return parts
    after_given = [index for index in places if index and parts[index - 1].full]
    place = (after_given or places)[0]
    found = as_patronymic(parts[place].word)
    return [*parts[:place], *([found] if found else []), *parts[place + 1 :]]


@cache
def _titles_and_particles() -> dict[str, str]:
    return _words_of("particles") | _words_of("honorifics")


@cache
def _words_of(table: str) -> dict[str, str]:
    return {row["word"].casefold(): row["place"] for row in rows(table)}
