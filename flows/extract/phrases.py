"""Noun phrases for people without names: the words of a model widened to the phrase that they are part of."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from flows.extract.lexicon import roles
from flows.extract.numerals import DIGITS, WORDS, numeral_value

_WORD_BEFORE = re.compile(r"(?<![\w,.'’-])([\w'’-]+(?:,\d{3})*)[^\S\n]$")
_WORD_BEHIND = re.compile(r"[^\S\n]([^\W\d_][\w'’-]*)")
_SET = re.compile(
    rf"(?:the|all|these|those|both)\s+(?:other\s+)?(?:(?P<number>{WORDS}|\d{{1,2}})\b|(?P<pair>pair|couple|duo|two|twins|trio))?",
    re.IGNORECASE,
)
_PAIRS = {"pair": 2, "couple": 2, "duo": 2, "twins": 2, "trio": 3}
_NUMBER = re.compile(
    r"(?:(?:about|around|some|nearly|almost|at least|more than|over|up to|another|other|an?|further|estimated)\s+)*"
    rf"(?:{WORDS}|{DIGITS}|several|many|dozens|hundreds|thousands|scores)\b",
    re.IGNORECASE,
)
REACH = 4  # words on either side
_LONGEST = 40  # characters of a word


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    table = tomllib.loads(files("flows.extract").joinpath("data/phrases.toml").read_text("utf-8"))
    return frozenset(table["openers"]), frozenset(table["joints"])


def set_size(words: str) -> int | None:
    """How many people "the three", "both men", "the couple" are, whom the text has told of before."""
    match = _SET.match(words)
    if match is None:
        return None
    if match["pair"]:
        return _PAIRS.get(match["pair"].lower(), 2)
    if match["number"]:
        return numeral_value(match["number"])
    return 2 if words.lower().startswith("both") else None


def tells_number(words: str) -> bool:
    """Whether the words are a number of people of whom the text has not told before: "about forty students"."""
    return bool(_NUMBER.match(words))


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The phrase around text[start:end]: with the articles and numbers before it, and up to its noun behind it."""
    return _opening(text, start), _closing(text, start, end)


def _opening(text: str, start: int) -> int:
    openers, joints = _words()
    best = position = start
    for _ in range(REACH):
        match = _WORD_BEFORE.search(text[max(0, position - _LONGEST) : position])
        if match is None or not (match[1].lower() in openers or match[1][:1].isdigit()):
            break
        position -= len(match.group())
        if match[1].lower() not in joints:
            best = position
    return best


def _closing(text: str, start: int, end: int) -> int:
    last = text[start:end].rpartition(" ")[2]
    if is_people_word(last) or last[-1:].isdigit():
        return end
    position = end
    for _ in range(REACH):
        match = _WORD_BEHIND.match(text, position)
        if match is None:
            break
        position = match.end()
        if is_people_word(match[1]):
            return position
    return end


def is_people_word(word: str) -> bool:
    """Whether a word is one for people: a role or its plural, or a word that counts people."""
    words, endings = people_words()
    lower = word.lower()
    return lower in words or lower in roles() or lower.endswith(endings)


@cache
def people_words() -> tuple[frozenset[str], tuple[str, ...]]:
    """Words for people in the plural, and the endings that such words share."""
    nouns = tomllib.loads(files("flows.extract").joinpath("data/numbers_nouns.toml").read_text("utf-8"))["people"]
    return frozenset(nouns["words"]), tuple(nouns["endings"])
