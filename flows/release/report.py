"""REPORT.md of a release: what was read, what it gave, what was turned away, checked, contradicted, and how well."""

from collections import Counter
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

UNKNOWN = "not known"
CITED = "cited, not read"


def report(version: str, engine: str, tables: Tables) -> str:
    """The text of REPORT.md for the tables of a release; `engine` names what read the texts."""
    parts = {
        "Documents": _coverage(tables["documents"]),
        "Rows": table(["table", "rows"], [[name, rows.height] for name, rows in tables.items()]),
        "Nulls": _nulls({name: tables[name] for name in MODELS}),
        "Turned away": _turned_away(tables["rejected"]),
        "How well the texts are read": _scores(engine),
        "Contradictions": _contradictions(tables),
        "For review": _unsure(tables),
        "Checks": _checked(tables["rejected"]),
    }
    return (
        f"# Report on release {version}\n\n"
        + "\n\n".join(f"## {head}\n\n{text}" for head, text in parts.items())
        + "\n"
    )


def _coverage(documents: pl.DataFrame) -> str:
    """How many documents there are in each language, in each year, and of each publisher by both."""
    told = documents.select(
        pl.col("publisher").fill_null(UNKNOWN),
        pl.coalesce("language", pl.when(pl.col("kind") == "cited").then(pl.lit(CITED)), pl.lit(UNKNOWN)).alias(
            "language"
        ),
        year=pl.col("published").dt.year().cast(pl.String).fill_null(UNKNOWN),
    )
    years = sorted(set(told["year"]))
    counted, whole = Counter(told.iter_rows()), Counter(told.select("publisher", "language").iter_rows())
    rows = [[*each, *(counted[*each, year] or "" for year in years), number] for each, number in sorted(whole.items())]
    sums = [table([name, "documents"], sorted(Counter(told[name]).items())) for name in ("language", "year")]
    return "\n\n".join([*sums, table(["publisher", "language", *years, "documents"], rows)])


def _nulls(tables: Tables) -> str:
    found = [
        [name, column.name, column.null_count(), data.height, f"{column.null_count() / data.height:.0%}"]
        for name, data in tables.items()
        for column in data.iter_columns()
        if column.null_count()
    ]
    return f"A column that is not listed has none.\n\n{table(['table', 'column', 'nulls', 'of rows', 'share'], found)}"


def _turned_away(rejected: pl.DataFrame) -> str:
    """How many files and rows were turned away, by stage and check, with a reason of each check."""
    counted = rejected.group_by("stage", "check").agg(pl.len(), pl.col("reason").min()).sort("stage", "check")
    told = f"Files and rows that were turned away: {rejected.height:,}."
    return f"{told}\n\n{table(['stage', 'check', 'rows', 'such as'], counted.rows())}" if counted.height else told


def _checked(rejected: pl.DataFrame) -> str:
    rows = list(_checks(rejected))
    failed = sum(bool(number) for *_, number in rows)
    head = ["table", "what holds for every row", "rows turned away"]
    return f"Checks made: {len(rows)}, of which {failed} turned rows away.\n\n{table(head, rows)}"


def _checks(rejected: pl.DataFrame) -> Iterator[list[object]]:
    """What holds, by each check; a row that was turned away counts for the first check that it failed."""
    counted = rejected.filter(pl.col("stage") == STAGE).group_by("table", "check").len()
    failed = {(name, check): rows for name, check, rows in counted.iter_rows()}
    for check in checks():
        yield [check.table, check.holds, failed.get((check.table, check.name), 0)]


def _scores(engine: str) -> str:
    """The scores of the engine that read the texts."""
    rows = [[name, *(f"{scores[total]:.2f}" for total in TOTALS)] for name, scores in published().items()]
    return (
        f"The texts were read by: {engine}. Its F1 (for capacity and as_of its accuracy) on texts that a careful "
        f"reader annotated: `dev` are invented, `seed` is a real press release.\n\n{table(['texts', *TOTALS], rows)}"
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
