"""Who is who in one text: the mentions of each person brought together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from flows.extract.lexicon import kin, titles
from flows.extract.mentions import Mention
from flows.extract.name_folding import fold_name
from flows.extract.words import Word, first_word


@dataclass(frozen=True, slots=True)
class Person:
    """A person of one document: the fullest form of the name, its other forms, and every mention in order."""

    name: str
    other_names: tuple[str, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class People:
    """The people of one document, in the order of their first mention."""

    everyone: tuple[Person, ...]

    def __post_init__(self) -> None:
        """Index the mentions by their place."""
        placed = sorted(
            (mention.start, mention.end, at) for at, who in enumerate(self.everyone) for mention in who.mentions
        )
        object.__setattr__(self, "_placed", placed)

    def resolve(self, start: int, end: int) -> Person | None:
        """Whom text[start:end] names: the person of the first mention that shares a character with it."""
        placed: list[tuple[int, int, int]] = self.__dict__["_placed"]
        at = max(bisect_right(placed, (start,)) - 1, 0)
        for first, last, who in placed[at : at + 2]:
            if first < end and last > start:
                return self.everyone[who]
        return None


@dataclass(slots=True)
class _Entry:
    """A person in the making."""

    parts: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)
    genders: set[str] = field(default_factory=set)
    last_seen: int = -1


def identify(words: list[Word], mentions: Sequence[Mention]) -> People:
    """The people whom `mentions` (in order, without overlaps) name.

    Full names come first, whatever their place; then each bare surname or given name goes to the person it fits whom
    the text named last before it, or else names next. A title or word of kinship of the other gender rules one out.
    """
    entries = _entries(mentions)
    index: dict[str, list[_Entry]] = {}
    for entry in entries:
        for part in entry.parts:
            index.setdefault(part, []).append(entry)
    for mention in mentions:
        gender = _gender(words, mention)
        entry = _owner(mention, gender, index)
        entry.mentions.append(mention)
        entry.genders |= {gender} - {""}
        entry.last_seen = mention.start
    named = [entry for entry in entries if entry.mentions]
    named.sort(key=lambda entry: entry.mentions[0].start)
    return People(tuple(_person(words, entry.mentions) for entry in named))


def _entries(mentions: Iterable[Mention]) -> list[_Entry]:
    """One entry a person: the forms that are part of no longer form."""
    forms = sorted(
        {tuple(fold_name(mention.quote).split()) for mention in mentions}, key=lambda form: (-len(form), form)
    )
    entries: list[_Entry] = []
    holders: dict[str, list[_Entry]] = {}
    for form in forms:
        known = holders.get(form[-1], []) if form else []
        known = [*known, *(holders.get(form[0], []) if form else [])]
        if not any(_is_form_of(form, entry.parts) for entry in known):
            entry = _Entry(form)
            entries.append(entry)
            for part in form:
                holders.setdefault(part, []).append(entry)
    return entries


def _is_form_of(form: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `form` is `full` with words left out or cut down to initials, in the same order."""
    rest = iter(full)
    return all(any(_stands_for(part, other) for other in rest) for part in form)


def _stands_for(part: str, other: str) -> bool:
    return part == other or (len(part) == 1 and other.startswith(part))


def _owner(mention: Mention, gender: str, index: dict[str, list[_Entry]]) -> _Entry:
    form = tuple(fold_name(mention.quote).split())
    known = [*index.get(form[-1], ()), *index.get(form[0], ())]
    fitting = [entry for entry in known if _is_form_of(form, entry.parts)]
    agreeing = [entry for entry in fitting if not gender or not entry.genders or gender in entry.genders]
    owner: _Entry = max(agreeing or fitting, key=partial(_fit, form))
    return owner


def _fit(form: tuple[str, ...], entry: _Entry) -> tuple[bool, int]:
    return entry.parts == form, entry.last_seen


def _gender(words: list[Word], mention: Mention) -> str:
    """m or f, where a title or a word of kinship before the name tells; else empty."""
    at = first_word(words, mention.start) - 1
    if at < 0:
        return ""
    lower = words[at].lower
    if lower in titles():
        return titles()[lower].gender
    return kin().get(lower, "")


def _person(words: list[Word], mentions: list[Mention]) -> Person:
    forms = list(dict.fromkeys(form for mention in mentions for form in (mention.quote, *_with_title(words, mention))))
    own = {mention.quote for mention in mentions}
    name = max((form for form in forms if form in own), key=_fullness)
    return Person(name, tuple(form for form in forms if form != name), tuple(mentions))


def _with_title(words: list[Word], mention: Mention) -> list[str]:
    at = first_word(words, mention.start) - 1
    if at < 0 or words[at + 1].gap != " ":
        return []
    title = titles().get(words[at].lower)
    return [f"{words[at].text} {mention.quote}"] if title and title.clings else []


def _fullness(form: str) -> tuple[int, int, bool]:
    parts = fold_name(form).split()
    return len(parts), sum(map(len, parts)), not form.isupper()
