"""Realis: whether an act that a sentence names happened, by the table `data/realis.csv`.

What is demanded, threatened, planned, possible, conditional, denied or negated did not; what someone is cited with did,
and is `reported` or `alleged`.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from flows.extract.claims import Certainty
from flows.extract.syntax import ancestors
from flows.extract.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

_RANK: tuple[Certainty, ...] = ("asserted", "reported", "alleged")
_FACTUAL = frozenset({"relcl", "advcl", "appos", "parataxis"})  # what hangs on a verb in this way holds on its own
_EVENTFUL = frozenset({"trial", "appeal", "hearing", "retrial"})  # nouns that happen only when their verb does


@cache
def effects() -> dict[str, str]:
    """The effect of each word of the table: `none` (did not happen), `done`, `reported` or `alleged`."""
    rows = csv.DictReader(files("flows.extract").joinpath("data/realis.csv").read_text("utf-8").splitlines())
    return {row["word"]: row["effect"] for row in rows}


def certainty(trigger: Trigger) -> Certainty | None:
    """How surely the act happened, by the words of its sentence; None where it did not."""
    if trigger.type == "disappearance" and trigger.pattern.kind == "phrase":
        return "asserted"
    head = trigger.head
    if _is_unreal(head) or (head.pos_ == "NOUN" and _noun_is_unreal(head)):
        return None
    found: set[str] = {effects().get(child.lemma_.lower(), "") for child in head.children if child.dep_ == "advmod"}
    below = head
    for above in ancestors(head):
        if below.dep_ in _FACTUAL:
            break
        effect = _effect(above)
        if effect == "none" and _governs(above, below):
            return None
        if effect == "done":
            break
        found.add(effect)
        if below.dep_ == "conj" and not _has_own_auxiliary(below) and _is_unreal(above):
            return None
        below = above
    return max((each for each in _RANK if each in found), key=_RANK.index, default="asserted")


def _effect(token: Token) -> str:
    return effects().get(token.lemma_.lower(), "") or effects().get(token.lower_, "")


def _is_unreal(token: Token) -> bool:
    """Whether a word by which the act did not happen belongs to the verb itself: modal, negation, condition."""
    for child in token.children:
        if child.dep_ in {"aux", "neg", "mark", "det", "preconj"} and effects().get(child.lower_) == "none":
            return not _is_perfect_would(token, child)
        if child.dep_ in {"nsubj", "nsubjpass"} and _is_nobody(child):
            return True
    return _is_open_infinitive(token)


def _is_perfect_would(token: Token, child: Token) -> bool:
    """ "Would later be arrested" tells what came to pass."""
    return child.lower_ == "would" and any(other.lower_ in {"later", "eventually"} for other in token.children)


def _is_nobody(subject: Token) -> bool:
    words = {subject.lower_, *(child.lower_ for child in subject.children if child.dep_ == "det")}
    return bool(words & {"nobody", "none", "no", "neither"})


def _is_open_infinitive(token: Token) -> bool:
    """ "To be released", unless a word above says that it came to pass or was reported; "to have been released" did."""
    marks = [child for child in token.children if child.dep_ == "aux" and child.lower_ == "to"]
    if not marks or any(child.lemma_ == "have" for child in token.children if child.dep_ == "aux"):
        return False
    return _effect(token.head) not in {"done", "reported", "alleged"} and token.dep_ != "conj"


def _governs(above: Token, below: Token) -> bool:
    """Whether what `above` wants or denies is what `below` tells, and not its own subject."""
    return below.dep_ not in {"nsubj", "nsubjpass", "conj", "poss"} or above.pos_ == "ADJ"


def _noun_is_unreal(noun: Token) -> bool:
    """Trials that will, may or did not take place."""
    verb = noun.head
    return noun.lemma_ in _EVENTFUL and noun.dep_ in {"nsubj", "nsubjpass"} and _is_unreal(verb)


def _has_own_auxiliary(token: Token) -> bool:
    return any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for child in token.children)
