"""Sources: who says so, as the text calls them, and how surely; by the patterns of `data/sources.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from flows.extract.claims import Certainty
from flows.extract.lexicon import speech_verbs

LONGEST = 90  # characters of a source's name
_NAME = r"[^\n,.;:!?“”\"()–—]"
_TABLE = tomllib.loads(files("flows.extract").joinpath("data/sources.toml").read_text("utf-8"))
_REPORTED, _ALLEGED, _PRONOUN, _VERB_INSIDE, _LEAD = (
    re.compile(_TABLE[name], re.IGNORECASE) for name in ("reported", "alleged", "pronoun", "verb_inside", "lead")
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    verbs = "|".join(sorted({*speech_verbs(), *_TABLE["counting"]} - {*_TABLE["left_out"]}))
    return {name: re.compile(source.format(name=_NAME, verbs=verbs)) for name, source in _TABLE["patterns"].items()}


def source(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The place of the words that say whose word the sentence text[start:end] is; None where it is the author's."""
    sentence = text[start:end]
    for pattern in _patterns().values():
        for match in pattern.finditer(sentence):
            place = _trimmed(sentence, *match.span("who"))
            if place is not None:
                return start + place[0], start + place[1]
    return None


def certainty(text: str, start: int, end: int) -> Certainty:
    """How surely the sentence text[start:end] tells what it tells."""
    if _ALLEGED.search(text, start, end):
        return "alleged"
    if _REPORTED.search(text, start, end) or source(text, start, end):
        return "reported"
    return "asserted"


def _trimmed(sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """The name at a place, without white space and joining words around it; None where it is no name."""
    lead = _LEAD.match(sentence, start, end)
    start = lead.end() if lead else start
    name = sentence[start:end].strip()
    start += len(sentence[start:end]) - len(sentence[start:end].lstrip())
    if not name or len(name) > LONGEST or _PRONOUN.fullmatch(name) or _VERB_INSIDE.search(name):
        return None
    return start, start + len(name)
