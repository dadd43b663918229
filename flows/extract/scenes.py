"""The scene of an act: the town or the building where it was done, as the text calls it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from flows.extract.lexicon import cities

REACH = 80  # characters after the act within which its place is looked for

_WORDS = tomllib.loads(files("flows.extract").joinpath("data/scenes.toml").read_text("utf-8"))
_NAME = r"[^\W\d_a-z][\w’'-]*(?: (?:(?:al|el|de|del|la|of)[ -])?[^\W\d_a-z][\w’'-]*){0,3}"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    building, town = f"{_NAME} {_WORDS['building']}", f"(?P<town>{_NAME})"
    sources = {
        "near": rf"(?:{_WORDS['away']}(?={building})|{_WORDS['lead']})(?P<place>{building}|{town})",
        "opening": rf"{_WORDS['opening']}(?P<place>{building}|{town}),",
        "border": _WORDS["border"],
    }
    return re.compile(sources[name].replace(" ", r"\s"))


def scene(text: str, sentence: tuple[int, int], act: int) -> tuple[int, int] | None:
    """Where the place is named in which an act was done whose telling in a sentence ends at `act`.

    Only a building that has a name, or a known town, and only in the clause of the act or at the head of its sentence:
    no place is better than a wrong one.
    """
    start, end = sentence
    for match in _pattern("near").finditer(text, act, min(end, act + REACH)):
        if _pattern("border").search(text, act, match.start()):
            break
        if _is_place(match):
            return match.span("place")
    opening = _pattern("opening").match(text, start, act)
    return opening.span("place") if opening and _is_place(opening) else None


def _is_place(match: re.Match[str]) -> bool:
    return match["town"] is None or match["town"] in cities()
