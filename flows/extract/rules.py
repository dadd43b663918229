"""The rules: acts read from parsed sentences by the tables of triggers and of realis; only the parser is learned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.acts import Act
from flows.extract.cast import Cast
from flows.extract.dates import DateExpression
from flows.extract.realis import certainty
from flows.extract.roles import patients
from flows.extract.syntax import paragraphs, parse
from flows.extract.triggers import Trigger, patterns, triggers
from flows.extract.when import act_dates

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ANEW = frozenset({"again", "anew", "another", "second", "re"})


def acts(text: str, cast: Cast, dates: Sequence[DateExpression]) -> list[Act]:
    """The acts that a text tells, in order."""
    spans = [(start, end) for start, end in paragraphs(text) if _cues().search(text, start, end)]
    return [act for doc in parse(text, spans) for act in _acts_of(doc, cast, dates)]


@cache
def _cues() -> re.Pattern[str]:
    """Beginnings of the words one of which every act needs; a paragraph without them is not parsed."""
    stems = {word[: max(3, len(word) - 2)] for pattern in patterns() for word in pattern.words[0].split("|")}
    irregular = {
        "took",
        "drove",
        "flew",
        "gave",
        "got",
        "went",
        "sent",
        "stood",
        "left",
        "came",
        "held",
        "hung",
        "found",
        "fled",
        "brought",
        "shot",
        "lost",
        "beat",
        "led",
        "kept",
        "laid",
        "tri",
        "dying",
        "is",
        "was",
        "were",
        "are",
        "been",
    }
    return re.compile(rf"\b(?:{'|'.join(sorted(stems | irregular))})", re.IGNORECASE)


def _acts_of(doc: Doc, cast: Cast, dates: Sequence[DateExpression]) -> Iterator[Act]:
    by_sentence: dict[int, list[Trigger]] = {}
    for trigger in triggers(doc):
        by_sentence.setdefault(trigger.head.sent.start, []).append(trigger)
    for found in by_sentence.values():
        when = act_dates(found[0].head.sent, found, dates)
        for trigger in found:
            act = _act(trigger, cast, when[trigger])
            if act is not None:
                yield act


def _act(trigger: Trigger, cast: Cast, when: DateExpression | None) -> Act | None:
    sure = certainty(trigger)
    if sure is None:
        return None
    who = patients(trigger, cast)
    if who is None or (not who.named and _only_identifies(trigger)):
        return None
    return Act(
        start=trigger.start,
        end=trigger.end,
        type=trigger.type,
        people=who.people,
        said_start=who.start,
        said_end=who.end,
        group=who.group,
        date=when.value if when else None,
        date_start=when.start if when and when.value else None,
        date_end=when.end if when and when.value else None,
        certainty=sure,
        method=f"rule {trigger.pattern.name}",
        anew=_is_anew(trigger),
    )


def _only_identifies(trigger: Trigger) -> bool:
    """Whether words that tell of nobody by name tell which people are meant, not what was done: "those convicted"."""
    return trigger.pattern.kind == "noun" or trigger.head.dep_ in {"acl", "amod", "compound", "relcl"}


def _is_anew(trigger: Trigger) -> bool:
    words = {child.lower_ for child in trigger.head.children}
    return bool(words & _ANEW) or trigger.head.lower_.startswith(("rearrest", "retr"))
