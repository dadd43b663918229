"""Which number a release gets: by what its tables do to queries that ran on the last one."""

from enum import IntEnum

import polars as pl

from flows.errors import CallFault
from flows.release.contents import schemas, vocabularies
from flows.release.last import Last
from flows.release.sql import habeas_sql, offered
from flows.release.version import FIRST, Version
from schemas.tables import Tables, key


class Change(IntEnum):
    """How far a release differs from the last one."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


def next_version(tables: Tables, last: Last | None, wanted: str | None = None) -> Version:
    """The number of the release that holds `tables`: that of the last one where nothing has changed since.

    `wanted` may raise the number of a change. Raises CallFault where it is no number, or lower than is due.
    """
    least = _bump(last.version, change(tables, last)) if last else FIRST
    if wanted is None or (last and least == last.version):
        return least
    try:
        version = Version.parse(wanted)
    except ValueError as error:
        raise CallFault("--version", str(error), f"Give {least} or a higher one") from error
    if version < least:
        raise CallFault(f"--version {wanted}", "what has changed asks for a higher number", f"Give {least} or higher")
    return version


def change(tables: Tables, last: Last) -> Change:
    """How far the tables, the vocabularies and the views differ.

    MAJOR where a view, a column or a term of a vocabulary went or became another; MINOR where one of them or a row
    came; PATCH where values were corrected, rows went, or other files were rejected. A redirect needs no look: it
    comes where a row of another table goes.
    """
    changes = [_of_table(name, rows, last.tables.get(name)) for name, rows in tables.items() if name != "redirects"]
    return max(*changes, _of_vocabularies(last.vocabularies), _of_views(last.habeas_sql))


def _bump(version: Version, change: Change) -> Version:
    major, minor, patch = version
    numbers = {
        Change.NONE: version,
        Change.PATCH: Version(major, minor, patch + 1),
        Change.MINOR: Version(major, minor + 1, 0),
        Change.MAJOR: Version(major + 1, 0, 0),
    }
    return numbers[change]


def _of_table(name: str, new: pl.DataFrame, old: pl.DataFrame | None) -> Change:
    if old is None:
        return Change.MINOR
    if any(new.schema.get(column) != kind for column, kind in old.schema.items()):
        return Change.MAJOR
    if new.width > old.width:
        return Change.MINOR
    columns = key(name)
    if columns and new.join(old, on=columns, how="anti", nulls_equal=True).height:
        return Change.MINOR
    return Change.NONE if new.equals(old) else Change.PATCH


def _of_vocabularies(old: pl.DataFrame) -> Change:
    new = vocabularies().rows
    terms = ["vocabulary", "term"]
    if old.join(new, on=terms, how="anti").height:
        return Change.MAJOR
    if new.join(old, on=terms, how="anti").height:
        return Change.MINOR
    return Change.NONE if new.sort(terms).equals(old.sort(terms)) else Change.PATCH


def _of_views(old: str) -> Change:
    """Of all that habeas.sql offers to queries: views, macros and columns."""
    was, now = offered(old), offered(habeas_sql(schemas()))
    if was - now:
        return Change.MAJOR
    return Change.MINOR if now - was else Change.NONE
