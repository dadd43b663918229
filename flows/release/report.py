"""REPORT.md of a release: what was read, what it gave, what was turned away, checked, contradicted, and how well."""

from collections.abc import Iterator, Sequence

import duckdb
import polars as pl

from flows.extract.evaluate import TOTALS
from flows.extract.scores import published
from flows.release.markdown import table
from flows.release.sql import views
from schemas.tables import MODELS, Tables
from schemas.validation import STAGE, checks

SHOWN = 20  # lines of a list whose length nobody knows

GROUPS = {"publisher": pl.col("publisher"), "language": pl.col("language"), "year": pl.col("published").dt.year()}


def report(version: str, tables: Tables) -> str:
    """The text of REPORT.md for the tables of a release."""
    parts = {
        "Documents": "\n\n".join(_documents_by(name, tables["documents"]) for name in GROUPS),
        "Rows": table(["table", "rows"], [[name, rows.height] for name, rows in tables.items()]),
        "Nulls": table(["table", "column", "nulls", "of rows"], _nulls({name: tables[name] for name in MODELS})),
        "Turned away": table(["stage", "check", "rows"], _rejected(tables["rejected"]).rows()),
        "How well the texts are read": _scores(),
        "Contradictions": _contradictions(tables),
        "For review": _unsure(tables),
        "Checks": table(["table", "what holds for every row", "rows turned away"], _checks(tables["rejected"])),
    }
    return (
        f"# Report on release {version}\n\n"
        + "\n\n".join(f"## {head}\n\n{text}" for head, text in parts.items())
        + "\n"
    )


def _documents_by(name: str, documents: pl.DataFrame) -> str:
    counted = documents.group_by(GROUPS[name].alias(name)).agg(pl.len()).sort(name, nulls_last=True)
    return table([name, "documents"], [["not known" if key is None else key, rows] for key, rows in counted.rows()])


def _nulls(tables: Tables) -> list[list[object]]:
    return [
        [name, column.name, column.null_count(), data.height]
        for name, data in tables.items()
        for column in data.iter_columns()
        if column.null_count()
    ]


def _rejected(rejected: pl.DataFrame) -> pl.DataFrame:
    return rejected.group_by("stage", "check").agg(pl.len()).sort("stage", "check")


def _checks(rejected: pl.DataFrame) -> Iterator[list[object]]:
    """What holds, by each check; a row that was turned away counts for the first check that it failed."""
    counted = rejected.filter(pl.col("stage") == STAGE).group_by("table", "check").len()
    failed = {(name, check): rows for name, check, rows in counted.iter_rows()}
    for check in checks():
        yield [check.table, check.holds, failed.get((check.table, check.name), 0)]


def _scores() -> str:
    """The scores of the engine that reads the texts."""
    rows = [[name, *(f"{scores[total]:.2f}" for total in TOTALS)] for name, scores in published().items()]
    return (
        "F1 of the engine (for capacity and as_of the accuracy) on texts that a careful reader annotated: `dev` are "
        f"invented, `seed` is a real press release.\n\n{table(['texts', *TOTALS], rows)}"
    )


def _contradictions(tables: Tables) -> str:
    """How many pairs of rows contradict each other, and the newest of them."""
    columns = [f"{other}{name}" for other in ("", "other_") for name in ("as_of", "lower", "upper", "source")]
    (view,) = (view for view in views() if view.name == "contradictions")
    with duckdb.connect() as connection:
        for name in ("counts", "events", "event_people"):
            connection.register(name, tables[name].to_arrow())
        connection.execute(view.statement)
        found = connection.sql(f"SELECT country, {', '.join(columns)} FROM contradictions ORDER BY ALL").fetchall()  # noqa: S608 - names
    return _list("Pairs of rows that contradict each other", ["country", *columns], found[::-1])


def _unsure(tables: Tables) -> str:
    """The people who may be one, the likeliest first."""
    names = dict(tables["people"].select("person_id", "name").iter_rows())
    pairs = tables["unsure"].sort("score", "person_id", "other_id", descending=[True, False, False])
    found = [
        (names.get(one), one, names.get(other), other, f"{score:.2f}", why)
        for one, other, score, why in pairs.iter_rows()
    ]
    head = ["person", "id", "other person", "id", "score", "why"]
    return _list("Pairs of people who may be one, and are kept apart until somebody decides", head, found)


def _list(what: str, head: list[str], rows: Sequence[Sequence[object]]) -> str:
    told = f"{what}: {len(rows):,}" + (f", of which the first {SHOWN}:" if len(rows) > SHOWN else ".")
    shown = [["" if value is None else value for value in row] for row in rows[:SHOWN]]
    return f"{told}\n\n{table(head, shown)}" if shown else told
