"""How likely two parts of names are one name, and why."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import exp, inf
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from flows.resolve.names.part import Part
from flows.resolve.names.sound import Sound

NATIONAL_FORM = 0.97
_SHORT_FORM, _INITIAL, _HALF, _PATRONYMIC, _SPELLING = 0.9, 0.9, 0.8, 0.97, 0.98
_SAME_STEM, _KIN, _WITHOUT_MARKS = 0.96, 0.94, 0.96
_STRIPPED, _OTHER_ENDING = 0.85, 0.65
_OTHER_NAME, _OTHER_INITIAL, _OTHER_FATHER = 0.05, 0.03, 0.08
_LEAST_HALF = 5  # letters; shorter ones are syllables of one name
_HOPELESS = 0.3  # less alike than that, even alike consonants would not do
_OF_KINS, _ODDS_OF_THE_REST = 5.9, 2.4 + 3.0 - 7.4  # the weight of the first feature, and all others at their best
_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]")


class Likeness(NamedTuple):
    """A probability from 0 to 1 that two parts are one name, and the reason in a few words."""

    score: float
    why: str


@lru_cache(maxsize=1 << 18)
def likeness(a: Part, b: Part) -> Likeness:
    """How likely the two parts are one name: what the first rule says that has something to say on them."""
    return next(found for rule in _RULES if (found := rule(a, b)))


def _same_word(a: Part, b: Part) -> Likeness | None:
    return Likeness(1.0, "the same") if a.word == b.word else None


def _initials(a: Part, b: Part) -> Likeness | None:
    """An initial agrees with what may begin with its sound, any vowel or glide with any other."""
    if not (a.initial or b.initial):
        return None
    agree = any(x.onset == y.onset for x in a.sounds for y in b.sounds)
    return Likeness(_INITIAL, "initial") if agree else Likeness(_OTHER_INITIAL, "another initial")


def _patronymics(a: Part, b: Part) -> Likeness | None:
    if not (a.patronymic and b.patronymic):
        return None
    if a.full & b.full or a.fathers & b.fathers:
        return Likeness(_PATRONYMIC, "the same patronymic")
    score = _logistic(11 * max(_similar(x, y) for x in a.fathers for y in b.fathers) - 7.5)
    if (a.full and b.full) or score < 0.5:
        return Likeness(min(score, _OTHER_FATHER), "another patronymic")
    return Likeness(score, "like patronymic")


def _vietnamese(a: Part, b: Part) -> Likeness | None:
    """In Vietnamese syllables marks may be left out, but neither letters nor marks may differ."""
    if (a.word.isascii() and b.word.isascii()) or not (_VIETNAMESE.search(a.word) or _VIETNAMESE.search(b.word)):
        return None
    plain_a, plain_b = anyascii(a.word), anyascii(b.word)
    if plain_a == plain_b and (a.word == plain_a or b.word == plain_b):
        return Likeness(_WITHOUT_MARKS, "without marks")
    return Likeness(_OTHER_NAME, "another name")


def _eastern_surname(a: Part, b: Part) -> Likeness | None:
    return Likeness(NATIONAL_FORM, "the same surname") if a.eastern & b.eastern else None


def _unvowelled(a: Part, b: Part) -> Likeness | None:
    """Two words in a script without short vowels: a letter more or less is another name."""
    if not a.script == b.script == "Arabic":
        return None
    return Likeness(_SPELLING, "spelling") if a.texts & b.texts else Likeness(_OTHER_NAME, "another name")


def _given_name(a: Part, b: Part) -> Likeness | None:
    if a.full & b.full:
        return Likeness(NATIONAL_FORM, "the same given name")
    if (a.full & b.short) or (a.short & b.full) or (not a.full and not b.full and a.short & b.short):
        return Likeness(_SHORT_FORM, "short form of the same given name")
    return Likeness(min(_best(a, b).score, _OTHER_NAME), "another given name") if a.given and b.given else None


def _best(a: Part, b: Part) -> Likeness:
    heard = _sounding(a, b)
    return heard if heard.score > _STRIPPED else max(heard, _half(a, b), _stripped(a, b))


def _half(a: Part, b: Part) -> Likeness:
    """A double surname of which the other name has one half."""
    if bool(a.pieces) == bool(b.pieces):
        return Likeness(0.0, "")
    halves = [
        (x, y) for x in a.pieces or (a,) for y in b.pieces or (b,) if min(len(x.word), len(y.word)) >= _LEAST_HALF
    ]
    return Likeness(max((likeness(x, y).score for x, y in halves), default=0.0) * _HALF, "half of a double name")


def _stripped(a: Part, b: Part) -> Likeness:
    """A Turkic surname with and without a Russian or a Turkic ending: Yunus, Yunusov, Yunuslu."""
    if not a.turkic & b.turkic:
        return Likeness(0.0, "")
    plain = (a.turkic & b.texts) or (b.turkic & a.texts)
    return Likeness(_STRIPPED if plain else _OTHER_ENDING, "surname with another ending")


def _sounding(a: Part, b: Part) -> Likeness:
    if a.stems & b.stems:
        return Likeness(_SPELLING if a.texts & b.texts else _SAME_STEM, "transliteration")
    if a.kins & b.kins:
        return Likeness(_KIN, "transliteration")
    score = _heard(a.sounds, b.sounds)
    return Likeness(score, "transliteration" if score > 0.8 else "like sound" if score > 0.4 else "another name")


_RULES = (_same_word, _initials, _patronymics, _vietnamese, _eastern_surname, _unvowelled, _given_name, _best)


def _heard(xs: Iterable[Sound], ys: Sequence[Sound]) -> float:
    """The probability that the likest two readings are of one name.

    A logistic fit to 5,400 pairs of Latin with Cyrillic, Georgian, Armenian and other Latin spellings of one name in
    Wikidata, against their neighbours in the dictionary and in the rhyming dictionary; for scripts without short
    vowels to 2,500 pairs with Arabic ones.
    """
    best = -inf
    for x in xs:
        for y in ys:
            best = max(best, _odds(x, y, best))
    return _logistic(best) if best > -inf else 0.0


def _odds(x: Sound, y: Sound, best: float) -> float:
    """The log odds that two readings are of one name; -inf where they cannot be better than the best."""
    kins = _similar(x.kin, y.kin)
    if kins < _HOPELESS or (x.bare == y.bare and _OF_KINS * kins + _ODDS_OF_THE_REST < best):
        return -inf
    spines = _similar(x.spine, y.spine)
    if x.bare != y.bare:
        return 8.5 * _similar(x.text.replace("e", "i"), y.text.replace("e", "i")) + 1.9 * spines - 5.9
    swapped = Levenshtein.distance(x.bones, y.bones) > abs(len(x.bones) - len(y.bones))
    return _OF_KINS * kins + 2.4 * _similar(x.core, y.core) + 3.0 * spines - 1.2 * swapped - 7.4


_similar = Levenshtein.normalized_similarity


def _logistic(odds: float) -> float:
    return 1 / (1 + exp(-odds))
