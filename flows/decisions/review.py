"""The people of a release who may be one, as questions; the answers, as decisions."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from schemas.tables import Tables

DECIDED = "decided: "
QUOTES = 3  # of each person, as many as a person reads
COLUMNS = ("one", "other", "outcome", "why", "score", "reason", "name_one", "quotes_one", "name_other", "quotes_other")


@dataclass(frozen=True, slots=True)
class Side:
    """One person: the row, the evidence that a decision names it by, and some quotes."""

    row: Mapping[str, Any]
    evidence_id: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Whether two people are one, and why the run could not tell."""

    one: Side
    other: Side
    score: float
    why: str


def questions(tables: Tables) -> Iterator[Question]:
    """The pairs that nobody decided yet, the likeliest first."""
    people = {row["person_id"]: row for row in tables["people"].iter_rows(named=True)}
    named = (
        tables["evidence"].filter(pl.col("table") == "people").sort("evidence_id").partition_by("row_id", as_dict=True)
    )
    waiting = tables["unsure"].filter(~pl.col("why").str.starts_with(DECIDED))
    for row in waiting.sort("score", "person_id", "other_id", descending=[True, False, False]).iter_rows(named=True):
        one, other = (_side(people[row[name]], named[row[name],]) for name in ("person_id", "other_id"))
        yield Question(one, other, row["score"], row["why"])


def quotes(tables: Tables) -> set[str]:
    """The evidence that a decision on people can name."""
    return set(tables["evidence"].filter(pl.col("table") == "people")["evidence_id"])


def decision(question: Question, outcome: str, who: str, day: str, why: str | None = None) -> dict[str, str | None]:
    """A row of identity.csv. It names quotes, not rows: rows are merged, quotes stay."""
    pair = {"one": question.one.evidence_id, "other": question.other.evidence_id}
    return {**pair, "outcome": outcome, "who": who, "when": day, "why": why or question.why}


def write_questions(found: Iterable[Question], path: Path) -> int:
    """Writes the questions as CSV, with an empty column for the outcome. Gives their number."""
    rows = [_as_row(question) for question in found]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def _side(row: Mapping[str, Any], evidence: pl.DataFrame) -> Side:
    around = evidence.filter(pl.col("quote").is_not_null()).unique("document_id", maintain_order=True).head(QUOTES)
    told = around.select(pl.concat_str("prefix", "quote", "suffix", ignore_nulls=True)).to_series()
    return Side(row, evidence[0, "evidence_id"], tuple(" ".join(words.split()) for words in told))


def _as_row(question: Question) -> dict[str, str]:
    sides = {"one": question.one, "other": question.other}
    return {
        **{name: side.evidence_id for name, side in sides.items()},
        **{f"name_{name}": str(side.row["name"]) for name, side in sides.items()},
        # In quotation marks, so that no spreadsheet takes the words of a text for a formula.
        **{f"quotes_{name}": " | ".join(f"“{quote}”" for quote in side.quotes) for name, side in sides.items()},
        "score": f"{question.score:.2f}",
        "reason": question.why,
    }
