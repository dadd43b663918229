"""Roles: who an act was done to, by the grammar around its trigger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.cast import Cast
from flows.extract.lexicon import kin, roles
from flows.extract.phrases import people_words, set_size
from flows.extract.syntax import PASSIVE_SUBJECTS, SUBJECTS, children, is_passive, place, place_end
from flows.extract.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

_ONE = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_SEVERAL = frozenset({"they", "them", "their", "theirs", "themselves", "both", "all", "each"})
_RELATIVE = frozenset({"who", "whom", "that", "which", "whose"})
_COURTS = re.compile(r"court|tribunal|judge|jury|magistrate|bench|verdict", re.IGNORECASE)
_CUT = frozenset({"relcl", "acl", "advcl"})
_SHARING = frozenset({"conj", "advcl", "xcomp", "pcomp", "ccomp", "dep", "prep", "oprd"})  # share a subject with above
_CLIMB = 8  # verbs up to which a shared subject is sought


@dataclass(frozen=True)
class Patients:
    """Who an act was done to: people of the cast, else the words of a group. text[start:end] says them."""

    people: tuple[int, ...]
    start: int
    end: int
    group: str = ""

    @property
    def named(self) -> bool:
        """Whether they are people of the cast."""
        return bool(self.people)


def patients(trigger: Trigger, cast: Cast) -> Patients | None:
    """Who the act was done to; None where the sentence tells neither people nor a group of people."""
    for token in _patient_tokens(trigger):
        found = _resolve(token, cast)
        if found is not None:
            return found
    return None


def _patient_tokens(trigger: Trigger) -> Iterator[Token]:
    """The words that grammar puts into the patient's place, the likeliest first."""
    asked = trigger.pattern.patient
    head = trigger.head
    if "owner" in asked:
        yield from _owners(trigger.tokens[0])
    if "after" in asked:
        yield from children(trigger.tokens[-1], "pobj")
    if "thing" in asked:
        for thing in trigger.tokens[1:]:
            yield from _owners(thing)
    for word in trigger.tokens[1:]:
        yield from children(word, "nsubj")
    if "object" in asked and not ("court" in asked and not _is_done_by_court(head)):
        yield from _objects(head, passive_only="passive" in asked)
    if "subject" in asked:
        yield from _subjects(head)


def _is_done_by_court(verb: Token) -> bool:
    """Whether a verb of many meanings ("try", "clear") speaks of a court, or of people in the passive."""
    return is_passive(verb) or any(_COURTS.search(child.text) for child in verb.children)


def _owners(noun: Token) -> Iterator[Token]:
    """ "His arrest", "X's arrest", "the arrest of X", "charges against X", "X arrest"."""
    yield from children(noun, "poss")
    for preposition in children(noun, "prep"):
        if preposition.lower_ in {"of", "against", "on"}:
            yield from children(preposition, "pobj")


def _objects(verb: Token, *, passive_only: bool) -> Iterator[Token]:
    if is_passive(verb):
        yield from _subjects(verb)
        return
    if passive_only:
        return
    yield from (child for child in verb.children if child.dep_ in {"dobj", "obj", "dative"})
    yield from (child for child in verb.children if child.dep_ in {"ccomp", "oprd"} and child.pos_ in {"PROPN", "NOUN"})
    if verb.dep_ == "relcl":
        yield verb.head
    for other in verb.conjuncts:
        if other.i > verb.i and not is_passive(other):
            yield from children(other, "dobj")


def _subjects(verb: Token) -> Iterator[Token]:
    """The subject of a verb, else the noun that it describes, else that of the verbs it hangs on, the nearest first."""
    for _ in range(_CLIMB):
        yield from (_antecedent(child, verb) for child in verb.children if child.dep_ in SUBJECTS | PASSIVE_SUBJECTS)
        head = verb.head
        if verb.dep_ in {"acl", "relcl", "amod"}:
            yield head
        if verb.dep_ not in _SHARING:
            return
        if head.pos_ in {"ADP", "SCONJ"}:
            head = head.head
        if verb.dep_ == "xcomp":
            yield from children(head, "dobj")
        if head.pos_ not in {"VERB", "AUX", "ADJ"}:
            yield head
            return
        verb = head


def _antecedent(token: Token, verb: Token) -> Token:
    """What a relative pronoun stands for; any other word stands for itself."""
    if token.lower_ not in _RELATIVE:
        return token
    while verb.dep_ not in {"relcl", "acl"} and verb.head != verb:
        verb = verb.head
    return verb.head if verb.dep_ in {"relcl", "acl"} else token


def _resolve(token: Token, cast: Cast) -> Patients | None:
    """The people that a noun phrase names or stands for, else the phrase as a group where it may be people."""
    start, end = _extent(token)
    if token.lower_ in _RELATIVE:
        return None
    end = max([end, *(mention.end for mention in cast.within(end, end + 2))])  # "the poet X", however it was parsed
    named = tuple(dict.fromkeys(mention.person for mention in cast.within(start, end)))
    if token.pos_ == "PRON" or token.lower_ in _ONE | _SEVERAL:
        return _resolve_pronoun(token, cast, start, end)
    if named and not _owned_only(token, cast):
        return Patients(named, start, end)
    return _resolve_phrase(token, cast, start, end)


def _owned_only(token: Token, cast: Cast) -> bool:
    """ "X's lawyer": the phrase names X but means someone else."""
    owners = [place(child) for child in children(token, "poss")]
    return any(cast.within(start, start + 1) for start in owners) and not cast.within(place(token), place_end(token))


def _resolve_pronoun(token: Token, cast: Cast, start: int, end: int) -> Patients | None:
    sentence = place(token.sent[0])
    if token.lower_ in _ONE:
        person = cast.one(place(token), sentence)
        return Patients((person,), start, end) if person is not None else None
    if token.lower_ in _SEVERAL:
        people = cast.several(place(token), None)
        return Patients(people, start, end) if people else None
    return None


def _resolve_phrase(token: Token, cast: Cast, start: int, end: int) -> Patients | None:
    words = token.doc.text[start - token.doc.user_data["offset"] : end - token.doc.user_data["offset"]]
    size = set_size(words)
    if size:
        people = cast.several(start, size)
        if people:
            return Patients(people, start, end)
    if _is_one_told_before(token, words):
        person = cast.one(start, place(token.sent[0]))
        if person is not None:
            return Patients((person,), start, end)
    if is_people(token) or any(is_people(each) for each in _members(token)):
        return Patients((), start, end, words)
    return None


def _members(token: Token) -> Iterator[Token]:
    """Of whom a phrase speaks: "a group of prisoners", "some of the men"."""
    for preposition in children(token, "prep"):
        if preposition.lower_ == "of":
            yield from children(preposition, "pobj")


def _is_one_told_before(token: Token, words: str) -> bool:
    """ "The lawyer", "the 34-year-old": one person, with the article of someone who was told of before."""
    return words.lower().startswith("the ") and token.tag_ == "NN" and len(words.split()) <= 3 and is_people(token)


def _extent(token: Token) -> tuple[int, int]:
    """The phrase of a noun without the clauses that describe it."""
    tokens = sorted(_kept(token), key=lambda each: each.i)
    while tokens and tokens[-1].is_punct:
        tokens.pop()
    return (place(tokens[0]), place_end(tokens[-1])) if tokens else (place(token), place_end(token))


def _kept(token: Token) -> Iterator[Token]:
    open_ = [token]
    while open_:
        last = open_.pop()
        yield last
        open_.extend(child for child in last.children if not _is_cut(child))


def _is_cut(child: Token) -> bool:
    return child.dep_ in _CUT or (child.dep_ == "prep" and child.lower_ not in {"of", "like", "including"})


def is_people(token: Token) -> bool:
    """Whether a noun is one for people: a role, kin, a number with no noun, or a plural that ends like one."""
    words, endings = people_words()
    lower = token.lower_
    if token.pos_ == "NUM" or token.like_num:
        return True
    if lower in words or lower in roles() or token.lemma_.lower() in roles() or lower in kin():
        return True
    return token.tag_ in {"NNS", "NNPS"} and lower.endswith(endings)
