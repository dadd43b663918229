"""Gold documents with every label tied to its place in the text."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows.extract.dates import DateExpression, date_expressions

Span = tuple[int, int]

FOLD, HELD = 5, 2  # of every five documents the third is held out

AUXILIARIES = re.compile(
    r"(?:(?:was|were|is|are|been|being|be|has|had|have|having|did|not|also|since|then|later|the|a|an|his|her|their|its)\s+)+(?=\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Act:
    """An event at its trigger. `people` are indices into `Document.people`; `said` are the words that stand for them.

    `dates` are indices into `Document.dates`, of the expressions that tell its date.
    """

    type: str
    trigger: Span
    said: tuple[Span, ...]
    people: frozenset[int]
    date: str | None
    dates: tuple[int, ...]


@dataclass(frozen=True)
class Told:
    """Words that tell an act of this type once more, at another place than the gold's."""

    type: str
    words: Span


@dataclass(frozen=True)
class Number:
    """A counted number at one place. `certain` is false where the text has the same words at other places too."""

    span: Span
    measure: str
    date: str | None
    dates: tuple[int, ...]
    certain: bool


@dataclass(frozen=True)
class Count:
    """A count of the gold: `key` is (measure, value, high, qualifier)."""

    key: tuple[str, int, int | None, str]
    as_of: str | None


@dataclass(frozen=True)
class Document:
    """One gold document. `mentions` are (start, end, person) for every place where a person's name stands."""

    name: str
    text: str
    published: str | None
    people: tuple[str, ...]
    capacities: tuple[str, ...]
    mentions: tuple[tuple[int, int, int], ...]
    dates: tuple[Span, ...]
    acts: tuple[Act, ...]
    numbers: tuple[Number, ...]
    counts: tuple[Count, ...]
    repeats: tuple[Told, ...] = ()


def read_folder(folder: Path) -> list[Document]:
    """All documents of a gold folder, by name. Raises FileNotFoundError where a .json has no .txt."""
    return [read(path) for path in sorted(folder.glob("*.json"))]


def read(path: Path) -> Document:
    """The gold document whose annotation is the JSON file `path`."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    names = [person["name"] for person in gold["people"]]
    published = gold["published"]
    dates = date_expressions(text, date.fromisoformat(published) if published else None)
    acts = tuple(_acts(text, gold["events"], names, dates))
    return Document(
        name=gold["document_id"],
        text=text,
        published=published,
        people=tuple(names),
        capacities=tuple(person["capacity"] for person in gold["people"]),
        mentions=tuple(_mentions(text, [[p["name"], *p["also"]] for p in gold["people"]])),
        dates=tuple((each.start, each.end) for each in dates),
        acts=acts,
        numbers=tuple(_numbers(text, gold["counts"], acts, dates)),
        counts=tuple(Count((c["measure"], c["value"], c["high"], c["qualifier"]), c["as_of"]) for c in gold["counts"]),
    )


def places(text: str, words: str) -> list[Span]:
    """Where `words` stand in `text` as whole words."""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    return [match.span() for match in re.finditer(pattern, text)]


def _mentions(text: str, forms: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, int]]:
    """Places of all forms, the longer form first where two overlap."""
    ranked = sorted(((form, i) for i, person in enumerate(forms) for form in person), key=lambda x: (-len(x[0]), x))
    taken = [False] * len(text)
    found = []
    for form, person in ranked:
        for start, end in places(text, form):
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                found.append((start, end, person))
    yield from sorted(found)


def _telling(value: str | None, dates: Sequence[DateExpression]) -> tuple[int, ...]:
    """Expressions that tell this date; an act told in a "since" is at its start."""
    return tuple(
        i
        for i, each in enumerate(dates)
        if value
        and each.value
        and value in {each.value, each.value.partition("/")[0] if each.kind == "since" else None}
    )


def _acts(
    text: str, events: Sequence[dict[str, Any]], names: Sequence[str], dates: Sequence[DateExpression]
) -> Iterator[Act]:
    for event in events:
        passage = text.index(event["passage"])
        start = passage + event["passage"].index(event["trigger"])
        end = start + len(event["trigger"])
        prefix = AUXILIARIES.match(text, start, end)
        trigger = (prefix.end() if prefix else start, end)
        around = (passage, passage + len(event["passage"]))
        said = {words for words in event["said_as"] if words} or ({event["group"]} if event["group"] else set())
        spans = sorted({_nearest(text, words, trigger, around) for words in sorted(said)})
        people = frozenset(map(names.index, event["people"]))
        yield Act(event["type"], trigger, tuple(spans), people, event["date"], _telling(event["date"], dates))


def _nearest(text: str, words: str, trigger: Span, passage: Span) -> Span:
    """Where `words` most likely stand for the trigger's patient: in its passage, else the last place before it."""

    def distance(span: Span) -> tuple[bool, int]:
        outside = not (passage[0] <= span[0] and span[1] <= passage[1])
        before, after = trigger[0] - span[1], span[0] - trigger[1]
        return outside, before if before >= 0 else 3 * max(after, 0)

    start = text.find(words)
    return min(places(text, words) or [(start, start + len(words))], key=distance)


def _numbers(
    text: str, counts: Sequence[dict[str, Any]], acts: Sequence[Act], dates: Sequence[DateExpression]
) -> Iterator[Number]:
    for count in counts:
        found = places(text, count["surface"])
        if not found:
            start = text.find(count["surface"])
            found = [(start, start + len(count["surface"]))]
        said = {span for act in acts if act.type == count["measure"] for span in act.said}
        inside = [span for span in found if any(s[0] <= span[0] and span[1] <= s[1] for s in said)]
        if len(inside) == 1:
            found = inside
        for span in found:
            telling = _telling(count["as_of"], dates)
            yield Number(span, count["measure"], count["as_of"], telling, len(found) == 1)
