"""Checks of whole tables: a row that fails goes to `rejected`, and takes along what hangs on it."""

from collections.abc import Iterator
from typing import NamedTuple

import duckdb
import pandera.errors
import polars as pl

from schemas.rules import IDENTITY, RULES, Rule
from schemas.tables import KEYS, MODELS, Tables, polars_schema, schema

STAGE = "validate"
ONCE = "stands_once"

# What holds where a check of a column passes, by pandera's name of the check.
_HOLDS = {
    "field_uniqueness": "stands once",
    "not_nullable": "is there",
    "isin": "is a term of its vocabulary",
    "str_matches": "has its form",
    "str_length": "is not empty",
    "greater_than": "is large enough",
    "greater_than_or_equal_to": "is large enough",
    "less_than_or_equal_to": "is small enough",
}
_UNIQUE = "multiple_fields_uniqueness"
_FAILURES = pl.Schema({"table": pl.String, "row": pl.UInt32, "check": pl.String, "value": pl.String})


class Check(NamedTuple):
    """A check: its table, its name, and what holds where it passes."""

    table: str
    name: str
    holds: str


class Checked(NamedTuple):
    """What passed, with the new rows of `rejected` among it; these rows alone; how many rows failed each check."""

    tables: dict[str, pl.DataFrame]
    rejected: pl.DataFrame
    report: dict[Check, int]


class SchemaFault(ValueError):  # noqa: N818 - the counterpart of Fault
    """A table has not the columns and types that are declared, or a check of it cannot be run."""


def validate(tables: Tables) -> Checked:
    """Checks each row against all checks of its table at once, then the rules between tables until all of them hold.

    Each row stays in its table, or gives one row to `rejected`, with the first check that it failed and every reason.
    Raises SchemaFault where a table as a whole does not fit, or where `rejected` itself does not hold.
    """
    failures = pl.concat([_failures(table, tables[table]) for table in MODELS])
    if "rejected" in failures["table"]:
        raise SchemaFault(f"rejected: {failures.filter(table='rejected').row(0, named=True)}")
    numbered = {table: tables[table].with_row_index("row") for table in MODELS}
    kept = _kept(numbered, failures)
    while (broken := _broken(kept)).height:
        failures = pl.concat([failures, broken])
        kept = _kept(kept, broken)
    rejected = _rejections(numbered, failures)
    passed = {table: data.drop("row") for table, data in kept.items()}
    passed["rejected"] = pl.concat([passed["rejected"], rejected]).sort(KEYS["rejected"], nulls_last=True)
    return Checked(passed, rejected, _report(failures))


def checks() -> list[Check]:
    """Every check that `validate` makes: those of each table, then the rules between tables."""
    within = [check for table in IDENTITY for check in _checks_within(table)]
    return [*within, *(Check(rule.table, rule.name, rule.holds) for rule in RULES)]


def _checks_within(table: str) -> Iterator[Check]:
    declared = schema(table)
    yield Check(table, ONCE, "no row stands twice")
    for name, column in declared.columns.items():
        kinds = ["field_uniqueness"] * column.unique + ["not_nullable"] * (not column.nullable)
        for kind in [*kinds, *(check.name for check in column.checks)]:
            yield Check(table, f"{name}.{kind}", f"`{name}` {_HOLDS[kind]}")
    for check in declared.checks:
        yield Check(table, check.name, check.description)
    if declared.unique:
        names = " and ".join(f"`{name}`" for name in declared.unique)
        yield Check(table, _UNIQUE, f"no two rows have the same {names}")


def _failures(table: str, data: pl.DataFrame) -> pl.DataFrame:
    """The checks within a table that its rows fail, copies of a row that stays among them."""
    numbered = data.with_row_index("row")
    rows = numbered if table == "rejected" else numbered.unique(data.columns, keep="first", maintain_order=True)
    copies = numbered.join(rows, on="row", how="anti").select("row", check=pl.lit(ONCE), value=pl.lit(None, pl.String))
    cases = _cases(table, rows.drop("row"))
    cases = cases.with_columns(row=rows["row"].gather(cases["row"]))
    return pl.concat([copies, cases]).select(pl.lit(table).alias("table"), pl.all())


def _cases(table: str, data: pl.DataFrame) -> pl.DataFrame:
    """What pandera says of each row that fails. Raises SchemaFault where it says something of no row."""
    try:
        schema(table).validate(data, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases: pl.DataFrame = errors.failure_cases
    else:
        return _FAILURES.to_frame().drop("table")
    if (general := cases.filter(pl.col("index").is_null())).height:
        raise SchemaFault(f"{table}: {general.row(0, named=True)}")
    of_column = pl.col("schema_context") == "Column"
    kind = pl.col("check").str.extract(r"^(\w+)")
    return cases.select(
        row=pl.col("index").cast(pl.UInt32),
        check=pl.when(of_column).then(pl.concat_str("column", pl.lit("."), kind)).otherwise(kind),
        value=pl.when(of_column & (pl.col("failure_case") != "")).then("failure_case"),
    )


def _kept(numbered: Tables, failures: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The rows without failures."""
    return {
        table: data.join(failures.filter(pl.col("table") == table), on="row", how="anti", maintain_order="left")
        for table, data in numbered.items()
    }


def _broken(numbered: Tables) -> pl.DataFrame:
    """The rules between tables that rows fail."""
    with duckdb.connect() as connection:
        for table in IDENTITY:
            connection.register(table, numbered[table].to_arrow())
        return pl.concat([_FAILURES.to_frame(), *(_offenders(rule, connection) for rule in RULES)])


def _offenders(rule: Rule, connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    query = (
        f"SELECT row, nullif(value::VARCHAR, '') AS value FROM ({rule.sql}) AS offenders "  # noqa: S608 - declared names only
        f"JOIN (SELECT row, {IDENTITY[rule.table]} AS id FROM {rule.table}) USING (id) ORDER BY row"
    )
    found = pl.DataFrame(connection.sql(query).to_arrow_table())
    return found.select(table=pl.lit(rule.table), row="row", check=pl.lit(rule.name), value="value")


def _rejections(numbered: Tables, failures: pl.DataFrame) -> pl.DataFrame:
    """One row of `rejected` for each row that failed."""
    holds = {(check.table, check.name): check.holds for check in checks()}
    why = [holds[key] for key in failures.select("table", "check").iter_rows()]
    found = (
        failures.with_columns(why=pl.Series(why, dtype=pl.String))
        .group_by("table", "row", maintain_order=True)
        .agg(pl.col("check", "value").first(), reason="does not hold: " + pl.col("why").str.join("; "))
        .with_columns(stage=pl.lit(STAGE))
    )
    named = [
        found.filter(pl.col("table") == table).join(_subjects(table, numbered[table]), on="row") for table in IDENTITY
    ]
    rejected = pl.concat(named).select(polars_schema("rejected").names())
    return _told_apart(rejected).sort(KEYS["rejected"], nulls_last=True)


def _subjects(table: str, numbered: pl.DataFrame) -> pl.DataFrame:
    """The id of each row, or words for that it has none."""
    columns = IDENTITY[table].split(" || ' ' || ")
    subject = pl.concat_str(columns, separator=" ", ignore_nulls=True)
    return numbered.select("row", subject=pl.when(subject == "").then(pl.lit("no id")).otherwise(subject))


def _told_apart(rejected: pl.DataFrame) -> pl.DataFrame:
    """Rows that are the same get a number, so that none of them is lost where rows are made unique."""
    every = pl.struct(rejected.columns)
    number = pl.format(" ({} of {} such rows)", pl.int_range(1, pl.len() + 1).over(every), pl.len().over(every))
    return rejected.with_columns(
        reason=pl.col("reason") + pl.when(pl.len().over(every) > 1).then(number).otherwise(pl.lit(""))
    )


def _report(failures: pl.DataFrame) -> dict[Check, int]:
    failed = {(table, check): rows for table, check, rows in failures.group_by("table", "check").len().iter_rows()}
    return {check: failed.get((check.table, check.name), 0) for check in checks()}
