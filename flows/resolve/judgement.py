"""Whether two profiles are one person: what the names say, and what the contexts add to it."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import Literal

from flows.resolve.context import agreements, contradictions
from flows.resolve.names import DIFFERENT, SAME, Match, compare, is_full
from flows.resolve.names.person_name import readings_of
from flows.resolve.profiles import Profile

SURE = 0.97  # no name is surer than that: there are namesakes


Apart = Literal["", "name", "context"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """`outcome` is same, different or unsure; `apart` says what keeps the two from being joined over others too."""

    outcome: str
    score: float
    apart: Apart
    why: str


@dataclass(frozen=True, slots=True)
class Cue:
    """`weight` is added to the log odds that two profiles are one person; `apart` marks a contradiction."""

    weight: float
    apart: bool


@cache
def cues() -> dict[str, Cue]:
    """The cues of `data/cues.csv`, by name."""
    table = (files("flows.resolve") / "data" / "cues.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    return {row["cue"]: Cue(float(row["weight"]), row["apart"] == "yes") for row in rows}


def judge(one: Profile, other: Profile) -> Judgement:
    """Adds the weights of the cues to the log odds of the likest names, as Fellegi and Sunter (1969) do.

    The thresholds are those of names; below the lower one a name is another one, whatever the context.
    """
    match, left, right = max(
        ((compare(a, b), a, b) for a in one.names for b in other.names), key=lambda found: (found[0].score, found[1:])
    )
    if match.score < DIFFERENT:
        return Judgement("different", match.score, "name", match.why)
    found = [*_name_cues(left, right), *_context_cues(one, other)]
    odds = sum((cues()[cue].weight for cue in found), start=_log_odds(min(match.score, SURE)))
    score = 1 / (1 + exp(-odds))
    outcome = "same" if score >= SAME else "different" if score < DIFFERENT else "unsure"
    return Judgement(outcome, round(score, 4), _apart(outcome, found), _why(match, found))


def _apart(outcome: str, found: list[str]) -> Apart:
    if any(cues()[cue].apart for cue in found):
        return "context"
    return "name" if outcome == "different" else ""


def _context_cues(one: Profile, other: Profile) -> list[str]:
    """Two people of one text may well share an act; a text that names both tells them apart."""
    if not one.documents.isdisjoint(other.documents):
        return [*contradictions(one.context, other.context), "same_text"]
    return [*contradictions(one.context, other.context), *agreements(one.context, other.context)]


def _name_cues(left: str, right: str) -> list[str]:
    if is_full(left) and is_full(right):
        return []
    return ["single_name" if min(_parts(left), _parts(right)) < 2 else "initial"]


def _parts(name: str) -> int:
    return len(readings_of(name)[0].parts)


def _log_odds(score: float) -> float:
    return log(score / (1 - score))


def _why(match: Match, found: list[str]) -> str:
    return "; ".join([match.why, *(cue.replace("_", " ") for cue in found)])
