"""The closed vocabularies, each a table with one term a row and its meaning."""

import csv
from functools import cache
from importlib.resources import files

VOCABULARIES = (
    "capacities",
    "certainties",
    "changes",
    "document_kinds",
    "event_types",
    "measures",
    "precisions",
    "provenances",
    "qualifiers",
    "stages",
    "statuses",
)


@cache
def rows(vocabulary: str) -> tuple[dict[str, str], ...]:
    """The rows of one vocabulary: `term`, `meaning` and, where the field has them, codes or an example.

    Of people, an act can be counted as well as a state: every type of event is a measure too.
    """
    table = files("schemas") / "vocabularies" / f"{vocabulary}.csv"
    found = tuple(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    return (*found, *map(_people_of, rows("event_types"))) if vocabulary == "measures" else found


def terms(vocabulary: str) -> list[str]:
    """The terms of one vocabulary, in the order of its table."""
    return [row["term"] for row in rows(vocabulary)]


def measures() -> list[str]:
    """What a number of people can be a number of: people held, or people to whom an event was done."""
    return terms("measures")


def _people_of(event_type: dict[str, str]) -> dict[str, str]:
    return {"term": event_type["term"], "meaning": f"people to whom this was done: {event_type['meaning']}"}
