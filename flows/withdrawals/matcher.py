"""Finds the names of withdrawn people in any text, by the digests of how their parts sound."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flows.decisions.decision import Withdrawal
from flows.resolve.names.part import Part
from flows.resolve.names.person_name import readings_of
from flows.resolve.names.script import script_of
from flows.withdrawals.forms import Forms, as_given, as_surname, forms_of
from flows.withdrawals.key import digest
from schemas.quotes import MASK

Span = tuple[int, int]

_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u1000-\u109f\u200c])"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|['’ʼ])*")
_GAP = re.compile(r"(?:[\s,.'’\"“”«»()‐‑–—_+-]|%20|%2C){1,4}", re.IGNORECASE)
# What joins the words of an address, where names are in small letters.
_SLUG = re.compile(r"[.‐‑_+-]|%20", re.IGNORECASE)
_BETWEEN = 2  # words that may stand between a given name and a surname: a patronymic, a particle
_PARTICLE = 3  # letters in the longest one
_HAN = range(2, 5)  # characters in a Chinese name
_LONGEST = 60  # letters in a word; longer ones are no names


class Roles(NamedTuple):
    """The withdrawals for which a word sounds like the surname, and those for which it sounds like a given name."""

    surname: frozenset[int]
    given: frozenset[int]


class Matcher:
    """Holds the digests of all withdrawals, and of what a run has learned since of how their names are spelled."""

    def __init__(self, withdrawals: Sequence[Withdrawal], key: bytes) -> None:
        """`key` is the one that the withdrawals were recorded with."""
        self._key = key
        self._forms = [Forms(each.surnames, each.givens) for each in withdrawals]
        self._roles: dict[str, Roles] = {}

    def learn(self, number: int, names: Iterable[str]) -> None:
        """Further spellings of the name of a withdrawal, for the time of this run."""
        known, more = self._forms[number], self._digests(forms_of(names))
        self._forms[number] = Forms(known.surnames | more.surnames, known.givens | more.givens)
        self._roles.clear()

    def mask(self, text: str, alone: bool = False) -> str:
        """The text with each full name of a withdrawn person masked, as long as before; surnames `alone` too."""
        return masked(text, [*self.spans(text), *(self.surnames(text) if alone else ())])

    def names(self, text: str) -> bool:
        """Whether a text names a withdrawn person, is such a name, or had one masked."""
        return MASK in text or bool(self.spans(text)) or (len(text) <= _LONGEST and self.who(text) is not None)

    def spans(self, text: str) -> list[Span]:
        """Where full names of withdrawn people stand: a surname with a given name or an initial near it."""
        words = list(_WORD.finditer(text))
        found = [span for place in range(len(words)) for span in self._around(text, words, place)]
        return found + [span for word in words for span in self._within(word)]

    def surnames(self, text: str) -> list[Span]:
        """Where words stand that sound like a surname and are written as one."""
        return [word.span() for word in _WORD.finditer(text) if not word[0].islower() and self.roles(word[0]).surname]

    def who(self, name: str) -> int | None:
        """The withdrawal that a person's name is of: a full name, or a surname alone."""
        for reading in readings_of(name):
            if (found := self._of_parts(reading.parts)) is not None:
                return found
            if len(reading.parts) == 1 and (alone := self._surname(reading.parts[0])):
                return min(alone)
        return None

    def roles(self, word: str) -> Roles:
        """What a word may be."""
        if (known := self._roles.get(word)) is None:
            parts = [part for reading in readings_of(word[:_LONGEST]) for part in reading.parts]
            surname = frozenset[int]().union(*map(self._surname, parts))
            given = frozenset[int]().union(*map(self._given, parts))
            known = self._roles[word] = Roles(surname, given)
        return known

    def _around(self, text: str, words: Sequence[re.Match[str]], place: int) -> Iterator[Span]:
        """From a surname to a given name, whichever comes first."""
        if not (wanted := self.roles(words[place][0]).surname):
            return
        for step in (-1, 1):
            for other in range(place + step, place + step * (_BETWEEN + 2), step):
                if not 0 <= other < len(words) or not _touch(text, words, other, other - step):
                    break
                alike = words[other][0].islower() == words[place][0].islower()
                if alike and wanted & self.roles(words[other][0]).given:
                    first, last = sorted((place, other))
                    yield words[first].start(), words[last].end()
                if words[other][0].islower() != words[place][0].islower() and len(words[other][0]) > _PARTICLE:
                    break
        if any(not self._forms[number].givens for number in wanted) and not words[place][0].islower():
            yield words[place].span()

    def _within(self, word: re.Match[str]) -> Iterator[Span]:
        """Names in scripts that put no space between their parts."""
        script = script_of(word[0])
        if script == "Cjk":
            for length in _HAN:
                for start in range(len(word[0]) - length + 1):
                    if self._is_name(word[0][start : start + length]):
                        yield word.start() + start, word.start() + start + length
        elif script in {"Myanmar", "Hangul"} and self._is_name(word[0][:_LONGEST]):
            yield word.span()

    def _is_name(self, text: str) -> bool:
        return any(self._of_parts(reading.parts) is not None for reading in readings_of(text))

    def _of_parts(self, parts: Sequence[Part]) -> int | None:
        """The withdrawal for which one part is the surname and another one a given name."""
        for place, part in enumerate(parts):
            for number in sorted(self._surname(part)):
                others = (*parts[:place], *parts[place + 1 :])
                if not self._forms[number].givens or any(number in self._given(other) for other in others):
                    return number
        return None

    def _surname(self, part: Part) -> frozenset[int]:
        found = {digest(self._key, form) for form in as_surname(part)}
        return frozenset(place for place, forms in enumerate(self._forms) if not found.isdisjoint(forms.surnames))

    def _given(self, part: Part) -> frozenset[int]:
        found = {digest(self._key, form) for form in as_given(part)}
        return frozenset(place for place, forms in enumerate(self._forms) if not found.isdisjoint(forms.givens))

    def _digests(self, forms: Forms) -> Forms:
        return digests(forms, self._key)


def digests(forms: Forms, key: bytes) -> Forms:
    """The keyed digests of forms."""
    return Forms(*(frozenset(digest(key, form) for form in part) for part in forms))


def masked(text: str, spans: Iterable[Span]) -> str:
    """The text with these places masked, as long as before."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = MASK * (end - start)
    return "".join(letters)


def _touch(text: str, words: Sequence[re.Match[str]], one: int, other: int) -> bool:
    """Whether two neighbours can be words of one name."""
    first, last = sorted((one, other))
    gap = text[words[first].end() : words[last].start()]
    small = words[one][0].islower() and words[other][0].islower()
    return bool((_SLUG if small else _GAP).fullmatch(gap))
