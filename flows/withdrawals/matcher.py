"""Finds the names of withdrawn people in any text, by the digests of how their parts sound."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from flows.decisions.decision import Withdrawal
from flows.resolve.names.part import Part, as_patronymic, is_word_for_child
from flows.resolve.names.person_name import readings_of
from flows.resolve.names.script import script_of
from flows.withdrawals.forms import Forms, Levels, as_given, as_surname, forms_of
from flows.withdrawals.key import digest
from flows.withdrawals.legible import Span, legible
from schemas.columns import ANY_ID
from schemas.quotes import MASK

_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u1000-\u109f\u200c])"
_POSSESSIVE = r"(?!['’ʼ][sS]\b)"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|{_POSSESSIVE}['’ʼ](?={_LETTER}))*")
_GAP = re.compile(r"\s*(?:[,.'’\"“”«»()|‐‑–—_+/-]\s*){0,3}")
_SLUG = re.compile(r"(?:[.‐‑_+/-] ?)?")  # what joins the words of an address, where names are in small letters
_ADDRESS = re.compile(rf"(?!{ANY_ID}\b)\S*(?:[@#_/\\]|\w[.]\w)\S*")  # but no id
_OPAQUE = re.compile(rf"\b(?:{ANY_ID}|[0-9a-f]{{32,}})\b")  # ids and checksums
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_BETWEEN = 2  # words that may stand between a given name and a surname: a patronymic, a particle
_PARTICLE = 3  # letters in the longest one
_COMPOUND = 3  # words in the longest part of a name: Abd el-Fattah
_LEAST_PIECE = 3  # letters
_HAN = range(2, 5)  # characters in a Chinese name
_LONGEST = 60  # letters in a word; longer ones are no names
_REMEMBERED = 1 << 18  # words

NOBODY: frozenset[int] = frozenset()
_NOTHING = Levels(NOBODY, NOBODY, NOBODY)


class Roles(NamedTuple):
    """The withdrawals for which a word sounds like the surname, and those for which it sounds like a given name."""

    surname: Levels[int]
    given: Levels[int]

    @property
    def any(self) -> bool:
        """Whether it may be a part of a withdrawn name at all."""
        return any(self.surname) or any(self.given)


class Item(NamedTuple):
    """Words of a text, from `first` to `last`, that are one part of a name."""

    first: int
    last: int
    roles: Roles


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
        """The text with each full name of a withdrawn person masked, as long as before; surnames `alone` too.

        A text that is nothing but a surname is masked as a whole.
        """
        if self.is_surname(text):
            return MASK * len(text)
        return masked(text, [*self.spans(text), *(self.surnames(text) if alone else ())])

    def names(self, text: str) -> bool:
        """Whether a text names a withdrawn person, is such a name, or had one masked."""
        return MASK in text or bool(self.spans(text)) or (len(text) <= _LONGEST and self.who(text) is not None)

    def is_surname(self, text: str) -> bool:
        """Whether a text is nothing but the surname of a withdrawn person."""
        return len(text) <= _LONGEST and " " not in text.strip() and self._is_surname(legible(text.strip()).text)

    def spans(self, text: str) -> list[Span]:
        """Where full names of withdrawn people stand: a surname with a given name or an initial near it."""
        plain = legible(text)
        words = Words(plain.text)
        found = [*self._pairs(words, _agree), *(span for word in words.found for span in self._within(word))]
        found += [span for word in words.addresses for span in self._joined(word)]
        return [plain.original(*span) for span in found]

    def surnames(self, text: str) -> list[Span]:
        """Where words stand that sound like a surname; in small letters they must sound the same."""
        plain = legible(text)
        words = _WORD.finditer(_OPAQUE.sub(_blank, plain.text))
        return [plain.original(*word.span()) for word in words if self._is_surname(word[0])]

    def suspects(self, text: str) -> list[Span]:
        """Where a surname stands alone, or a name that is only a little like a withdrawn one: for a person to judge."""
        plain = legible(_OPAQUE.sub(_blank, text))
        words = Words(plain.text)
        alone = (word for word in (*words.found, *words.addresses) if self._is_surname(word[0]))
        written = (word.span() for word in alone if not _is_small(word[0]) or word in words.addresses)
        return [plain.original(*span) for span in (*written, *self._pairs(words, _agree_a_little))]

    def who(self, name: str) -> int | None:
        """The withdrawal that a person's name is of: a full name, or a surname alone."""
        for reading in readings_of(legible(name).text):
            if (found := self._of_parts(reading.parts)) is not None:
                return found
            if len(reading.parts) == 1 and (alone := self._surname(reading.parts[0])):
                return min(alone.surely | alone.likely, default=None)
        return None

    def roles(self, word: str) -> Roles:
        """What a word may be."""
        if (known := self._roles.get(word)) is None:
            if len(self._roles) >= _REMEMBERED:
                self._roles.clear()
            parts = [part for reading in readings_of(word[:_LONGEST]) for part in reading.parts]
            known = self._roles[word] = Roles(_all(map(self._surname, parts)), _all(map(self._given, parts)))
        return known

    def _pairs(self, words: "Words", agree: "Callable[[Item, Item, Words], bool]") -> Iterator[Span]:
        """From a surname to a given name, whichever comes first."""
        items = list(self._items(words))
        for place, one in enumerate(items):
            if words.is_name(one) and self._known_by_one_name(one.roles):
                yield words.span(one.first, one.last)
            for other in items[place + 1 :]:
                if other.first > one.last + 1 + _BETWEEN:
                    break
                if other.first > one.last and words.may_be_one(one, other) and agree(one, other, words):
                    yield words.span(one.first, words.with_patronymic(other.last))

    def _items(self, words: "Words") -> Iterator[Item]:
        for first in range(len(words.found)):
            for last in range(first, min(first + _COMPOUND, len(words.found))):
                text = words.compound(first, last)
                if text and (roles := self.roles(text)).any:
                    yield Item(first, last, roles)

    def _joined(self, word: re.Match[str]) -> Iterator[Span]:
        """Names in addresses that put nothing between their parts: a given name or its initial before or after."""
        text = word[0]
        for place in range(1, len(text)):
            roles = (self.roles(text[:place]), self.roles(text[place:]))
            lone = 1 in (place, len(text) - place)
            if lone or min(place, len(text) - place) >= _LEAST_PIECE:
                for one, other in (roles, roles[::-1]):
                    given = other.given.perhaps if lone else other.given.surely
                    if one.surname.surely & given:
                        yield word.span()

    def _within(self, word: re.Match[str]) -> Iterator[Span]:
        """Names in scripts that put no space between their parts."""
        script = script_of(word[0])
        if script == "Cjk":
            for length in _HAN:
                for start in range(len(word[0]) - length + 1):
                    if self._is_full(word[0][start : start + length]):
                        yield word.start() + start, word.start() + start + length
        elif script in {"Myanmar", "Hangul"} and self._is_full(word[0][:_LONGEST]):
            yield word.span()

    def _is_full(self, text: str) -> bool:
        return any(self._of_parts(reading.parts) is not None for reading in readings_of(text))

    def _of_parts(self, parts: Sequence[Part]) -> int | None:
        """The withdrawal for which one part is the surname and another one a given name."""
        roles = [Roles(self._surname(part), self._given(part)) for part in parts]
        for place, one in enumerate(roles):
            others = _all(other.given for other in (*roles[:place], *roles[place + 1 :]))
            if found := _both(one.surname, others) | self._known_by_one_name(one):
                return min(found)
        return None

    def _known_by_one_name(self, roles: Roles) -> frozenset[int]:
        heard = roles.surname.surely | roles.surname.likely
        return frozenset(number for number in heard if not self._forms[number].givens)

    def _is_surname(self, word: str) -> bool:
        found = self.roles(word).surname
        return bool(found.surely or (found.likely and not _is_small(word)))

    def _surname(self, part: Part) -> Levels[int]:
        return Levels(*(self._having("surnames", level) for level in as_surname(part)))

    def _given(self, part: Part) -> Levels[int]:
        return Levels(*(self._having("givens", level) for level in as_given(part)))

    def _having(self, role: str, forms: Iterable[str]) -> frozenset[int]:
        """The withdrawals that have one of these forms."""
        found = {digest(self._key, form) for form in forms}
        return frozenset(
            number for number, known in enumerate(self._forms) if not found.isdisjoint(getattr(known, role))
        )

    def _digests(self, forms: Forms) -> Forms:
        return digests(forms, self._key)


class Words:
    """The words of a text, and which of them may be one name."""

    def __init__(self, text: str) -> None:
        self._text = text
        spans = [span for run in _WORD.finditer(text) for span in _humps(run)]
        self.found = [word for start, end in spans if (word := _WORD.match(text, start, end))]
        addresses = [run.span() for run in _ADDRESS.finditer(text)]
        self.addresses = [
            word for start, end in addresses for word in _WORD.finditer(text, start, end) if len(word[0]) <= _LONGEST
        ]

    def span(self, first: int, last: int) -> Span:
        """From the first word to the last."""
        return self.found[first].start(), self.found[last].end()

    def compound(self, first: int, last: int) -> str:
        """These words, where they are one or may be one part of a name."""
        if first == last:
            return self.found[first][0]
        gaps = {self._gap(place, place + 1) for place in range(first, last)}
        if not gaps <= {" ", "-"} or (" " in gaps and any(_is_small(self.found[at][0]) for at in (first, last))):
            return ""
        start, end = self.span(first, last)
        parts = readings_of(self._text[start:end])[0].parts if end - start <= _LONGEST else ()
        return self._text[start:end] if len(parts) == 1 else ""

    def is_name(self, item: Item) -> bool:
        """Whether the words are written as names are."""
        return not _is_small(self.found[item.first][0])

    def is_slug(self, one: Item, other: Item) -> bool:
        """Whether the words from one to the other are joined as in an address."""
        return all(_SLUG.fullmatch(self._gap(place, place + 1)) for place in range(one.first, other.last))

    def may_be_one(self, one: Item, other: Item) -> bool:
        """Whether nothing stands between the two that stands in no name."""
        between = (self.found[place][0] for place in range(one.last + 1, other.first))
        gaps = (self._gap(place, place + 1) for place in range(one.last, other.first))
        return all(map(_GAP.fullmatch, gaps)) and all(
            not _is_small(word) or len(word) <= _PARTICLE or is_word_for_child(word) for word in between
        )

    def with_patronymic(self, last: int) -> int:
        """The place of the patronymic that follows on a word, or of the word itself."""
        after = last + 1
        if after >= len(self.found) or not self._gap(last, after).isspace() or _is_small(self.found[after][0]):
            return last
        return after if as_patronymic(self.found[after][0].casefold()) else last

    def _gap(self, one: int, other: int) -> str:
        return self._text[self.found[one].end() : self.found[other].start()]


def digests(forms: Forms, key: bytes) -> Forms:
    """The keyed digests of forms."""
    return Forms(*(frozenset(digest(key, form) for form in part) for part in forms))


def masked(text: str, spans: Iterable[Span]) -> str:
    """The text with these places masked, as long as before."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = MASK * (end - start)
    return "".join(letters)


def _agree(one: Item, other: Item, words: Words) -> bool:
    """Whether one is the surname and the other the given name; where they may be plain words, both must sound so."""
    named = (words.is_name(one) and words.is_name(other)) or words.is_slug(one, other)
    check = _both if named else _both_surely
    return bool(check(one.roles.surname, other.roles.given) or check(other.roles.surname, one.roles.given))


def _agree_a_little(one: Item, other: Item, words: Words) -> bool:
    """Whether anything says that one is the surname and the other the given name, and both are written as names."""
    named = words.is_name(one) and words.is_name(other)
    pairs = ((one.roles.surname, other.roles.given), (other.roles.surname, one.roles.given))
    return named and any(not _any(surname).isdisjoint(_any(given)) for surname, given in pairs)


def _any(found: Levels[int]) -> frozenset[int]:
    return found.surely | found.likely | found.perhaps


def _both(surname: Levels[int], given: Levels[int]) -> frozenset[int]:
    """The withdrawals that both are of; what tells little of the one must tell much of the other."""
    return ((surname.surely | surname.likely) & (given.surely | given.likely | given.perhaps)) | (
        surname.perhaps & given.surely
    )


def _both_surely(surname: Levels[int], given: Levels[int]) -> frozenset[int]:
    return surname.surely & given.surely


def _all(found: Iterable[Levels[int]]) -> Levels[int]:
    return Levels(*(NOBODY.union(*level) for level in zip(*found, strict=True))) if (found := list(found)) else _NOTHING


def _humps(run: re.Match[str]) -> Iterator[Span]:
    """A word, cut where a capital follows a small letter."""
    cuts = [run.start(), *(run.start() + cut.start() for cut in _HUMP.finditer(run[0])), run.end()]
    return pairwise(cuts)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _is_small(word: str) -> bool:
    """Whether a word is in small letters, of a script that has others."""
    return word.islower() and word.upper() != word and script_of(word) != "Georgian"
