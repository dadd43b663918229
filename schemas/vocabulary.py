"""The closed vocabularies, each a table with one term a row and its meaning."""

import csv
from functools import cache
from importlib.resources import files

VOCABULARIES = (
    "capacities",
    "certainties",
    "document_kinds",
    "event_types",
    "precisions",
    "provenances",
    "qualifiers",
    "stages",
    "statuses",
)


@cache
def rows(vocabulary: str) -> tuple[dict[str, str], ...]:
    """The rows of one vocabulary: `term`, `meaning` and, where the field has them, codes or an example."""
    table = files("schemas") / "vocabularies" / f"{vocabulary}.csv"
    return tuple(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


def terms(vocabulary: str) -> list[str]:
    """The terms of one vocabulary, in the order of its table."""
    return [row["term"] for row in rows(vocabulary)]


def measures() -> list[str]:
    """What a number of people can be a number of: people held, or people to whom an event was done."""
    return ["held", *terms("event_types")]
