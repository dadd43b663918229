"""SQL that makes a release readable in DuckDB (1.0 and later): tables, views, macros, and a comment on every column."""

# ruff: noqa: S608 - the SQL is made of names that are declared

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import pyarrow

_HEADER = """\
-- Makes the tables and views of this release in DuckDB, 1.0 or later.
-- In this folder:   duckdb -init habeas.sql
-- From elsewhere:   SET file_search_path = '/path/to/this/folder'; then .read /path/to/this/folder/habeas.sql
"""

_COLUMN = re.compile(r"-- (\w+): (.+)")

_COMMENT = re.compile(r"^COMMENT ON (.+?) IS '", re.MULTILINE)


class View(NamedTuple):
    """A view or a macro that answers a first question: its SQL, what it gives, and what its columns are."""

    name: str
    statement: str
    description: str
    columns: dict[str, str]

    @property
    def kind(self) -> str:
        """What DuckDB calls it: a macro takes arguments, and gives a value or a table."""
        if self.statement.startswith("CREATE OR REPLACE VIEW"):
            return "VIEW"
        return "MACRO TABLE" if " AS TABLE" in self.statement else "MACRO"


@cache
def views() -> tuple[View, ...]:
    """The views and macros, each after those that it reads: their names are in that order."""
    folder = files("flows.release") / "views"
    found = sorted((file.name.removesuffix(".sql"), file.read_text(encoding="utf-8")) for file in folder.iterdir())
    return tuple(_view(name, text) for name, text in found)


def habeas_sql(schemas: Mapping[str, pyarrow.Schema]) -> str:
    """The text of habeas.sql for tables of these Arrow schemas."""
    tables = [
        f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet('{name}.parquet');\n"
        + "".join(comments("VIEW", name, schema))
        for name, schema in schemas.items()
    ]
    return "\n".join([_HEADER, *tables, *view_statements()])


def offered(habeas_sql: str) -> set[str]:
    """What a habeas.sql offers to queries, each as its comment names it: tables, views, macros and their columns."""
    return set(_COMMENT.findall(habeas_sql))


def view_statements() -> list[str]:
    """Statements that make the views and macros over the tables, and comment on them."""
    return [statement for view in views() for statement in (view.statement, "".join(_view_comments(view)))]


def comments(kind: Literal["TABLE", "VIEW"], name: str, schema: pyarrow.Schema) -> list[str]:
    """Statements that bring the descriptions and units of an Arrow schema into DuckDB."""
    about = (schema.metadata or {}).get(b"description", b"").decode()
    return list(_comments(kind, name, about, {field.name: describe(field) for field in schema}))


def describe(field: pyarrow.Field) -> str:
    """The description of a column, with its unit where it has one."""
    metadata = {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
    unit = f" Unit: {metadata['unit']}." if "unit" in metadata else ""
    return f"{metadata.get('description', '')}{unit}"


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _view(name: str, text: str) -> View:
    head = [line for line in text.splitlines() if line.startswith("-- ")]
    columns = {match[1]: match[2] for line in head[1:] if (match := _COLUMN.fullmatch(line))}
    return View(name, text[text.index("CREATE") :], head[0].removeprefix("-- "), columns)


def _view_comments(view: View) -> Iterable[str]:
    return _comments(view.kind, view.name, view.description, view.columns)


def _comments(kind: str, name: str, about: str, columns: Mapping[str, str]) -> Iterable[str]:
    yield f"COMMENT ON {kind} {name} IS {quoted(about)};\n"
    for column, description in columns.items():
        yield f'COMMENT ON COLUMN {name}."{column}" IS {quoted(description)};\n'
