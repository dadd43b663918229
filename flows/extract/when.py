"""When: which of a sentence's dates belongs to which of its acts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from flows.extract.dates import DateExpression
from flows.extract.lexicon import speech_verbs
from flows.extract.syntax import ancestors, place, place_end
from flows.extract.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


def act_dates(
    sentence: Span, found: Sequence[Trigger], dates: Sequence[DateExpression]
) -> dict[Trigger, DateExpression | None]:
    """The date of each trigger of a sentence.

    The one told behind it, else before it, else behind the next act, else the last one told before in the paragraph.
    """
    inside = [each for each in _within(sentence, dates) if not _dates_a_statement(sentence, each, found)]
    earlier = _within(sentence.doc[: sentence.start], dates)[-1:] if sentence.start else []
    return {trigger: _choose(trigger, found, inside) or next(iter(earlier), None) for trigger in found}


def _within(sentence: Span, dates: Sequence[DateExpression]) -> Sequence[DateExpression]:
    bounds = (place(sentence[0]), place_end(sentence[-1]))
    first, last = (bisect_left(dates, position, key=lambda each: each.start) for position in bounds)
    return [each for each in dates[first:last] if each.kind != "dateline"]


def _choose(trigger: Trigger, found: Sequence[Trigger], dates: Sequence[DateExpression]) -> DateExpression | None:
    later = [other.start for other in found if other.start >= trigger.end]
    next_start = min(later, default=None)
    behind = [each for each in dates if each.end > trigger.start]
    own = next((each for each in behind if next_start is None or each.start < next_start), None)
    before = [each for each in dates if each.end <= trigger.start]
    return own or next(iter(before[::-1]), None) or next(iter(behind), None)


def _dates_a_statement(sentence: Span, each: DateExpression, found: Sequence[Trigger]) -> bool:
    """Whether the date is of the saying: "was jailed, they said on Monday"."""
    token = _token_at(sentence.doc, each.start)
    heads = {trigger.head.i for trigger in found}
    for above in ancestors(token):
        if above.i in heads:
            return False
        if above.pos_ == "VERB":
            return above.lower_ in speech_verbs()
    return False


def _token_at(doc: Doc, position: int) -> Token:
    starts = [place(token) for token in doc]
    return doc[max(bisect_left(starts, position + 1) - 1, 0)]
