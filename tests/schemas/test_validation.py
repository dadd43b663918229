"""Rows that fail go to `rejected` with what hangs on them, and none vanishes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.rules import RULES
from schemas.tables import MODELS, frame, polars_schema, schema
from schemas.validation import Checked, SchemaFault, checks, validate
from tests.release.invented import COUNTS, DOCUMENTS, EVENTS, PEOPLE, invented

TABLES = {
    **invented(),
    "redirects": frame("redirects", [{"old_id": "per_old", "new_id": PEOPLE["Zoë Tarn"], "since": "1.0.0"}]),
}
NONSENSE: dict[pl.DataType, list[Any]] = {
    pl.String(): [
        None,
        "",
        "x",
        "2031-13",
        "=1",
        "held",
        "cited",
        *DOCUMENTS.values(),
        *EVENTS.values(),
        *PEOPLE.values(),
    ],
    pl.Int64(): [None, -1, 0, 10**12],
    pl.Float64(): [None, -1.0, 0.5, 12.0],
    pl.Date(): [None, date(1, 1, 1), date(2031, 5, 9)],
    pl.List(pl.String()): [None, [], [""], [None], ["subject"], ["x"], list(DOCUMENTS.values())],
    pl.Datetime("us", "UTC"): [None],
}


def rejected_by(checked: Checked) -> set[tuple[str, str]]:
    """The subjects that were rejected, and by which check."""
    return set(checked.rejected.select("subject", "check").iter_rows())


def changed(table: str, row: int, /, **values: object) -> dict[str, pl.DataFrame]:
    """The invented tables, some values of one row changed."""
    found = TABLES[table].to_dicts()
    found[row].update(values)
    return {**TABLES, table: pl.DataFrame(found, schema=polars_schema(table))}


def nothing_vanishes(before: Mapping[str, pl.DataFrame], checked: Checked) -> None:
    """Every row is kept or gave one row to `rejected`, and these are told apart."""
    for table in MODELS.keys() - {"rejected"}:
        turned_away = checked.rejected.filter(pl.col("table") == table).height
        assert checked.tables[table].height + turned_away == before[table].height
    assert checked.tables["rejected"].height == before["rejected"].height + checked.rejected.height
    assert checked.rejected.is_unique().all()


def test_right_tables_pass_as_they_are() -> None:
    checked = validate(TABLES)
    assert checked.rejected.is_empty()
    assert all(checked.tables[table].equals(TABLES[table]) for table in MODELS)
    assert list(checked.report) == checks()
    assert not any(checked.report.values())


@settings(max_examples=10)
@given(data=st.data())
def test_nothing_vanishes_whatever_is_wrong(data: st.DataObject) -> None:
    tables = dict(TABLES)
    for _ in range(data.draw(st.integers(1, 4), label="changes")):
        table = data.draw(st.sampled_from(sorted(MODELS.keys() - {"rejected"})), label="table")
        found = tables[table].to_dicts()
        column, kind = data.draw(st.sampled_from(list(tables[table].schema.items())), label="column")
        row = data.draw(st.integers(0, len(found) - 1), label="row")
        copy = {**found[row], column: data.draw(st.sampled_from(NONSENSE[kind]), label="value")}
        replaced, copies = data.draw(st.integers(0, 1), label="replaced"), data.draw(st.integers(1, 3), label="copies")
        found[row : row + replaced] = [copy] * copies
        tables[table] = pl.DataFrame(found, schema=polars_schema(table))
    checked = validate(tables)
    nothing_vanishes(tables, checked)
    assert validate(checked.tables).rejected.is_empty()


def test_the_order_of_rows_does_not_matter() -> None:
    tables = changed("documents", 0, url="", title="")
    reverse = {table: data.reverse() for table, data in tables.items()}
    assert validate(reverse).rejected.equals(validate(tables).rejected)


@pytest.mark.parametrize("table", sorted(MODELS.keys() - {"rejected"}))
def test_a_needed_value_that_is_missing(table: str) -> None:
    needed = [name for name, column in schema(table).columns.items() if not column.nullable]
    report = validate(changed(table, 0, **dict.fromkeys(needed))).report
    assert {check.name for check, failed in report.items() if failed and check.table == table} >= {
        f"{name}.not_nullable" for name in needed
    }


# For each rule: the row that is changed, how, and that it is this rule which turns a row away.
BREACHES: dict[str, dict[str, pl.DataFrame]] = {
    "evidence_document_id_exists": changed("evidence", 0, document_id="doc_aaaaaaaaaaaaaaaa"),
    "evidence_row_exists_in_people": changed("evidence", 0, table="people"),
    "evidence_row_exists_in_events": changed("evidence", 0, table="events"),
    "evidence_row_exists_in_counts": changed("evidence", 6, table="counts"),
    "people_have_evidence": {**TABLES, "evidence": TABLES["evidence"].filter(pl.col("table") != "people")},
    "events_have_evidence": {**TABLES, "evidence": TABLES["evidence"].filter(pl.col("table") != "events")},
    "counts_have_evidence": {**TABLES, "evidence": TABLES["evidence"].filter(pl.col("table") != "counts")},
    "event_people_event_id_exists": changed("event_people", 0, event_id="evt_aaaaaaaaaaaaaaaa"),
    "event_people_person_id_exists": changed("event_people", 0, person_id="per_aaaaaaaaaaaaaaaa"),
    "people_status_event_id_exists": changed("people", 0, status_event_id="evt_aaaaaaaaaaaaaaaa"),
    "unsure_person_id_exists": changed("unsure", 0, person_id="per_aaaaaaaaaaaaaaaa"),
    "unsure_other_id_exists": changed("unsure", 0, other_id="per_aaaaaaaaaaaaaaaa"),
    "counts_document_id_exists": changed("counts", 0, document_id="doc_aaaaaaaaaaaaaaaa"),
    "people_documents_exist": changed("people", 0, documents=["doc_aaaaaaaaaaaaaaaa"]),
    "events_documents_exist": changed("events", 0, documents=[None]),
    "people_other_names_are_words": changed("people", 0, other_names=[""]),
    "people_occupations_are_words": changed("people", 0, occupations=["poet", None]),
    "people_capacities_are_words": changed("people", 0, capacities=[None]),
    "events_have_people_or_a_group": changed("events", 0, group_description="a group"),
    "status_event_is_of_the_person": changed("people", 1, status_event_id=EVENTS["arrest"], status_date="2031-05-03"),
    "status_date_is_of_its_event": changed("people", 0, status_date="2031-13"),
    "cited_pages_can_be_found": {
        **TABLES,
        "documents": TABLES["documents"].with_columns(url=pl.when(pl.col("kind") == "text").then("url")),
    },
    "texts_are_quoted": {
        **TABLES,
        "documents": TABLES["documents"].with_columns(kind=pl.lit("text"), sha256=pl.lit("a" * 64)),
    },
    "redirects_end_at_a_row": changed("redirects", 0, new_id="per_old"),
    "redirected_ids_are_gone": changed("redirects", 0, old_id=COUNTS["31"]),
}


@pytest.mark.parametrize("name", BREACHES)
def test_each_rule_turns_its_row_away(name: str) -> None:
    checked = validate(BREACHES[name])
    assert name in {check for _, check in rejected_by(checked)}
    nothing_vanishes(BREACHES[name], checked)


def test_every_rule_has_a_breach() -> None:
    assert BREACHES.keys() == {rule.name for rule in RULES}


def test_a_bad_row_takes_along_what_hangs_on_it() -> None:
    checked = validate(changed("documents", 0, url=""))
    bad = TABLES["documents"]["document_id"][0]
    assert (bad, "url.str_length") in rejected_by(checked)
    assert bad not in checked.tables["evidence"]["document_id"]
    assert bad not in checked.tables["counts"]["document_id"]


def test_a_redirect_may_lead_over_others() -> None:
    chain = [("a", "b"), ("b", PEOPLE["Zoë Tarn"]), ("c", "d"), ("d", "c")]
    redirects = frame("redirects", [{"old_id": old, "new_id": new, "since": "1.1.0"} for old, new in chain])
    checked = validate({**TABLES, "redirects": redirects})
    assert checked.tables["redirects"]["old_id"].to_list() == ["a", "b"]


def test_copies_of_a_row_leave_one() -> None:
    people = TABLES["people"]
    checked = validate({**TABLES, "people": pl.concat([people, people, people])})
    assert checked.tables["people"].equals(people)
    assert set(checked.rejected["check"]) == {"stands_once"}
    nothing_vanishes({**TABLES, "people": pl.concat([people, people, people])}, checked)


def test_two_rows_that_claim_one_id_both_go() -> None:
    counts = TABLES["counts"]
    twice = pl.concat([counts, counts[:1].with_columns(country=pl.lit("XX"))])
    checked = validate({**TABLES, "counts": twice})
    assert counts["count_id"][0] not in checked.tables["counts"]["count_id"]
    nothing_vanishes({**TABLES, "counts": twice}, checked)


def test_a_row_says_every_reason() -> None:
    checked = validate(changed("counts", 0, lower=-5, country="Belarus"))
    reason = checked.rejected.filter(pl.col("table") == "counts")["reason"][0]
    assert reason == "does not hold: `lower` is large enough; `country` has its form"


@pytest.mark.parametrize(
    "counts",
    [
        TABLES["counts"].drop("value"),
        TABLES["counts"].with_columns(more=1),
        TABLES["counts"].with_columns(value=pl.lit("1")),
        TABLES["counts"].select(sorted(TABLES["counts"].columns)),
    ],
    ids=["missing", "extra", "type", "order"],
)
def test_a_table_that_does_not_fit_raises(counts: pl.DataFrame) -> None:
    with pytest.raises(SchemaFault, match="counts"):
        validate({**TABLES, "counts": counts})


def test_rejected_itself_must_hold() -> None:
    with pytest.raises(SchemaFault, match="rejected"):
        validate({**TABLES, "rejected": TABLES["rejected"].with_columns(reason=pl.lit(""))})
