"""Places: the country in which an act was done, and the one to which it took people."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files

from flows.extract.countries import CountryMention

_CUES: dict[str, re.Pattern[str]] = {
    name: re.compile(source.replace(" ", r"\s"), re.IGNORECASE)
    for name, source in tomllib.loads(
        files("flows.extract").joinpath("data/countries_cues.toml").read_text("utf-8")
    ).items()
}
_TITLE_WEIGHT, _HEAD_WEIGHT, _HEAD = 4, 2, 700
_LEAD, _TAIL, _REACH = 60, 90, 1500
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[^\W\d_a-z])|\n")
_NUMBERING = re.compile(r"[^\w\n]*(?:[\dIVX.]{1,6}[.)]?\s)?[^\w\n]*")
_HEADING_END = re.compile(r"(?:\s\([^)\n]{1,40}\))?\s*(?:[.:–—\n]|$)")


@dataclass(frozen=True, slots=True)
class Atlas:
    """The countries of one text: its mentions in order, the country of each section, and the one it is mostly about.

    `sections` are (start, code), in order, of a text that goes from country to country under headings; else empty.
    """

    text: str
    mentions: tuple[CountryMention, ...]
    sections: tuple[tuple[int, str], ...]
    main: str | None


def read_atlas(text: str, mentions: Sequence[CountryMention]) -> Atlas:
    """What `mentions`, those of `text`, tell of the text as a whole."""
    return Atlas(text, tuple(mentions), _sections(text, mentions), _main(text, mentions))


def place_country(atlas: Atlas, position: int) -> str | None:
    """The country in which an act told at `position` was done, or null where that is not plain.

    What its sentence says goes first ("arrested in Warsaw", "a Warsaw court", "expelled by Poland"), then the heading
    that it stands under, then the country of the text.
    """
    local = [each for each in _in_sentence(atlas, position) if _is_scene(atlas.text, each)]
    if local:
        return min(local, key=lambda each: (abs(each.start - position), each.start)).code
    return _default(atlas, position)


def destination_country(atlas: Atlas, position: int, place: str | None) -> str | None:
    """The country to which an act told at `position`, done in `place`, took people; null where that is not plain.

    "Expelled to Lithuania", "flown to Vilnius"; else the country of those people ("deported 41 Syrians"), else that of
    the text: someone sent away from elsewhere is sent there.
    """
    near = [each for each in _in_sentence(atlas, position) if each.code != place]
    tests: tuple[Callable[[CountryMention], bool], ...] = (
        lambda each: each.start >= position and _is_goal(atlas.text, each),
        lambda each: _is_goal(atlas.text, each),
        lambda each: each.kind == "demonym" and not _CUES["agent"].match(atlas.text[each.end : each.end + _TAIL]),
    )
    for test in tests:
        found = [each for each in near if test(each)]
        if found:
            return min(found, key=lambda each: (abs(each.start - position), each.start)).code
    home = _default(atlas, position)
    return home if home != place else None


def named_goal(atlas: Atlas, position: int, place: str | None) -> str | None:
    """The other country that the words after `position` in its sentence name as the goal: "taken to Lithuania"."""
    for mention in _in_sentence(atlas, position):
        if mention.start >= position and mention.code != place and _is_goal(atlas.text, mention):
            return mention.code
    return None


def _default(atlas: Atlas, position: int) -> str | None:
    section = bisect_left(atlas.sections, position + 1, key=lambda each: each[0])
    return atlas.sections[section - 1][1] if section else atlas.main


def _main(text: str, mentions: Sequence[CountryMention]) -> str | None:
    """The country most mentioned, its title and first paragraphs counting more; of two that are level, the first."""
    title_end = text.find("\n") if "\n" in text else len(text)
    weights: Counter[str] = Counter()
    for each in mentions:
        weights[each.code] += _TITLE_WEIGHT if each.start < title_end else _HEAD_WEIGHT if each.start < _HEAD else 1
    return max(weights, key=lambda code: weights[code], default=None)


def _sections(text: str, mentions: Sequence[CountryMention]) -> tuple[tuple[int, str], ...]:
    headings = tuple((each.start, each.code) for each in mentions if _is_heading(text, each))
    return headings if len({code for _, code in headings}) > 1 else ()


def _is_heading(text: str, each: CountryMention) -> bool:
    lead = text[max(0, each.start - _LEAD) : each.start].rpartition("\n")[2]
    opens_line = each.start > 0 and _NUMBERING.fullmatch(lead) is not None
    return opens_line and each.kind != "demonym" and _HEADING_END.match(text, each.end, each.end + _TAIL) is not None


def _is_scene(text: str, each: CountryMention) -> bool:
    lead, tail = text[max(0, each.start - _LEAD) : each.start], text[each.end : each.end + _TAIL]
    if _CUES["agent"].match(tail):
        return True
    if each.kind == "demonym":
        return False
    return bool(
        _CUES["within"].search(lead)
        or _CUES["by"].search(lead)
        or _CUES["away"].search(lead)
        or (each.kind == "name" and _CUES["acting"].match(tail))
    )


def _is_goal(text: str, each: CountryMention) -> bool:
    lead = text[max(0, each.start - _LEAD) : each.start]
    if not _CUES["goal"].search(lead):
        return bool(
            each.kind == "demonym" and _CUES["border"].match(text[each.end : each.end + _TAIL]) and "the" in lead[-5:]
        )
    return each.kind != "demonym" or bool(_CUES["border"].match(text[each.end : each.end + _TAIL]))


def _in_sentence(atlas: Atlas, position: int) -> tuple[CountryMention, ...]:
    start, end = _sentence(atlas.text, position)
    first = bisect_left(atlas.mentions, start, key=lambda each: each.start)
    last = bisect_left(atlas.mentions, end, key=lambda each: each.start)
    return atlas.mentions[first:last]


def _sentence(text: str, position: int) -> tuple[int, int]:
    """The bounds of the sentence around `position`, no further than `_REACH` on either side."""
    start = max(0, position - _REACH)
    for match in _SENTENCE_END.finditer(text, start, position):
        start = match.end()
    following = _SENTENCE_END.search(text, position, position + _REACH)
    return start, following.start() + 1 if following else min(len(text), position + _REACH)
