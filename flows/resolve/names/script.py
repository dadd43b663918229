"""The sounds of a word in whatever script it is written."""

import re
from functools import cache, lru_cache
from itertools import product
from unicodedata import name as letter_name

from anyascii import anyascii

from flows.resolve.names.burmese import syllables
from flows.resolve.names.sound import Sound, distinct, latin_sounds, settle, softened
from flows.resolve.names.spelling import Spelling
from flows.resolve.names.tables import rows

_AMBIGUOUS_LIMIT = 3  # beyond this many letters that may be a vowel or a consonant, only the extremes are read


def script_of(word: str) -> str:
    """The script of the first letter of a word, as Unicode names it: `Latin`, `Cyrillic`, `Cjk`; `` for none."""
    if (first := word[:1]).isascii() and first.isalpha():
        return "Latin"
    return next((_script(letter) for letter in word if letter.isalpha()), "")


@lru_cache(maxsize=1 << 12)
def _script(letter: str) -> str:
    return re.split(r"[ -]", letter_name(letter, ""))[0].capitalize()


@lru_cache(maxsize=1 << 17)
def sounds(word: str) -> tuple[Sound, ...]:
    """The readings of a case-folded word, likeliest first."""
    script = script_of(word)
    if script == "Arabic":
        return _arabic_sounds(word)
    if script == "Myanmar":
        return latin_sounds("".join(syllables(word)))
    if script in _letters():
        text = settle(_letters()[script].read(word))
        return distinct([text, softened(text)])
    return latin_sounds(word if script == "Latin" else anyascii(word).lower())


def _arabic_sounds(word: str) -> tuple[Sound, ...]:
    """Readings of a word as Arabic and as Persian: `w` and `y` may be vowels, a final `h` may be silent."""
    raws = dict.fromkeys(_letters()[language].read(word) for language in ("Persian", "Arabic"))
    return distinct([text for raw in raws for end in _ends(raw) for text in _vocalised(end)], bare=True)


def _ends(raw: str) -> list[str]:
    return [raw, raw[:-1]] if raw.endswith("h") and len(raw) > 2 else [raw]


def _vocalised(raw: str) -> list[str]:
    initial = {"w": "v", "y": "j", "'": ""}.get(raw[:1], raw[:1])
    choices = [_READINGS.get(sound, (sound,)) for sound in raw[1:].replace("'", "")]
    if sum(len(choice) > 1 for choice in choices) > _AMBIGUOUS_LIMIT:
        return [initial + "".join(choice[0] for choice in choices), initial + "".join(choice[-1] for choice in choices)]
    return [initial + "".join(reading) for reading in product(*choices)]


_READINGS = {"w": ("u", "v"), "y": ("i", "j"), "A": ("a", "i")}


@cache
def _letters() -> dict[str, Spelling]:
    tables: dict[str, dict[str, str]] = {}
    for row in rows("letters"):
        tables.setdefault(row["script"], {})[row["letter"]] = row["sound"]
    return {script: Spelling(table) for script, table in tables.items()}
