"""The vocabulary of names, read from its tables once: titles, roles, kin, particles, and words that are no names."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO

_DATA = files("flows.extract").joinpath("data")


@dataclass(frozen=True, slots=True)
class Title:
    """A title before a name. `gender` is m, f or empty; `clings` where people say it as part of the name."""

    word: str
    gender: str
    capacity: str
    clings: bool


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table in the folder `data`."""
    yield from csv.DictReader(StringIO(_DATA.joinpath(name).read_text("utf-8")))


@cache
def titles() -> dict[str, Title]:
    """Titles by their lower-case word."""
    return {
        row["title"].lower(): Title(row["title"], row["gender"], row["capacity"], row["clings"] == "yes")
        for row in rows("titles.csv")
    }


@cache
def roles() -> dict[str, str]:
    """Capacity that a role stands for (empty where it tells none), by the role's singular and plural."""
    singular = {row["role"]: row["capacity"] for row in rows("roles.csv")}
    return {_plural(role): capacity for role, capacity in singular.items()} | singular


@cache
def kin() -> dict[str, str]:
    """Gender (m, f or empty) of words for kin and company."""
    return {row["word"]: row["gender"] for row in rows("kinship.csv")}


@cache
def speech_verbs() -> frozenset[str]:
    """Every form of the verbs of saying."""
    return frozenset(form for row in rows("speech_verbs.csv") for form in row["forms"].split())


@cache
def alias_words() -> frozenset[str]:
    """Words by which a text gives another name of a person."""
    return frozenset(row["word"] for row in rows("alias_words.csv"))


@cache
def particles() -> dict[str, str]:
    """Where a particle of names may stand: it leads a surname, stands inside a name, or trails it."""
    return {row["particle"]: row["place"] for row in rows("name_particles.csv")}


@cache
def cues_before() -> dict[str, str]:
    """Cue that a function word before a name gives."""
    return {row["word"]: row["before"] for row in rows("context_words.csv")}


@cache
def cues_after() -> dict[str, str]:
    """Cue that a function word after a name gives."""
    return {row["word"]: row["after"] for row in rows("context_words.csv")}


@cache
def facilities() -> frozenset[str]:
    """Nouns that follow or lead the name of a place, a building or a body."""
    return frozenset(word for row in rows("facilities.csv") for word in (row["word"], _plural(row["word"])))


@cache
def kind_of_word() -> dict[str, str]:
    """Kind of the words that are no part of a personal name, by the word."""
    return {row["word"]: row["kind"] for row in rows("not_names.csv") if row["also_a_name"] == "no"}


@cache
def ambiguous_words() -> dict[str, str]:
    """Kind of the words that stand for a place or a day, and for a person too."""
    return {row["word"]: row["kind"] for row in rows("not_names.csv") if row["also_a_name"] == "yes"}


@cache
def name_endings() -> tuple[str, ...]:
    """Endings that many surnames share."""
    return tuple(row["ending"] for row in rows("name_endings.csv"))


@cache
def cities() -> frozenset[str]:
    """Cities and towns of more than 100,000 people, with and without diacritics (GeoNames, CC BY 4.0)."""
    return frozenset(row["city"] for row in rows("cities.csv"))


@cache
def compound_ends() -> frozenset[str]:
    """Words that make an adjective of a name and a hyphen."""
    return frozenset(row["word"] for row in rows("compound_ends.csv"))


@cache
def english_endings() -> tuple[str, ...]:
    """Endings of English words that hardly any name has."""
    return tuple(row["ending"] for row in rows("english_endings.csv"))


@cache
def given_names() -> frozenset[str]:
    """Given names, and surnames of peoples who put them first, of many languages."""
    return frozenset(name for row in rows("given_names.csv") for name in row["names"].split())


@cache
def words_also_names() -> frozenset[str]:
    """English words that are names, too."""
    also = frozenset(word for row in rows("words_also_names.csv") for word in row["words"].split())
    return also | {name for name in given_names() if name.lower() in common_words()}


@cache
def common_words() -> frozenset[str]:
    """Lower-case English words (SCOWL, the size called small; see NOTICE.md)."""
    return frozenset(_DATA.joinpath("common_words.txt").read_text("utf-8").split())


def _plural(word: str) -> str:
    if word.endswith(("man", "woman")):
        return word[:-2] + "en"
    if word.endswith(("s", "ch", "sh", "x")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"
