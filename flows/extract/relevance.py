"""Relevance: which stretches of a text may tell of acts done to people, by the words of `data/cues.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from flows.extract.alternatives import any_of

REACH = 1_200  # characters around a cue that are worth reading closely
ENOUGH = 4  # different weak cues within reach that are worth a strong one


def worth_reading(text: str) -> list[tuple[int, int]]:
    """The stretches of a text, in order and apart, that may tell of acts done to people."""
    spans: list[tuple[int, int]] = []
    weak: dict[str, int] = {}
    for match in _cues().finditer(text):
        if match.lastgroup == "weak":
            weak[match.group().lower()] = match.start()
            weak = {word: at for word, at in weak.items() if match.start() - at <= REACH}
        if match.lastgroup == "strong" or len(weak) >= ENOUGH:
            _widen(spans, max(0, match.start() - REACH), min(len(text), match.end() + REACH))
    return spans


def _widen(spans: list[tuple[int, int]], start: int, end: int) -> None:
    if spans and start <= spans[-1][1]:
        start = spans.pop()[0]
    spans.append((start, end))


@cache
def _cues() -> re.Pattern[str]:
    table = tomllib.loads(files("flows.extract").joinpath("data/cues.toml").read_text("utf-8"))
    strong, weak = any_of(table["strong"]), any_of(table["weak"])
    letters = "".join(sorted({cue[0] for cue in (*table["strong"], *table["weak"])}))
    return re.compile(rf"\b(?=[{letters}])(?:(?P<strong>{strong})|(?P<weak>{weak}))", re.IGNORECASE)
