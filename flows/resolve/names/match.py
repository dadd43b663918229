"""Whether two personal names can be one person's.

At `SAME` and above two names are taken for one, below `DIFFERENT` for two; between them it is unsure. Measured on
`tests/gold/names`: `SAME` is right for 99% of the pairs that it takes and finds 87% of the true ones in `dev.tsv`
(99% and 96% in `own.tsv`); `DIFFERENT` leaves out 8% of the true pairs there (1%), most of them married names,
pen names and aliases, which nothing in the letters can tell.
"""

from functools import cache, lru_cache
from itertools import product
from math import prod
from operator import itemgetter
from typing import NamedTuple

from flows.resolve.names.likeness import NATIONAL_FORM, Likeness, likeness
from flows.resolve.names.part import Part
from flows.resolve.names.person_name import PersonName, readings_of

SAME = 0.7
DIFFERENT = 0.3

# What a score is multiplied by for what speaks against one person, or only fails to speak for it.
_LONE_PART = 0.6
_EXTRA_PART, _EXTRA_SYLLABLE, _EXTRA_PATRONYMIC, _EXTRA_ON_BOTH = 0.96, 0.8, 0.99, 0.4
_OTHER_ORDER, _UNSURE_ORDER = 0.97, 0.7
_OTHER_GENDER = 0.7
_LEADING_NAME = 0.7
_LIKE_SYLLABLE = 0.5

_SURE = 0.93
_SAME_CHARACTERS, _OTHER_CHARACTERS = 0.98, 0.05
_UNTOLD = Likeness(0.5, "one Western, one Chinese given name")


class Pair(NamedTuple):
    """A part of each of two names, and how likely the two are one name."""

    left: Part
    right: Part
    place: int
    likeness: Likeness

    def __str__(self) -> str:
        return f"{self.left.word} ~ {self.right.word}: {self.likeness.why}"


class Match(NamedTuple):
    """How well two names agree: `score` from 0 (two people) to 1 (one name), and the pairs of parts that say so."""

    score: float
    pairs: tuple[Pair, ...] = ()
    whole: str = ""

    @property
    def why(self) -> str:
        """The reason in words, part by part."""
        return self.whole or "; ".join(map(str, self.pairs))


@lru_cache(maxsize=1 << 18)
def compare(a: str, b: str) -> Match:
    """Compare two personal names in any scripts; the order of the two makes no difference."""
    return compared(a, b) if a <= b else compared(b, a)


def compared(first: str, second: str) -> Match:
    """The comparison itself, of two names in alphabetical order."""
    ones, others = readings_of(first), readings_of(second)
    if len(ones) == len(others) == 1:
        return _compared(ones[0], others[0])
    return max((_compared(x, y) for x in ones for y in others), key=_BY_SCORE)


def _compared(a: PersonName, b: PersonName) -> Match:
    if a.folded == b.folded:
        return Match(1.0, whole="the same") if a.folded else Match(0.0, whole="no name")
    if a.han and b.han and "·" not in a.han + b.han:
        return _characters(a.han == b.han)
    more = len(b.parts) - len(a.parts)
    few, many = (a, b) if more >= 0 else (b, a)
    if not few.parts:
        return Match(0.0, whole="no name")
    return _scored(few, many, _rejoined(many, few) if more else many.parts)


def _characters(same: bool) -> Match:
    return (
        Match(_SAME_CHARACTERS, whole="the same characters")
        if same
        else Match(_OTHER_CHARACTERS, whole="other characters")
    )


def _scored(few: PersonName, many: PersonName, parts: tuple[Part, ...]) -> Match:
    """The product of what every pair of parts says, less something for what only one name has."""
    pairs = _straight_or_crossed(*few.parts, *parts) if few.plain and many.plain else _paired(few.parts, parts)
    if not pairs:  # a patronymic alone against other parts
        return Match(0.0, whole="no part to compare")
    if few.eastern and many.eastern:
        pairs = _with_chinese_surname(pairs, few.script == many.script == "Latin")
    score = _order(pairs, few.syllabic) * _gender(pairs)
    score *= prod([pair.likeness.score for pair in pairs])
    if len(pairs) < len(few.parts):
        score *= _EXTRA_ON_BOTH
    if len(pairs) < len(parts):
        score *= _extra(pairs, parts, _EXTRA_SYLLABLE if many.syllabic else _EXTRA_PART)
    return Match(round(score, 4), tuple(pairs))


def _extra(pairs: list[Pair], parts: tuple[Part, ...], usual: float) -> float:
    """What the parts take away that only the longer name has."""
    used = {pair.place for pair in pairs}
    extra = [part for place, part in enumerate(parts) if place not in used]
    share = prod([_EXTRA_PATRONYMIC if part.patronymic else usual for part in extra])
    if len(pairs) == 1:
        share *= _LONE_PART
    return share * _LEADING_NAME if 0 not in used and _leads(parts[0], pairs) else share


def _leads(part: Part, pairs: list[Pair]) -> bool:
    """Whether a given name before another is likely a child's before its father's, and not a mere first of two."""
    second = pairs[0].left.given and pairs[0].place == 1 and not pairs[0].left.eastern
    return bool(part.full) and second and part.full.isdisjoint(_COMMON_FIRST_NAMES)


_COMMON_FIRST_NAMES = frozenset({"mohammad", "maria", "joseph", "john", "anna"})


def _paired(few: tuple[Part, ...], many: tuple[Part, ...]) -> list[Pair]:
    """Each part of the shorter name with one of the longer, the likeliest pairs first; in the order of the shorter."""
    found = [
        ((alike := likeness(x, y)).score, i, j, alike)
        for i, j in _cells(len(few), len(many))
        if (x := few[i]).patronymic is (y := many[j]).patronymic or x.initial or y.initial
    ]
    found.sort(key=_BY_SCORE, reverse=True)
    pairs: list[Pair | None] = [None] * len(few)
    free = set(range(len(many)))
    for _, i, j, alike in found:
        if pairs[i] is None and j in free:
            pairs[i] = Pair(few[i], many[j], j, alike)
            free.discard(j)
    return [pair for pair in pairs if pair]


_BY_SCORE = itemgetter(0)


@cache
def _cells(few: int, many: int) -> list[tuple[int, int]]:
    """The places of parts that may be pairs, those first that hardly differ."""
    return sorted(product(range(few), range(many)), key=lambda cell: abs(cell[0] - cell[1]))


def _straight_or_crossed(x: Part, y: Part, left: Part, right: Part) -> list[Pair]:
    """What `_paired` gives for plain names, sooner: nearly all comparisons are of such."""
    straight = likeness(x, left), likeness(y, right)
    crossed = likeness(x, right), likeness(y, left)
    if max(straight)[0] >= max(crossed)[0]:
        return [Pair(x, left, 0, straight[0]), Pair(y, right, 1, straight[1])]
    return [Pair(x, right, 1, crossed[0]), Pair(y, left, 0, crossed[1])]


def _with_chinese_surname(pairs: list[Pair], latin: bool) -> list[Pair]:
    """With one Chinese surname, a Western and a Chinese given name say nothing; two Latin ones differ."""
    if not any(pair.left.eastern and pair.left.eastern & pair.right.eastern for pair in pairs):
        return pairs
    return [_doubted(pair, latin) if pair.likeness.score <= _SURE else pair for pair in pairs]


def _doubted(pair: Pair, latin: bool) -> Pair:
    if pair.left.given != pair.right.given:
        return pair._replace(likeness=_UNTOLD)
    if latin:
        return pair._replace(likeness=Likeness(pair.likeness.score * _LIKE_SYLLABLE, "another Chinese given name"))
    return pair


def _order(pairs: list[Pair], syllabic: bool) -> float:
    places = [pair.place for pair in pairs]
    if places == sorted(places):
        return 1.0
    anchored = any(pair.likeness.score >= NATIONAL_FORM and (pair.left.full or pair.left.eastern) for pair in pairs)
    sure = anchored or all(pair.likeness.score > _SURE or pair.left.initial or pair.right.initial for pair in pairs)
    return _OTHER_ORDER if sure and not syllabic else _UNSURE_ORDER


def _gender(pairs: list[Pair]) -> float:
    """Less than one where one surname is a woman's form and the other a man's."""
    for pair in pairs:
        left, right = pair.left.gender, pair.right.gender
        if left != right and left and right and not pair.left.given:
            return _OTHER_GENDER
    return 1.0


def _rejoined(many: PersonName, few: PersonName) -> tuple[Part, ...]:
    """The longer name with two neighbours written as one where the shorter name writes them so."""
    for place, whole in enumerate(many.joints):
        if not whole.stems.isdisjoint(few.stems):
            return (*many.parts[:place], whole, *many.parts[place + 2 :])
    return many.parts
