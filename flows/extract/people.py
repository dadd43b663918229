"""Who is who in one text: the mentions of each person brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.extract.lexicon import alias_words, kin, titles
from flows.extract.mentions import Mention
from flows.extract.name_folding import fold_name
from flows.extract.words import Word, first_word

_ALIAS_REACH = 9  # words between a name and another name of the same person


@dataclass(frozen=True, slots=True)
class Person:
    """A person of one document: the fullest form of the name, its other forms, and every mention in order."""

    name: str
    other_names: tuple[str, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class People:
    """The people of one document, in the order of their first mention."""

    everyone: tuple[Person, ...]


@dataclass(slots=True, eq=False)
class _Entry:
    """A person in the making. `first` is where the fullest form stands first, `last` where any form stood last."""

    parts: tuple[str, ...]
    first: int
    last: int = -1
    aliases: set[tuple[str, ...]] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    genders: set[str] = field(default_factory=set)


def identify(words: list[Word], mentions: Sequence[Mention]) -> People:
    """The people whom `mentions` (in order, without overlaps) name.

    Full names come first, whatever their place; then each bare surname or given name goes to the person it fits whom
    the text named last before it, or else names next. A title or word of kinship of the other gender rules one out.
    A name that the text gives as another name of the person before it ("known as") is that person's.
    """
    register = _Register(mentions)
    before: tuple[Mention, _Entry] | None = None
    for mention in mentions:
        gender = _gender(words, mention)
        entry = register.owner(mention, gender)
        if before and not entry.mentions and _is_alias(words, before[0], mention):
            entry = register.rename(entry, before[1])
        entry.mentions.append(mention)
        entry.genders |= {gender} - {""}
        entry.last = mention.start
        before = (mention, entry)
    named = sorted((entry for entry in register.entries if entry.mentions), key=lambda entry: entry.mentions[0])
    return People(tuple(_person(words, entry.mentions) for entry in named))


class _Register:
    """The people in the making, and who has a part of a name."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        firsts: dict[tuple[str, ...], int] = {}
        for mention in mentions:
            firsts.setdefault(_parts(mention), mention.start)
        self.entries: list[_Entry] = []
        self._holders: dict[str, list[_Entry]] = {}
        for form in sorted(firsts, key=lambda form: (-len(form), -len("".join(form)), form)):
            if not self._fitting(form):
                self._add(_Entry(form, firsts[form]))

    def owner(self, mention: Mention, gender: str) -> _Entry:
        """The person whom a mention most likely names."""
        form = _parts(mention)
        fitting = self._fitting(form)
        agreeing = [entry for entry in fitting if not gender or not entry.genders or gender in entry.genders]
        owner: _Entry = max(agreeing or fitting, key=lambda entry: (entry.parts == form, entry.last, -entry.first))
        return owner

    def rename(self, alias: _Entry, entry: _Entry) -> _Entry:
        """Lets `entry` have the name of `alias` too, for good."""
        for part in alias.parts:
            self._holders[part] = [entry if held is alias else held for held in self._holders[part]]
        entry.aliases.add(alias.parts)
        return entry

    def _add(self, entry: _Entry) -> None:
        self.entries.append(entry)
        for part in dict.fromkeys(entry.parts):
            self._holders.setdefault(part, []).append(entry)

    def _fitting(self, form: tuple[str, ...]) -> list[_Entry]:
        """Those of whose name `form` is a form; looked up by its rarest part, so that many namesakes cost little."""
        full_parts = [part for part in form if len(part) > 1] or list(form)
        held = min((self._holders.get(part, []) for part in full_parts), key=len)
        return [
            entry for entry in held if any(_is_form_of(form, full) for full in (entry.parts, *sorted(entry.aliases)))
        ]


def _parts(mention: Mention) -> tuple[str, ...]:
    return tuple(fold_name(mention.quote).split()) or (mention.quote,)


def _is_alias(words: list[Word], before: Mention, mention: Mention) -> bool:
    """Whether the words between two mentions of one sentence say that the second is another name of the first."""
    between = words[first_word(words, before.end) : first_word(words, mention.start) + 1]
    if len(between) > _ALIAS_REACH or any(word.opens for word in between[:-1]):
        return False
    return any(word.lower in alias_words() for word in between[:-1])


def _is_form_of(form: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `form` is `full` with words left out or cut down to initials, in the same order."""
    rest = iter(full)
    return all(any(_stands_for(part, other) for other in rest) for part in form)


def _stands_for(part: str, other: str) -> bool:
    return part == other or (len(part) == 1 and other.startswith(part))


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
