"""Triggers: the words of a parsed sentence that name an act done to people, found by the table `data/triggers.csv`.

Words of a row, in order: `a|b` is either word, `…` leaves room for other words, TERM is a prison term ("six years", "a
six-year term"), COUNTRY the name of a country. Verbs and nouns are given by their lemma.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from flows.extract.countries import country_mentions
from flows.extract.syntax import place, place_end

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

GAP = 9  # words that `…` may stand for
_TERM_UNITS = frozenset({"year", "month", "day", "week", "life", "lash"})
_VERBAL = frozenset({"VERB", "AUX", "ADJ"})


@dataclass(frozen=True)
class Pattern:
    """One row of the table."""

    type: str
    words: tuple[str, ...]
    kind: str
    patient: frozenset[str]
    example: str

    @property
    def name(self) -> str:
        """How the row is called in explanations."""
        return f"{self.type}: {' '.join(self.words)}"


@dataclass(frozen=True)
class Trigger:
    """Words of a parse that name an act; `head` is the first of them."""

    pattern: Pattern
    tokens: tuple[Token, ...]

    @property
    def head(self) -> Token:
        """The verb or noun whose grammar tells who the act was done to."""
        return self.tokens[0]

    @property
    def type(self) -> str:
        """The type of the act."""
        return self.pattern.type

    @property
    def start(self) -> int:
        """Where the words start in the text."""
        return place(self.tokens[0])

    @property
    def end(self) -> int:
        """Where the words end in the text."""
        return place_end(self.tokens[-1])


@cache
def patterns() -> tuple[Pattern, ...]:
    """The rows of the table; where two name the same words as two types, both hold."""
    rows = csv.DictReader(files("flows.extract").joinpath("data/triggers.csv").read_text("utf-8").splitlines())
    return tuple(
        Pattern(
            row["type"], tuple(row["words"].split()), row["kind"], frozenset(row["patient"].split()), row["example"]
        )
        for row in rows
    )


@cache
def _by_first_word() -> dict[str, list[Pattern]]:
    index: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in sorted(patterns(), key=lambda pattern: -len(pattern.words)):
        for word in pattern.words[0].split("|"):
            index[word].append(pattern)
    return index


def triggers(doc: Doc) -> list[Trigger]:
    """The triggers of a parse, in order; of several for one head word the longest, of each type that is as long."""
    found: list[Trigger] = []
    for token in doc:
        here = list(_at(token))
        longest = max((len(trigger.tokens) for trigger in here), default=0)
        best = {trigger.type: trigger for trigger in here if len(trigger.tokens) == longest}
        found.extend(best.values())
    return [trigger for trigger in found if not _inside_another(trigger, found)]


def _at(token: Token) -> Iterator[Trigger]:
    for lemma in _lemmas(token):
        for pattern in _by_first_word().get(lemma, ()):
            if _fits_kind(token, pattern):
                tokens = _rest(token, pattern.words[1:])
                if tokens is not None:
                    yield Trigger(pattern, (token, *tokens))


def _lemmas(token: Token) -> list[str]:
    """The lemma, and the verbs that a participle may come from, which the tagger may have taken for an adjective."""
    lower = token.lower_
    stems = [lower[:-2], lower[:-1], lower[:-3]] if lower.endswith("ed") else []
    return list(dict.fromkeys([token.lemma_.lower(), *stems]))


def _fits_kind(token: Token, pattern: Pattern) -> bool:
    if "court" in pattern.patient and any(child.dep_ == "xcomp" for child in token.children):
        return False  # "tried to leave"
    if pattern.kind == "verb":
        return token.pos_ in _VERBAL or token.lower_.endswith("ed")
    if pattern.kind == "noun":
        return token.pos_ in {"NOUN", "PROPN"}
    return True


def _rest(head: Token, words: Sequence[str]) -> list[Token] | None:
    """The tokens of the further words of a pattern behind its head, or None where they do not all follow."""
    found: list[Token] = []
    position, room = head.i + 1, 0
    end = head.sent.end
    for word in words:
        if word == "…":
            room = GAP
            continue
        match = next((i for i in range(position, min(position + room + 1, end)) if _is(head.doc[i], word)), None)
        if match is None:
            return None
        found.append(head.doc[match])
        position, room = match + 1, 0
    return found


def _is(token: Token, word: str) -> bool:
    if word == "TERM":
        return _is_term(token)
    if word == "COUNTRY":
        return token.pos_ == "PROPN" and any(each.kind == "name" for each in country_mentions(token.text))
    wanted = word.split("|")
    return str(token.lower_) in wanted or str(token.lemma_).lower() in wanted


def _is_term(token: Token) -> bool:
    """Whether a token starts a term: "six years", "a six-year term", "life"."""
    words = [other.lemma_.lower() for other in token.doc[token.i : token.i + 6]]
    if words[0] in {"life", "death"}:
        return True
    if token.pos_ not in {"NUM", "DET"} and not token.like_num:
        return False
    return any(word in _TERM_UNITS for word in words[1:])


def _inside_another(trigger: Trigger, found: list[Trigger]) -> bool:
    """Whether another trigger takes this one's head word as one of its further words: "put to death" is no death."""
    return any(trigger.head in other.tokens[1:] for other in found)
