"""Pairs of names in a table, scored."""

from collections.abc import Iterable, Iterator, Mapping

from flows.resolve.names.match import compare


def match_pairs(rows: Iterable[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """Rows with `name_a` and `name_b`, each with `score` (0 to 1, four decimals) and `why` added."""
    for row in rows:
        match = compare(row["name_a"], row["name_b"])
        yield {**row, "score": f"{match.score:.4f}", "why": match.why}
