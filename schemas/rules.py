"""The rules between tables, each declared once: what holds, and the SQL (DuckDB) for the rows for which it does not.

The SQL reads the tables by name and gives the `id` of each such row, as IDENTITY makes it, and the `value` at fault.
"""

# ruff: noqa: S608 - the SQL is made of names that are declared here

from typing import NamedTuple

# What names one row of a table, as an SQL expression over its columns.
IDENTITY = {
    "documents": "document_id",
    "evidence": "evidence_id",
    "people": "person_id",
    "events": "event_id",
    "event_people": "event_id || ' ' || person_id",
    "counts": "count_id",
    "redirects": "old_id",
    "unsure": "person_id || ' ' || other_id",
}

SHOWN = ("people", "events", "counts")  # the tables whose rows need evidence

_IDS = " UNION ALL ".join(f"SELECT {IDENTITY[table]} FROM {table}" for table in ("documents", "evidence", *SHOWN))


class Rule(NamedTuple):
    """`holds`: what holds for every row of `table`; `sql`: the rows for which it does not."""

    table: str
    name: str
    holds: str
    sql: str


def _refers(table: str, column: str, target: str) -> Rule:
    return Rule(
        table,
        f"{table}_{column}_exists",
        f"`{column}` is in `{target}`",
        f"SELECT {IDENTITY[table]} AS id, {column} AS value FROM {table} "
        f"WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT {IDENTITY[target]} FROM {target})",
    )


def _lists_documents(table: str) -> Rule:
    return Rule(
        table,
        f"{table}_documents_exist",
        "every element of `documents` is in `documents`",
        f"SELECT id, min(element) AS value "
        f"FROM (SELECT {IDENTITY[table]} AS id, unnest(documents) AS element FROM {table}) "
        "WHERE element IS NULL OR element NOT IN (SELECT document_id FROM documents) GROUP BY id",
    )


def _lists_words(table: str, column: str) -> Rule:
    return Rule(
        table,
        f"{table}_{column}_are_words",
        f"no element of `{column}` is null or empty",
        f"SELECT {IDENTITY[table]} AS id, NULL AS value FROM {table} "
        f"WHERE len([element FOR element IN {column} IF element IS NULL OR element = '']) > 0",
    )


def _shows(table: str) -> Rule:
    return Rule(
        "evidence",
        f"evidence_row_exists_in_{table}",
        f"the row that a passage for `{table}` shows is in `{table}`",
        "SELECT evidence_id AS id, row_id AS value FROM evidence "
        f"WHERE \"table\" = '{table}' AND row_id NOT IN (SELECT {IDENTITY[table]} FROM {table})",
    )


def _is_shown(table: str) -> Rule:
    return Rule(
        table,
        f"{table}_have_evidence",
        "evidence shows the row",
        f"SELECT {IDENTITY[table]} AS id, NULL AS value FROM {table} "
        f"WHERE {IDENTITY[table]} NOT IN (SELECT row_id FROM evidence WHERE \"table\" = '{table}')",
    )


RULES: tuple[Rule, ...] = (
    _refers("evidence", "document_id", "documents"),
    *map(_shows, SHOWN),
    *map(_is_shown, SHOWN),
    _refers("event_people", "event_id", "events"),
    _refers("event_people", "person_id", "people"),
    _refers("people", "status_event_id", "events"),
    _refers("counts", "document_id", "documents"),
    _refers("unsure", "person_id", "people"),
    _refers("unsure", "other_id", "people"),
    _lists_documents("people"),
    _lists_documents("events"),
    _lists_words("people", "other_names"),
    _lists_words("people", "occupations"),
    _lists_words("people", "capacities"),
    Rule(
        "events",
        "events_have_people_or_a_group",
        "an event has people or a description of a group, and not both",
        "SELECT event_id AS id, group_description AS value FROM events "
        "WHERE (group_description IS NULL) = (event_id NOT IN (SELECT event_id FROM event_people))",
    ),
    Rule(
        "people",
        "status_event_is_of_the_person",
        "the event that set the status was done to the person",
        "SELECT person_id AS id, status_event_id AS value FROM people AS p ANTI JOIN event_people AS x "
        "ON x.person_id = p.person_id AND x.event_id = p.status_event_id WHERE status_event_id IS NOT NULL",
    ),
    Rule(
        "people",
        "status_date_is_of_its_event",
        "the date of the status is the date of the event that set it, and null without one",
        "SELECT person_id AS id, status_date AS value FROM people LEFT JOIN events ON event_id = status_event_id "
        'WHERE status_date IS DISTINCT FROM "date"',
    ),
    Rule(
        "documents",
        "cited_pages_can_be_found",
        "a page that a noted record cites has a publisher and an address",
        "SELECT document_id AS id, path AS value FROM documents "
        "WHERE kind = 'cited' AND (publisher IS NULL OR url IS NULL)",
    ),
    Rule(
        "evidence",
        "texts_are_quoted",
        "a passage of a text that was read has a quote, and one of a cited page has none",
        "SELECT evidence_id AS id, quote AS value FROM evidence JOIN documents USING (document_id) "
        "WHERE (kind = 'text') = (quote IS NULL)",
    ),
    Rule(
        "redirects",
        "redirects_end_at_a_row",
        "the redirect leads, at once or over others, to a row that is there",
        f"WITH RECURSIVE ends AS (SELECT old_id FROM redirects WHERE new_id IN ({_IDS}) "
        "UNION SELECT r.old_id FROM redirects AS r JOIN ends ON r.new_id = ends.old_id) "
        "SELECT old_id AS id, new_id AS value FROM redirects WHERE old_id NOT IN (FROM ends)",
    ),
    Rule(
        "redirects",
        "redirected_ids_are_gone",
        "an id that is redirected is no longer the id of a row",
        f"SELECT old_id AS id, old_id AS value FROM redirects WHERE old_id IN ({_IDS})",
    ),
)
