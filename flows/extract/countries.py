"""Countries: where a text names one, by its name, its people or one of its places."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import pycountry

from flows.extract.folding import fold

Kind = Literal["name", "demonym", "place"]

_DATA = files("flows.extract").joinpath("data")


@dataclass(frozen=True, slots=True)
class CountryMention:
    """Words that name a country (ISO 3166-1 alpha-2, XK for Kosovo) by its name, its people or one of its places."""

    start: int
    end: int
    code: str
    kind: Kind


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_DATA.joinpath(name).read_text("utf-8").splitlines()))


def _forms(name: str, *columns: str) -> Iterator[tuple[str, str]]:
    for row in _rows(name):
        for column in columns:
            yield from ((form, row["code"]) for form in row[column].split(";") if form)


def _library_names() -> Iterator[tuple[str, str]]:
    for country in pycountry.countries:
        for attribute in ("name", "common_name", "official_name"):
            name = getattr(country, attribute, "")
            if name and "(" not in name and ", " not in name:
                yield name, country.alpha_2


@cache
def _gazetteer() -> dict[str, tuple[str, Kind] | None]:
    """What each form, folded, stands for; null for what only looks like a country. Later rows overrule earlier ones."""
    known: dict[str, tuple[str, Kind] | None] = {}
    known.update((_fold(form), (code, "place")) for form, code in _forms("countries_places.csv", "capital", "others"))
    known.update((_fold(form), (code, "demonym")) for form, code in _forms("countries_demonyms.csv", "forms"))
    known.update((_fold(form), (code, "name")) for form, code in _library_names())
    known.update((_fold(form), (code, "name")) for form, code in _forms("countries_names.csv", "forms"))
    known.update((_fold(row["phrase"]), None) for row in _rows("countries_no_place.csv"))
    return known


def nationals() -> frozenset[str]:
    """The nouns for the people of a country, in the plural and folded: "belarusians"."""
    return frozenset(fold(form) for form, _ in _forms("countries_demonyms.csv", "forms") if form.endswith("s"))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(_fold(row["place"]) for row in _rows("countries_given_names.csv"))


_TOKEN = re.compile(r"[^\W\d_]\.(?:[^\W\d_]\.)+|[^\W\d_]+(?:['’-][^\W\d_]+)*")


@cache
def _longest() -> dict[str, int]:
    """How many tokens the longest form has that begins with a token."""
    found: dict[str, int] = {}
    for form in _gazetteer():
        tokens = _TOKEN.findall(form)
        first = _fold(tokens[0])
        found[first] = max(found.get(first, 0), len(tokens))
    return found


def _fold(form: str) -> str:
    return fold(form).removesuffix("'s")


def country_mentions(text: str) -> list[CountryMention]:
    """All mentions of countries in `text`, in order, none overlapping, the longest at each place."""
    tokens = list(_TOKEN.finditer(text))
    mentions = []
    position = 0
    while position < len(tokens):
        length, mention = _mention_at(text, tokens, position)
        if mention:
            mentions.append(mention)
        position += length
    return mentions


def _mention_at(text: str, tokens: Sequence[re.Match[str]], position: int) -> tuple[int, CountryMention | None]:
    """How many tokens to go on by, and the mention that starts here, if there is one."""
    if not text[tokens[position].start()].isupper():
        return 1, None
    start = tokens[position].start()
    longest = _longest().get(_fold(tokens[position].group()), 0)
    for length in range(min(longest, len(tokens) - position), 0, -1):
        end = tokens[position + length - 1].end()
        if end - start > 60:
            continue
        known = _gazetteer().get(_fold(text[start:end]), ...)
        if known is None:
            return length, None
        if known is not ... and _stands_for_country(text, start, end):
            code, kind = known
            return length, CountryMention(start, end - _possessive(text, start, end), code, kind)
    return 1, None


def _possessive(text: str, start: int, end: int) -> int:
    return 2 if re.search(r"['’][sS]$", text[start:end]) else 0


_NAME_BEFORE = re.compile(r"(?:[^\W\d_a-z][^\W\d_]*[a-z.][^\W\d_]*|\b[A-Z]\.)[^\S\n]$")
_NAME_AFTER = re.compile(r"[^\S\n](?:[A-Z]\.[^\S\n])?[A-ZÀ-ÖØ-Þ][^\W\d_]*")
_BEFORE_PLACE = re.compile(
    r"\b(?:in|from|to|of|at|near|outside|for|into|via|with|and|between|against|leave|left|reached)\s$", re.IGNORECASE
)
_SHORT_FORMS = frozenset({"US", "UK", "UAE", "DRC", "CAR", "USA", "PRC", "DPRK"})


def _stands_for_country(text: str, start: int, end: int) -> bool:
    """Not a common word in capitals ("us"), nor the given name or the surname of a person ("Jordan Reeve")."""
    form = text[start:end]
    if len(form) <= 3 and form.isalpha():
        return form in _SHORT_FORMS or (form[0].isupper() and not form[1:].isupper() and len(form) == 3)
    if _fold(form) not in _given_names():
        return True
    before, after = text[max(0, start - 30) : start], text[end : end + 20]
    if _BEFORE_PLACE.search(before):
        return True
    return not (_NAME_AFTER.match(after) or _NAME_BEFORE.search(before))
