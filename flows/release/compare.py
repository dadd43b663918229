"""What changed between two releases: rows added, removed, changed, merged and split, with the documents behind each."""

# ruff: noqa: S608 - the SQL is made of names that the Parquet files declare

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import polars as pl

from flows.release.checksums import checksum_faults
from flows.release.contents import NAME_WORDS, VOCABULARIES
from flows.release.lineage import releases_since
from flows.release.query import schema_faults
from flows.release.sql import quoted
from schemas.rules import IDENTITY
from schemas.tables import KEYS, frame, polars_schema

MEMORY = "1GB"

# What names a row, as an SQL expression; also of the tables whose rows have no id.
_NAMES = {
    **IDENTITY,
    "rejected": """concat_ws(' | ', stage, "table", subject, "check", reason, "value")""",
    VOCABULARIES: "vocabulary || ' ' || term",
    NAME_WORDS: "concat_ws(' ', kind, word, reading)",
}

# The documents behind a row, as an SQL expression; behind a row of any other table there are none.
_DOCUMENTS = {
    **dict.fromkeys(("documents", "evidence", "counts"), "[document_id]"),
    **dict.fromkeys(("people", "events"), "documents"),
    "event_people": "(SELECT documents FROM {side}_events AS e WHERE e.event_id = t.event_id)",
}

# The rows that were told apart from another one, which is still there: its passages are theirs now.
_SPLITS = """CREATE TABLE splits AS
    SELECT n.row_id AS row_name, min(o.row_id) AS former
    FROM new_evidence AS n JOIN old_evidence AS o USING (evidence_id)
    WHERE n.row_id NOT IN (SELECT row_id FROM old_evidence) AND o.row_id IN (SELECT row_id FROM new_evidence)
    GROUP BY n.row_id"""

_ADDED = """SELECT row_name AS row_id, if(former IS NULL, 'added', 'split') AS change, NULL AS "column",
        former AS "old", NULL AS "new", 1 AS "rows", behind AS documents
    FROM new_named_{name} ANTI JOIN old_named_{name} USING (row_name) LEFT JOIN splits USING (row_name)"""

_REMOVED = """SELECT row_name AS row_id, if(r.new_id IS NULL, 'removed', 'merged') AS change, NULL AS "column",
        NULL AS "old", r.new_id AS "new", 1 AS "rows", behind AS documents
    FROM old_named_{name} ANTI JOIN new_named_{name} USING (row_name)
    LEFT JOIN new_redirects AS r ON r.old_id = row_name"""

_CHANGED = """SELECT row_id, 'changed' AS change, value.*, 1 AS "rows", documents FROM (
        SELECT row_name AS row_id, unnest([{values}]) AS value,
            list_sort(list_distinct(old.behind || new.behind)) AS documents
        FROM old_named_{name} AS old JOIN new_named_{name} AS new USING (row_name) WHERE {differ}
    ) WHERE value."old" IS DISTINCT FROM value."new" """

_COLUMN = """SELECT NULL AS row_id, {change} AS change, {column} AS "column", NULL AS "old", NULL AS "new",
    (SELECT count(*) FROM new_{name}) AS "rows", [] AS documents"""


# Where somebody withdrew since: the changes that no release between told, of which only the number is told here, too.
_WITHDRAWN = """CREATE TABLE withdrawn AS
    WITH told AS (FROM read_parquet({links}))
    SELECT c.rowid AS place, c."table", c.row_id FROM changes AS c
    WHERE row_id IS NOT NULL AND EXISTS (FROM told WHERE change = 'withdrawn') AND NOT EXISTS (
        FROM told AS t WHERE t."table" = c."table" AND t.row_id = c.row_id AND CASE
            WHEN c.change IN ('removed', 'merged') THEN t.change IN ('removed', 'merged')
            ELSE t.change IN ('added', 'split')
                OR t.change = c.change AND t."column" = c."column" AND t."new" IS NOT DISTINCT FROM c."new" END)"""

_WITHHOLD = """DELETE FROM changes WHERE rowid IN (SELECT place FROM withdrawn);
    INSERT INTO changes BY NAME
        SELECT "table", 'withdrawn' AS change, count(DISTINCT row_id) AS "rows", [] AS documents
        FROM withdrawn GROUP BY "table" """


@contextmanager
def diff(old: Path, new: Path) -> Iterator[duckdb.DuckDBPyRelation]:
    """The changes between two releases, as rows of `changes` (schemas/changes.py), in their order.

    Of rows that a withdrawal touched only the number is told, where all releases from the older one on are at hand.
    Raises DataFault where a file of either is not as it was released, or where its tables are of another version.
    """
    for release in (old, new):
        for fault in (*checksum_faults(release), *schema_faults(release)):
            raise fault
    with _changes(old, new) as connection:
        if links := releases_since(old, new):
            paths = ", ".join(quoted(str(release / "changes.parquet")) for release in links)
            connection.execute(_WITHDRAWN.format(links=f"[{paths}]"))
            connection.execute(_WITHHOLD)
        yield connection.table("changes").order(", ".join(f'"{key}" NULLS LAST' for key in KEYS["changes"]))


def compare(old: Path, new: Path) -> pl.DataFrame:
    """All changes between the tables of two folders; the older one may lack tables and columns that came since."""
    with _changes(old, new) as connection:
        found = pl.DataFrame(connection.table("changes").to_arrow_table())
    return found.cast(polars_schema("changes")).sort(KEYS["changes"], nulls_last=True)


@contextmanager
def _changes(old: Path, new: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that holds the changes as a table."""
    with TemporaryDirectory(prefix="habeas-diff-") as spill, _connect(spill) as connection:
        for name in _NAMES:
            path, former = new / f"{name}.parquet", old / f"{name}.parquet"
            _make_views(connection, "new", name, f"FROM read_parquet({quoted(str(path))})")
            source = f"FROM read_parquet({quoted(str(former))})" if former.exists() else f"FROM new_{name} LIMIT 0"
            _make_views(connection, "old", name, source)
        connection.execute(_SPLITS)
        connection.register("no_changes", frame("changes").to_arrow())
        connection.execute("CREATE TABLE changes AS FROM no_changes")
        for name in _NAMES:
            for query in _queries(connection, name):
                connection.execute(f'INSERT INTO changes BY NAME SELECT {quoted(name)} AS "table", * FROM ({query})')
        yield connection


def _connect(spill: str) -> duckdb.DuckDBPyConnection:
    """What memory does not hold goes to the folder `spill`; rows need no order until they are shown.

    Its bar of progress is left out, which it prints among the results.
    """
    connection = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": spill})
    for setting in ("TimeZone = 'UTC'", "preserve_insertion_order = false", "enable_progress_bar = false"):
        connection.execute(f"SET {setting}")
    return connection


def _make_views(connection: duckdb.DuckDBPyConnection, side: str, name: str, source: str) -> None:
    """A view of a table of one side, and one that names each row and the documents behind it."""
    documents = _DOCUMENTS.get(name, "[]").format(side=side)
    connection.execute(f"CREATE VIEW {side}_{name} AS {source}")
    connection.execute(
        f"CREATE VIEW {side}_named_{name} AS SELECT {_NAMES[name]} AS row_name, "
        f"coalesce({documents}, [])::VARCHAR[] AS behind, * FROM {side}_{name} AS t"
    )


def _queries(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[str]:
    """Queries for the changes in one table."""
    old, new = (_columns(connection, f"{side}_{name}") for side in ("old", "new"))
    for change, columns in (("removed", old.keys() - new.keys()), ("added", new.keys() - old.keys())):
        for column in sorted(columns):
            yield _COLUMN.format(name=name, change=quoted(change), column=quoted(column))
    yield _ADDED.format(name=name)
    yield _REMOVED.format(name=name)
    shared = {column: old[column] == kind for column, kind in new.items() if column in old}
    values = ", ".join(map(_value, shared))
    differ = " OR ".join(f"{_side('old', *each)} IS DISTINCT FROM {_side('new', *each)}" for each in shared.items())
    yield _CHANGED.format(name=name, values=values, differ=differ)


def _columns(connection: duckdb.DuckDBPyConnection, view: str) -> dict[str, str]:
    """The columns of a view, each with its type."""
    relation = connection.table(view)
    return dict(zip(relation.columns, map(str, relation.types), strict=True))


def _value(column: str) -> str:
    """A column before and now, as texts."""
    old, new = (_side(side, column, same_type=False) for side in ("old", "new"))
    return f"""{{'column': {quoted(column)}, 'old': {old}, 'new': {new}}}"""


def _side(side: str, column: str, same_type: bool) -> str:
    """A column of one side; as text where the other side has another type."""
    return f'{side}."{column}"' + ("" if same_type else "::VARCHAR")
