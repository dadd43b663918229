"""Held-out figures: what the heads say of documents that they were not trained on, against their labels."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import numpy as np

from flows.extract.dates import date_expressions
from flows.extract.encoder import Encoded, Encoder, Name
from flows.extract.numbers import number_expressions
from flows.extract.tagging import CAPACITIES, MEASURES
from flows.training.gold import Document

CHOSEN = 0.4  # probability from which on a person is taken for the patient of an act, or a number for a count
BEST = 0.15  # the same for the likeliest person of an act that has none above, and is not nameless

Items = Counter[tuple[object, ...]]
Sums = Counter[str]
CountKey = tuple[str, int, int | None, str]


def figures(documents: Iterable[Document], encoder: Encoder) -> dict[str, float]:
    """F1 of names, acts, (act, person) pairs, the same with date, and counts; accuracy of capacities and of `as_of`."""
    sums: Sums = Counter()
    for document in documents:
        encoded = encoder.read(document.text)
        _compare(sums, "names", Counter(map(_place, encoded.names)), Counter((a, b) for a, b, _ in document.mentions))
        kinds = {(trigger.type,) for trigger in encoded.triggers}
        _compare(sums, "act types", Counter(kinds), Counter({(act.type,) for act in document.acts}))
        _score_acts(sums, document, encoded)
        _score_counts(sums, document, encoded)
        _score_capacities(sums, document, encoded)
    return {name: _figure(sums, name) for name in sorted({key.partition(":")[0] for key in sums})}


def people_of(document: Document, encoded: Encoded) -> dict[str, list[tuple[int, int]]]:
    """The mentions found, by gold person; a name that is nobody's stands for itself."""
    owner = {document.text[start:end]: document.people[person] for start, end, person in document.mentions}
    found: dict[str, list[tuple[int, int]]] = {}
    for name in encoded.names:
        words = document.text[name.start : name.end]
        found.setdefault(owner.get(words, words), []).append((name.start, name.end))
    return found


def _score_acts(sums: Sums, document: Document, encoded: Encoded) -> None:
    people = people_of(document, encoded)
    names = list(people)
    dates = date_expressions(document.text, _day(document.published))
    chosen = encoded.act_dates([(each.start, each.end) for each in dates])
    pairs: set[tuple[object, ...]] = set()
    for i, (trigger, row) in enumerate(zip(encoded.triggers, encoded.patients(list(people.values())), strict=True)):
        best = chosen[i][0][0]
        when = None if best is None else dates[best].value
        if best is not None and dates[best].kind == "since" and when:
            when = when.partition("/")[0]
        some = [names[person] for person, score in row if score >= CHOSEN]
        if not some and trigger.nameless < CHOSEN and row and row[0][1] >= BEST:
            some = [names[row[0][0]]]
        group = encoded.text[slice(*trigger.patient)] if trigger.patient and not some else None
        pairs.update((trigger.type, name, None, when) for name in some)
        if group:
            pairs.add((trigger.type, None, group, when))
    gold: Items = Counter()
    for act in document.acts:
        gold.update((act.type, document.people[p], act.date) for p in act.people)
        if not act.people:
            gold[(act.type, None, act.date)] += 1
    found: Items = Counter((kind, name, when) for kind, name, _, when in pairs)
    _compare(sums, "acts with date", found, gold)
    _compare(sums, "acts", _undated(found), _undated(gold))


def _undated(items: Items) -> Items:
    counted: Items = Counter()
    for (kind, name, _), count in items.items():
        counted[kind, name] = 1 if name else counted[kind, name] + count
    return counted


def _score_counts(sums: Sums, document: Document, encoded: Encoded) -> None:
    numbers = [each for each in number_expressions(document.text) if each.counts_people]
    spans = [(each.start, each.end) for each in numbers]
    dates = date_expressions(document.text, _day(document.published))
    chosen = encoded.count_dates(spans, [(each.start, each.end) for each in dates])
    found: dict[CountKey, str | None] = {}
    for number, row, when in zip(numbers, encoded.measures(spans), chosen, strict=True):
        best = when[0][0]
        for measure in np.flatnonzero(row >= CHOSEN):
            said = None if best is None else dates[best].value
            key = (MEASURES[measure], number.value, number.high, number.qualifier)
            found.setdefault(key, document.published if said is None and measure == 0 else said)
    gold = {count.key: count.as_of for count in document.counts}
    _compare(sums, "counts", Counter(found.keys()), Counter(gold.keys()))
    both = found.keys() & gold.keys()
    sums["as_of:right"] += sum(found[key] == gold[key] for key in both)
    sums["as_of:all"] += len(both)


def _score_capacities(sums: Sums, document: Document, encoded: Encoded) -> None:
    people = {name: spans for name, spans in people_of(document, encoded).items() if name in document.people}
    for name, row in zip(people, encoded.capacities(list(people.values())), strict=True):
        sums["capacity:right"] += CAPACITIES[int(row.argmax())] == document.capacities[document.people.index(name)]
        sums["capacity:all"] += 1


def _place(name: Name) -> tuple[object, ...]:
    return name.start, name.end


def _day(published: str | None) -> date | None:
    return date.fromisoformat(published) if published else None


def _compare(sums: Sums, name: str, found: Items, gold: Items) -> None:
    sums[f"{name}:hits"] += (found & gold).total()
    sums[f"{name}:found"] += found.total()
    sums[f"{name}:gold"] += gold.total()


def _figure(sums: Sums, name: str) -> float:
    if f"{name}:all" in sums:
        return sums[f"{name}:right"] / max(sums[f"{name}:all"], 1)
    return 2 * sums[f"{name}:hits"] / max(sums[f"{name}:found"] + sums[f"{name}:gold"], 1)
