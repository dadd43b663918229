"""Places where a personal name may stand, each with the cues that speak for and against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.extract.lexicon import (
    ambiguous_words,
    cities,
    cues_after,
    cues_before,
    english_endings,
    facilities,
    given_names,
    kin,
    name_endings,
    particles,
    roles,
    speech_verbs,
    words_also_names,
)
from flows.extract.words import Word

_JOINTS = (" ", "\u00a0", "\u202f", "")
_AFTER_INITIAL = (". ", ".\u00a0", ".")
_OPENING, _CLOSING = (" “", ' "', " ‘", " (", " «"), ("” ", '" ', "’ ", ") ", "» ")  # around a nickname
_CUT_SHORT = ("Md", "Mohd", "Muhd", "Abd", "St", "Wm", "Jos")  # names written with a full stop
_LONGEST = 10  # words of a name; a longer row of capitals is a heading or a list
_PARTICLES_IN_A_ROW = 3
_REACH = 7  # words after a name in which an apposition names its role
_AGE = re.compile(r"\s?[,(]\s?(?:aged |now )?(?:1[2-9]|[2-9]\d)\b(?!\s?(?:%|per|people|of))")
_BODIES = ("organisation", "place", "law", "honour", "common")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a name, text[start:end]. `cues` are names of rows of `name_cues.csv`."""

    start: int
    end: int
    cues: frozenset[str]


def candidates(words: list[Word], text: str) -> Iterator[Candidate]:
    """Every stretch of capitalised words that is not ruled out by its words alone, in order."""
    for first, last in _runs(words):
        heading = _is_heading(words, first)
        for start, stop in _segments(words, first, last, heading):
            if _is_byline(words, start, stop):
                continue
            end = words[stop - 1].end
            end += words[stop - 1].kind == "initial" and text[end : end + 1] == "."
            yield Candidate(
                words[start].start, end, frozenset(_cues(words, text, (first, last), (start, stop), heading))
            )


def _runs(words: list[Word]) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(words):
        if not _is_capital(words[first]):
            first += 1
            continue
        last = first + 1
        while (step := _step(words, last)) > 0:
            last += step
        yield first, last
        first = last


def _step(words: list[Word], at: int) -> int:
    """How many words a run that ends before words[at] grows by: particles and a capitalised word, or none."""
    for ahead in range(_PARTICLES_IN_A_ROW + 1):
        if at + ahead >= len(words) or not _joins(words, at + ahead):
            return 0
        word = words[at + ahead]
        if _is_capital(word) or (ahead == 0 and particles().get(word.lower) == "trails"):
            return ahead + 1
        if word.kind != "particle":
            return 0
    return 0


def _joins(words: list[Word], at: int) -> bool:
    """Whether words[at] goes on with the name that the word before it belongs to."""
    before, word = words[at - 1], words[at]
    if before.possessive:
        return False
    if word.gap in _JOINTS:
        return True
    if word.gap in _OPENING:
        return any(other.gap in _CLOSING and _is_capital(other) for other in words[at + 1 : at + 3])
    if word.gap in _CLOSING:
        return any(other.gap in _OPENING for other in words[max(at - 2, 0) : at])
    if before.text in _CUT_SHORT and word.gap in _AFTER_INITIAL:
        return True
    shortened = before.kind == "initial" or (before.kind == "title" and len(before.text) <= 5)
    return shortened and word.gap in _AFTER_INITIAL


def _is_capital(word: Word) -> bool:
    return word.kind not in ("plain", "particle")


def _is_heading(words: list[Word], at: int) -> bool:
    """Whether the line of words[at] is set in capitals: most of its common words are."""
    first = last = at
    while first > 0 and "\n" not in words[first].gap and at - first < 12:
        first -= 1
    while last + 1 < len(words) and "\n" not in words[last + 1].gap and last - at < 12:
        last += 1
    line = words[first : last + 1]
    capital = sum(word.kind not in ("plain", "particle", "name", "initial") and not word.opens for word in line)
    return capital >= 3 and capital > 2 * sum(word.kind == "plain" and len(word.text) > 3 for word in line)


def _is_byline(words: list[Word], start: int, stop: int) -> bool:
    """Whether the name signs the text as its author: "By" and the name fill a line, or its start."""
    if start == 0 or words[start - 1].lower != "by":
        return False
    line = start - 1
    while line > 0 and "\n" not in words[line].gap and start - line < 4:
        line -= 1
    opens = line == 0 or "\n" in words[line].gap
    closes = stop == len(words) or "\n" in words[stop].gap or words[stop].kind == "date"
    return opens and (closes or (line == start - 1 and words[stop].gap.startswith((",", " |", " –", " -"))))


def _segments(words: list[Word], first: int, last: int, heading: bool) -> Iterator[tuple[int, int]]:
    start = first
    while start < last:
        stop = start
        while stop < last and _belongs(words, (start, stop), (first, last), heading):
            stop += 1
        if stop > start:
            end = stop
            while end > start and not _is_capital(words[end - 1]) and particles().get(words[end - 1].lower) != "trails":
                end -= 1
            if end - start <= _LONGEST and any(word.kind in ("name", "either") for word in words[start:end]):
                yield start, end
        start = max(stop, start + 1)


def _belongs(words: list[Word], segment: tuple[int, int], run: tuple[int, int], heading: bool) -> bool:
    """Whether words[segment[1]] can be part of the name that starts at segment[0]."""
    at = segment[1]
    word = words[at]
    inside = at > segment[0]
    if word.kind == "name" or (inside and word.gap in _OPENING):
        return True
    match word.kind:
        case "particle":
            return inside
        case "initial":
            return at + 1 >= len(words) or words[at + 1].gap.startswith(".")
        case "either":
            return (at > run[0] and words[at - 1].kind != "common") or _has_name_beside(words, at, run)
        case "title":
            return inside and at == run[1] - 1 and not heading and words[at - 1].kind in ("name", "either")
    may_be_name = word.kind == "common" or word.text in words_also_names()
    is_set_off = heading or word.opens
    return may_be_name and not is_set_off and _has_name_beside(words, at, run)


def _has_name_beside(words: list[Word], at: int, run: tuple[int, int]) -> bool:
    beside = (other for other in (at - 1, at + 1) if run[0] <= other < run[1])
    return any(words[other].kind in ("name", "either", "initial") for other in beside)


def _cues(words: list[Word], text: str, run: tuple[int, int], segment: tuple[int, int], heading: bool) -> Iterator[str]:
    start, stop = segment
    yield from _shape_cues(words[start:stop])
    if " ".join(word.text for word in words[start:stop]) in cities():
        yield "city"
    if heading:
        yield "in a heading"
    if words[start].opens:
        yield "opens a sentence"
    if start > 0:
        yield from _cues_before(words, run[0], start)
    yield from _cues_after(words, text, run[1], segment)


def _shape_cues(name: list[Word]) -> Iterator[str]:
    capitals = [word for word in name if _is_capital(word)]
    yield f"{min(len(capitals), 4)} words"
    kinds = {word.kind for word in name}
    yield from (f"with {kind}" for kind in ("initial", "particle", "common", "either") if kind in kinds)
    if capitals[0].text in given_names():
        yield "given name first"
    if any(word.text in given_names() for word in capitals[1:]):
        yield "given name later"
    if name[-1].text.endswith(name_endings()):
        yield "surname ending"
    if len(name) == 1 and name[0].lower.endswith(english_endings()):
        yield "English ending"
    if any("-" in word.text for word in name):
        yield "hyphen"
    if any(not word.text.isascii() for word in name):
        yield "foreign letter"
    if any(word.text in ambiguous_words() for word in name):
        yield "place or person"
    if all(word.text.isupper() for word in capitals):
        yield "all capitals" if len(capitals) == 1 else "all capitals, full name"


def _cues_before(words: list[Word], run_start: int, start: int) -> Iterator[str]:
    before, gap = words[start - 1], words[start].gap
    if before.kind == "title" and gap in (*_JOINTS, *_AFTER_INITIAL):
        yield "title before"
        return
    if start > run_start and before.kind not in ("plain", "particle"):
        yield f"{before.kind} before"
        return
    if gap == ", " or gap in _JOINTS:
        yield from _cues_of_word_before(words, start, "" if gap in _JOINTS else ", ")


def _cues_of_word_before(words: list[Word], start: int, comma: str) -> Iterator[str]:
    before = words[start - 1]
    if before.lower in kin():
        yield "kin before"
    elif before.lower in facilities():
        yield f"body{comma} before"
    elif before.lower in roles():
        yield f"role{comma} before"
    elif comma:
        yield "capital, before" if _is_capital(before) else "comma before"
    elif before.lower in speech_verbs():
        yield "speech before"
    elif before.lower in cues_before():
        yield cues_before()[before.lower]
        yield from _cues_of_second_word_before(words, start)
        if before.lower == "to" and start > 1 and words[start - 2].lower == "according":
            yield "speech before"
    else:
        yield "participle before" if before.lower.endswith("ed") else "plain before"


def _cues_of_second_word_before(words: list[Word], start: int) -> Iterator[str]:
    """What stands before "of" or "and": the prison of, the University of, the wife of."""
    if start < 2 or words[start - 1].lower not in ("of", "and", "for", "in"):
        return
    second = words[start - 2]
    if second.lower in facilities():
        yield "place of before"
    if second.kind in _BODIES:
        yield "body of before"
    if second.lower in roles():
        yield "role of before"


def _cues_after(words: list[Word], text: str, run_stop: int, segment: tuple[int, int]) -> Iterator[str]:
    stop = segment[1]
    last = words[stop - 1]
    if last.possessive:
        yield "possessive"
    if words[segment[0]].gap.endswith(("(", "“", '"', "«")) and text[last.end : last.end + 1] in (")", "”", '"', "»"):
        yield "in brackets" if text[last.end] == ")" else "in quotes"
    if _AGE.match(text, last.end):
        yield "age after"
    if stop == len(words):
        yield "line ends after"
        return
    after = words[stop]
    if "\n" in after.gap:
        yield "line ends after"
        if words[segment[0]].opens:
            yield "whole line"
    elif after.gap.startswith(", ") or after.gap.startswith((" (", " –", " —")):
        yield from _cues_of_apposition(words, segment)
    elif after.gap in _JOINTS:
        yield from _cues_of_word_after(after, stop < run_stop)
    elif after.gap.startswith((": ", ":")):
        yield "colon after"


def _cues_of_apposition(words: list[Word], segment: tuple[int, int]) -> Iterator[str]:
    stop = segment[1]
    after = words[stop]
    head = _head_after(words, stop)
    if after.lower in ("who", "whose", "whom"):
        yield "who after"
    elif after.lower in speech_verbs():
        yield "speech after"
    elif head:
        yield head
    elif "\n" in words[segment[0]].gap or segment[0] == 0:
        yield (
            "line opens, date after" if after.kind == "date" or after.gap.strip(" ,(–—") else "line opens, comma after"
        )
    elif after.kind == "date" or after.gap.strip(" ,(–—"):
        yield "date after"
    elif after.kind == "place" and len(after.gap) == 2:
        yield "place, after"
    else:
        yield "comma after"


def _head_after(words: list[Word], at: int) -> str:
    """What the first telling noun after a name and a comma makes of it, a person of some role or a body; else empty."""
    for ahead, word in enumerate(words[at : at + _REACH]):
        if ahead and (word.opens or any(mark in word.gap for mark in ",;.–—")):
            return ""
        if word.lower in roles() or word.lower in kin():
            return "role after"
        if word.lower in facilities() and word.kind == "plain":
            return "body after"
    return ""


def _cues_of_word_after(after: Word, in_run: bool) -> Iterator[str]:
    if after.lower in facilities():
        yield "place noun after"
    elif in_run:
        yield f"{after.kind} after"
    elif after.lower in cues_after():
        yield cues_after()[after.lower]
    elif after.lower in speech_verbs():
        yield "speech after"
    elif after.lower in roles():
        yield "role noun after"
    else:
        yield "past verb after" if after.lower.endswith("ed") else "plain after"
