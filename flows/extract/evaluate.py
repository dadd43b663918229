"""How well the engine reads: its claims against gold annotations, scored as the annotation guidelines say."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from rich.table import Table

from flows.extract.claims import Claims
from flows.extract.gold import Annotation, GoldDocument, read_gold, to_gold

TOTALS = ("people", "capacity", "events", "events with date", "counts", "as_of")
RESAMPLES = 1000
SEED = 20250101
GROUP = ""  # stands for whoever has no name: any group matches any group

_FOLDED = {
    **dict.fromkeys(map(ord, "-‐‑‒–"), " "),
    **dict.fromkeys(map(ord, "'’‘ʼʻ`´ʹʺ"), None),
    **str.maketrans("łøđıħ", "lodih"),
}


class Reader(Protocol):
    """What can be evaluated."""

    def read_many(self, documents: Iterable[tuple[str, date | None]]) -> Iterator[Claims]:
        """The claims of each document, in order."""


@dataclass(frozen=True)
class Error:
    """One difference between the engine and the gold: a claim that was missed, is extra, or has another value."""

    document_id: str
    table: str
    kind: str
    what: str
    sentence: str


@dataclass(frozen=True)
class Figure:
    """Precision, recall and F1 over all documents, with the 95% interval of F1 over resampled documents."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float
    gold: int
    found: int


@dataclass(frozen=True)
class Scores:
    """A figure for each total (`events`) and each part of one (`events: arrest`), and every error."""

    documents: int
    figures: Mapping[str, Figure]
    errors: tuple[Error, ...]

    def as_json(self) -> dict[str, Any]:
        """The figures as plain values."""
        rows = {name: {key: _plain(value) for key, value in vars(row).items()} for name, row in self.figures.items()}
        return {"documents": self.documents, "figures": rows}


Pair = tuple[Any, ...]
Sums = list[int]  # hits, found and gold; for an accuracy, found and gold are both what was compared


def evaluate(gold_dir: Path, engine: Reader) -> Scores:
    """The engine's scores on the documents of a gold folder."""
    documents = read_gold(gold_dir)
    readings = engine.read_many((document.text, document.published) for document in documents)
    found = [
        to_gold(claims, document.document_id, document.published)
        for document, claims in zip(documents, readings, strict=True)
    ]
    return score(documents, found)


def score(documents: list[GoldDocument], found: list[Annotation]) -> Scores:
    """The scores of annotations of the same documents, in the same order."""
    compared = [Comparison(document, annotation) for document, annotation in zip(documents, found, strict=True)]
    names = sorted({name for one in compared for name in one.sums}, key=_order)
    return Scores(
        documents=len(documents),
        figures={name: figure([one.sums.get(name, [0, 0, 0]) for one in compared]) for name in names},
        errors=tuple(error for one in compared for error in one.errors),
    )


def figure(rows: list[Sums]) -> Figure:
    """The figure of the sums of each document."""
    table = np.array(rows, dtype=np.int64)
    draws = np.random.default_rng(SEED).integers(0, len(rows), (RESAMPLES, len(rows)))
    resampled = [_f1(*sums) for sums in table[draws].sum(axis=1)]
    hits, found, gold = (int(total) for total in table.sum(axis=0))
    low, high = np.percentile(resampled, [2.5, 97.5])
    return Figure(_ratio(hits, found), _ratio(hits, gold), _f1(hits, found, gold), float(low), float(high), gold, found)


def fold(name: str) -> str:
    """A name without case, diacritics, hyphens, apostrophes and spacing differences, as names are compared."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join(plain.casefold().translate(_FOLDED).split())


def as_table(scores: Scores) -> Table:
    """The figures as a table for a terminal."""
    table = Table(
        "", "precision", "recall", "F1", "95% interval", "gold", "found", title=f"{scores.documents} documents"
    )
    for name, row in scores.figures.items():
        shares = (f"{row.precision:.3f}", f"{row.recall:.3f}", f"{row.f1:.3f}", f"{row.low:.3f}–{row.high:.3f}")
        table.add_row(name, *shares, str(row.gold), str(row.found), style="bold" if name in TOTALS else "")
    return table


def as_lines(errors: Iterable[Error]) -> Iterator[str]:
    """Each error as a line: document, table, kind, what, and the sentence it stands in."""
    for error in errors:
        yield f"{error.document_id}\t{error.table}\t{error.kind}\t{error.what}\t{error.sentence}"


class Comparison:
    """One document's annotation by the engine against its gold: the sums of each figure, and the errors."""

    def __init__(self, gold: GoldDocument, found: Annotation) -> None:
        self.gold = gold
        self.found = found
        self.sums: dict[str, Sums] = defaultdict(lambda: [0, 0, 0])
        self.errors: list[Error] = []
        known = self._match_people()
        self._match_events("events", 2, known)
        self._match_events("events with date", 3, known)
        self._match_counts()

    def _match_people(self) -> dict[str, str]:
        """Match people by any form of their names; gives the found names as the gold has them."""
        known: dict[str, str] = {}
        open_ = list(self.gold.annotation["people"])
        for person in self.found["people"]:
            match = next((candidate for candidate in open_ if _forms(candidate) & _forms(person)), None)
            if match is None:
                self._note("people", "extra", person["name"], person["name"])
                continue
            open_.remove(match)
            known[person["name"]] = match["name"]
            self._compare_capacity(match, person)
        for person in open_:
            self._note("people", "miss", person["name"], person["name"])
        self._add("people", len(known), len(self.found["people"]), len(self.gold.annotation["people"]))
        return known

    def _compare_capacity(self, gold: Annotation, found: Annotation) -> None:
        right = gold["capacity"] == found["capacity"]
        for name in ("capacity", f"capacity: {gold['capacity']}"):
            self._add(name, right, 1, 1)
        if not right:
            what = f"{gold['name']}: {found['capacity']} for {gold['capacity']}"
            self._note("capacity", "differs", what, gold["name"])

    def _match_events(self, table: str, length: int, known: Mapping[str, str]) -> None:
        gold = [(pair[:length], event) for pair, event in _pairs(self.gold.annotation, {})]
        found = [(pair[:length], event) for pair, event in _pairs(self.found, known)]
        in_gold, in_found = (Counter(pair for pair, _ in side) for side in (gold, found))
        for kind in sorted({pair[0] for pair in [*in_gold, *in_found]}):
            given, wanted = (_of_type(side, kind) for side in (in_found, in_gold))
            for name in (table, f"{table}: {kind}"):
                self._add(name, (given & wanted).total(), given.total(), wanted.total())
        self._note_pairs(table, "miss", gold, in_gold - in_found)
        self._note_pairs(table, "extra", found, in_found - in_gold)

    def _note_pairs(self, table: str, kind: str, pairs: list[tuple[Pair, Annotation]], over: Counter[Pair]) -> None:
        for pair, event in reversed(pairs):
            if over[pair] > 0:
                over[pair] -= 1
                words = event.get("passage") or event["group"] or pair[1] or event["type"]
                who = pair[1] or f"({event['group']})"
                self._note(table, kind, " · ".join(map(str, (pair[0], who, *pair[2:]))), words)

    def _match_counts(self) -> None:
        open_ = list(self.found["counts"])
        for gold in self.gold.annotation["counts"]:
            same = [count for count in open_ if _count_key(count) == _count_key(gold)]
            match = min(same, key=lambda count: count["as_of"] != gold["as_of"], default=None)
            self._add_count(gold, match is not None, match is not None, 1)
            if match is None:
                self._note("counts", "miss", _count_text(gold), gold["surface"])
                continue
            open_.remove(match)
            self._compare_as_of(gold, match)
        for count in open_:
            self._add_count(count, 0, 1, 0)
            self._note("counts", "extra", _count_text(count), count["surface"])

    def _compare_as_of(self, gold: Annotation, found: Annotation) -> None:
        right = gold["as_of"] == found["as_of"]
        self._add("as_of", right, 1, 1)
        if not right:
            what = f"{_count_text(gold)}: {found['as_of']} for {gold['as_of']}"
            self._note("as_of", "differs", what, gold["surface"])

    def _add_count(self, count: Annotation, *sums: int) -> None:
        for name in ("counts", f"counts: {count['measure']}", f"counts: {count['qualifier']}"):
            self._add(name, *sums)

    def _add(self, figure: str, *sums: int) -> None:
        self.sums[figure] = [a + b for a, b in zip(self.sums[figure], sums, strict=True)]

    def _note(self, table: str, kind: str, what: str, words: str) -> None:
        self.errors.append(Error(self.gold.document_id, table, kind, what, _line_around(self.gold.text, words)))


def _pairs(annotation: Annotation, known: Mapping[str, str]) -> Iterator[tuple[Pair, Annotation]]:
    """(type, person, date) for each person of each event; a nameless event gives one for its group."""
    for event in annotation["events"]:
        for person in event["people"] or [GROUP]:
            yield (event["type"], known.get(person, person), event["date"]), event


def _of_type(pairs: Counter[Pair], kind: str) -> Counter[Pair]:
    return Counter({pair: times for pair, times in pairs.items() if pair[0] == kind})


def _count_key(count: Annotation) -> Pair:
    return count["measure"], count["value"], count["high"], count["qualifier"]


def _count_text(count: Annotation) -> str:
    return " ".join(str(part) for part in _count_key(count) if part is not None)


def _line_around(text: str, words: str) -> str:
    """The sentence that the words first stand in, roughly; the words alone where they do not stand in the text."""
    at = text.find(words)
    if at < 0:
        return words
    start = max(text.rfind("\n", 0, at), text.rfind(". ", 0, at)) + 1
    ends = [end for end in (text.find("\n", at + len(words)), text.find(". ", at + len(words))) if end >= 0]
    return text[start : min(ends, default=len(text)) + 1].strip()


def _forms(person: Annotation) -> set[str]:
    return {fold(form) for form in (person["name"], *person["also"])}


def _order(name: str) -> tuple[int, str]:
    total, _, part = name.partition(": ")
    return TOTALS.index(total) + (len(TOTALS) if part else 0), part


def _plain(value: float) -> float:
    return round(value, 4)


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(hits: int, found: int, gold: int) -> float:
    return float(2 * hits / (found + gold)) if found + gold else 1.0
