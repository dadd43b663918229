"""Claims and texts without those who asked to be left out; of others in the same words all stays, the name masked."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from flows.decisions.decision import Decisions
from flows.decisions.read import stop
from flows.extract.claims import Claims, CountClaim, EventClaim, Passage, PersonClaim, Reading
from flows.ingest.document import Document, Rejection
from flows.resolve.people import Person
from flows.withdrawals.legible import Span
from flows.withdrawals.matcher import Matcher, masked
from schemas.quotes import MASK

Mention = tuple[str, str]
C = TypeVar("C", EventClaim, CountClaim)
_WORDS = ("title", "publisher", "url", "path", "licence")
MASKED_ALONE = ("subject", "value")  # columns of `rejected` in which a surname alone is masked, too
_TOLD = ("group", "source", "place", "surface")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is left, with all texts masked in place, so that every offset holds."""

    documents: list[Document]
    readings: list[Reading]
    rejected: list[Rejection]


def leave_out(
    documents: Iterable[Document],
    readings: Sequence[Reading],
    rejected: Iterable[Rejection],
    people: Iterable[Person],
    matcher: Matcher,
) -> LeftOut:
    """Leaves out every person of `people` whose name any document spells like a withdrawn one's.

    A surname alone is masked in texts that name the person in full, and in what was turned away; elsewhere only where
    it is a whole value.
    """
    gone = _withdrawn(people, matcher)
    spans: dict[str, list[Span]] = defaultdict(list)
    kept: dict[str, list[Span]] = defaultdict(list)
    for reading in readings:
        for person in reading.claims.people:
            places = spans if (reading.document_id, person.name) in gone else kept
            places[reading.document_id].extend((each.start, each.end) for each in person.passages)
    masks = [_mask_document(each, spans[each.document_id], kept[each.document_id], matcher) for each in documents]
    texts = {document.document_id: document.text for document in masks if document.text is not None}
    found = [_mask_reading(reading, texts.get(reading.document_id), gone, matcher) for reading in readings]
    return LeftOut(masks, found, [_mask_rejection(each, matcher) for each in rejected])


def without_names(decisions: Decisions, matcher: Matcher) -> Decisions:
    """The decisions with the names of the withdrawn masked in what they tell, and in what they expect of a value.

    Raises DataFault with the corrections that would bring such a name back.
    """
    corrections = decisions.corrections
    telling = [one for one in corrections if matcher.names(one.source) or (one.value and matcher.names(one.value))]
    stop("corrections", [f"line {each.line}: its value or source names a person who withdrew" for each in telling])
    return replace(
        decisions,
        identity=tuple(replace(each, why=each.why and matcher.mask(each.why)) for each in decisions.identity),
        corrections=tuple(
            replace(each, expected=each.expected and matcher.mask(each.expected)) for each in corrections
        ),
    )


def _withdrawn(people: Iterable[Person], matcher: Matcher) -> set[Mention]:
    """The mentions of withdrawn people; the matcher learns the spellings that only this run joined to theirs."""
    hits = [(person, numbers) for person in people if (numbers := _numbers(person, matcher))]
    for person, numbers in hits:
        for number in numbers:
            matcher.learn(number, {claimed.claim.name for claimed in person})
    return {(claimed.document_id, claimed.claim.name) for person, _ in hits for claimed in person}


def _numbers(person: Person, matcher: Matcher) -> set[int]:
    """The withdrawals that the person is of; a surname alone stands only for who has no fuller name."""
    names = {name for claimed in person for name in (claimed.claim.name, *claimed.claim.other_names)}
    full = {name for name in names if " " in name} or names
    return {number for name in full if (number := matcher.who(name)) is not None}


def _mask_document(document: Document, gone: Sequence[Span], kept: Sequence[Span], matcher: Matcher) -> Document:
    text = document.text or ""
    spans = [*gone, *matcher.spans(text)]
    told: dict[str, Any] = {
        name: matcher.mask(value, alone=bool(spans)) for name in _WORDS if (value := getattr(document, name))
    }
    if document.text is None:
        return replace(document, **told)
    if spans:
        spans += [span for span in matcher.surnames(text) if not any(_in(span, other) for other in kept)]
    return replace(document, **told | {"text": masked(text, spans)})


def _mask_rejection(rejection: Rejection, matcher: Matcher) -> Rejection:
    """Of what was turned away no text tells whose a surname alone is, such as that of a path."""
    told: dict[str, Any] = {
        name: matcher.mask(value, alone=True) for name in MASKED_ALONE if (value := getattr(rejection, name))
    }
    return replace(rejection, reason=matcher.mask(rejection.reason), **told)


def _in(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


def _mask_reading(reading: Reading, text: str | None, gone: Set[Mention], matcher: Matcher) -> Reading:
    names = {person.name for person in reading.claims.people if (reading.document_id, person.name) in gone}
    mask = partial(matcher.mask, alone=MASK in (text or ""))
    people = [_mask_person(each, text, mask) for each in reading.claims.people if each.name not in names]
    events = [
        replace(event, people=tuple(name for name in event.people if name not in names))
        for event in reading.claims.events
        if not event.people or not names.issuperset(event.people)
    ]
    claims = Claims(
        tuple(people),
        tuple(_mask_claim(event, text, mask) for event in events),
        tuple(_mask_claim(count, text, mask) for count in reading.claims.counts),
    )
    return replace(reading, claims=claims)


def _mask_person(person: PersonClaim, text: str | None, mask: Callable[[str], str]) -> PersonClaim:
    return replace(
        person,
        other_names=tuple(name for name in person.other_names if MASK not in mask(name)),
        occupations=tuple(map(mask, person.occupations)),
        passages=_mask_passages(person.passages, text),
    )


def _mask_claim(claim: C, text: str | None, mask: Callable[[str], str]) -> C:
    told: dict[str, Any] = {name: mask(value) for name in _TOLD if (value := getattr(claim, name, None))}
    return replace(claim, **told | {"passages": _mask_passages(claim.passages, text)})


def _mask_passages(passages: Sequence[Passage], text: str | None) -> tuple[Passage, ...]:
    """The passages as the masked text has them, without those of which nothing else is left, where others show it."""
    if text is None:
        return tuple(passages)
    found = [replace(each, quote=text[each.start : each.end]) for each in passages]
    return tuple(each for each in found if each.quote.strip(f"{MASK} .,")) or tuple(found)
