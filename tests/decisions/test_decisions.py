"""Decisions are checked, win over the matcher, survive added documents, and stop the run once they are stale."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flows.decisions.correct import stop_turned_away
from flows.decisions.decision import Correction, Decisions, Identification
from flows.decisions.read import read_decisions
from flows.decisions.write import add_decisions
from flows.errors import DataFault
from flows.resolve.identity import Identity, identity_of
from flows.resolve.resolution import resolve
from schemas.tables import MODELS
from schemas.validation import validate
from tests.resolve.builders import told
from tests.resolve.test_resolution import Corpus

ARREST = told(0, [("arrest", "2030-05-03", ["Ada Lovel"])])
RELEASE = told(1, [("release", "2030-06-01", ["Ada Lovel"])])
OTHER = told(2, [("arrest", "2030-05-03", ["Orla Venn"])], [7])
PAGE = "https://example.org/court"


def tables_of(
    corpus: Corpus, decisions: Decisions | None = None, last: Identity | None = None
) -> dict[str, pl.DataFrame]:
    documents, readings = [one for one, _ in corpus], [one for _, one in corpus]
    return resolve(documents, readings, [], last or Identity(), decisions)


def identified(one: str, other: str, outcome: str, line: int = 2) -> Identification:
    return Identification(line, one, other, outcome, "A. Steward", "2031-01-01", "seen on a photograph")


def corrected(row: str, column: str, expected: str | None, value: str | None) -> Decisions:
    day = "2031-01-01"
    return Decisions(corrections=(Correction(2, row, column, expected, value, "misread", PAGE, "A. Steward", day),))


def id_of(tables: dict[str, pl.DataFrame], table: str, column: str, value: Any) -> str:
    return str(tables[table].filter(pl.col(column) == value).row(0)[0])


def quote_of(tables: dict[str, pl.DataFrame], number: int) -> str:
    """The evidence of the person that a document names."""
    document_id = told(number, [])[0].document_id
    return str(tables["evidence"].filter(table="people", document_id=document_id)["evidence_id"][0])


def test_same_joins_and_is_kept_when_documents_are_added() -> None:
    first = tables_of([ARREST, OTHER])
    ids = (id_of(first, "people", "name", "Ada Lovel"), id_of(first, "people", "name", "Orla Venn"))
    decisions = Decisions((identified(*ids, "same"),))
    second = tables_of([ARREST, OTHER], decisions, identity_of(first))
    assert second["people"].height == 1
    assert second["redirects"]["old_id"].is_in(ids).any()
    third = tables_of([ARREST, OTHER, RELEASE], decisions, identity_of(second))
    assert third["people"]["person_id"].to_list() == second["people"]["person_id"].to_list()
    undone = tables_of([ARREST, OTHER], None, identity_of(third))
    assert undone["people"].height == 2


def test_undoing_a_decision_gives_each_row_its_id_back() -> None:
    third = told(3, [("death", "2031-05-03", ["Cor Zant"])])
    first = tables_of([ARREST, OTHER, third])
    ids = dict(first["people"].select("name", "person_id").iter_rows())
    joined = (
        identified(ids["Ada Lovel"], ids["Orla Venn"], "same"),
        identified(ids["Orla Venn"], ids["Cor Zant"], "same"),
    )
    last = identity_of(first)
    for count in (1, 2, 2):
        last = identity_of(tables_of([ARREST, OTHER, third], Decisions(joined[:count]), last))
    undone = tables_of([ARREST, OTHER, third], None, last)
    assert dict(undone["people"].select("name", "person_id").iter_rows()) == ids
    assert undone["redirects"].filter(pl.col("old_id").is_in(list(ids.values()))).is_empty()
    assert validate(undone).rejected.is_empty()


TEXTS = st.lists(
    st.tuples(
        st.sampled_from(["2030-05-03", "2030-06-01", None]), st.sampled_from(["Ada Lovel", "A. Lovel", "Ben Kor"])
    ),
    min_size=3,
    max_size=6,
)


@settings(deadline=None, max_examples=15)
@given(TEXTS, st.data())
def test_decisions_hold_whatever_is_added_in_whatever_order(
    texts: list[tuple[str | None, str]], data: st.DataObject
) -> None:
    corpus = [told(number, [("arrest", day, [name])]) for number, (day, name) in enumerate(texts)]
    order = data.draw(st.permutations(corpus))
    last = identity_of(tables_of(order[:2]))
    one, other = (quote_of(tables_of(order[:2]), corpus.index(each)) for each in order[:2])
    named = data.draw(st.sampled_from([(one, other), (last.rows[one], last.rows[other])]))
    assume(len(set(named)) == 2)
    decisions = Decisions((identified(*named, data.draw(st.sampled_from(["same", "different", "unsure"]))),))
    for count in range(2, len(order) + 1):
        tables = tables_of(order[:count], decisions, last)
        last = identity_of(tables)
        assert (last.rows[one] == last.rows[other]) is (decisions.identity[0].outcome == "same")


@pytest.mark.parametrize("outcome", ["different", "unsure"])
def test_quotes_are_told_apart_for_good(outcome: str) -> None:
    first = tables_of([ARREST, RELEASE])
    decisions = Decisions((identified(quote_of(first, 0), quote_of(first, 1), outcome),))
    second = tables_of([ARREST, RELEASE], decisions, identity_of(first))
    assert second["people"].height == 2
    third = tables_of([ARREST, RELEASE, OTHER], decisions, identity_of(second))
    assert set(second["people"]["person_id"]) < set(third["people"]["person_id"])
    assert third["unsure"].height == (outcome == "unsure")


def test_events_are_decided_too() -> None:
    later = told(1, [("arrest", "2030-07-01", ["Ada Lovel"])])
    first = tables_of([ARREST, later])
    one, other = first["events"]["event_id"].to_list()
    second = tables_of([ARREST, later], Decisions((identified(one, other, "same"),)), identity_of(first))
    assert second["events"].height == 1
    assert second["evidence"].filter(table="events").height == 2


def test_what_names_nothing_stops_the_run_with_a_list() -> None:
    nothing = [
        identified("per_" + letter * 16, "per_" + "c" * 16, "same", line) for line, letter in [(2, "a"), (3, "b")]
    ]
    with pytest.raises(DataFault) as fault:
        tables_of([ARREST], Decisions(tuple(nothing)))
    assert all(f"line {line}" in str(fault.value) for line in (2, 3))


def test_decisions_that_contradict_each_other_stop_the_run() -> None:
    first = tables_of([ARREST, OTHER])
    pair = (quote_of(first, 0), quote_of(first, 2))
    with pytest.raises(DataFault, match="by other lines the same"):
        tables_of([ARREST, OTHER], Decisions((identified(*pair, "same"), identified(*pair, "different", 3))))


def test_a_person_and_an_event_are_never_one() -> None:
    first = tables_of([ARREST])
    with pytest.raises(DataFault, match="one is of people, the other of events"):
        tables_of([ARREST], Decisions((identified(first["people"][0, 0], first["events"][0, 0], "same"),)))


def test_two_names_of_one_row_of_a_text_decide_nothing() -> None:
    first = tables_of([ARREST])
    with pytest.raises(DataFault, match="nothing is left to decide"):
        tables_of([ARREST], Decisions((identified(first["people"][0, 0], quote_of(first, 0), "different"),)))


def test_a_correction_brings_its_page_and_what_follows_from_it() -> None:
    first = tables_of([ARREST, OTHER])
    event = id_of(first, "events", "date", "2030-05-03")
    tables = tables_of([ARREST, OTHER], corrected(event, "date", "2030-05-03", "2030-05-04"))
    row = tables["events"].row(by_predicate=pl.col("event_id") == event, named=True)
    assert (row["date"], str(row["date_first"])) == ("2030-05-04", "2030-05-04")
    assert "2030-05-04" in tables["people"]["status_date"].to_list()
    page = tables["documents"].row(by_predicate=pl.col("url") == PAGE, named=True)
    assert (page["kind"], page["publisher"]) == ("cited", "example.org")
    assert page["document_id"] in row["documents"]
    assert validate(tables).rejected.is_empty()


def test_a_corrected_number_has_its_interval() -> None:
    count = tables_of([OTHER])["counts"][0, 0]
    tables = tables_of([OTHER], corrected(count, "value", "7", "9"))
    assert tables["counts"].select("value", "lower", "upper").row(0) == (9, 9, 9)


def test_a_correction_follows_its_row() -> None:
    first = tables_of([ARREST, OTHER])
    ids = (id_of(first, "people", "name", "Ada Lovel"), id_of(first, "people", "name", "Orla Venn"))
    for row_id in ids:
        decisions = Decisions(
            (identified(*ids, "same"),), corrected(row_id, "name", "Ada Lovel", "Ada Venn").corrections
        )
        assert tables_of([ARREST, OTHER], decisions, identity_of(first))["people"]["name"].to_list() == ["Ada Venn"]


@pytest.mark.parametrize(
    ("column", "expected", "value", "match"),
    [
        ("date", "2030-05-05", "2030-05-04", "is '2030-05-03' now, not '2030-05-05'"),
        ("date", "2030-05-03", "2030-13", "not in the calendar"),
        ("type", "arrest", "party", "is no value of type"),
        ("date_first", None, "2030-05-04", "cannot be corrected"),
        ("term_months", None, "many", "many"),
    ],
)
def test_a_stale_or_wrong_correction_stops_the_run(column: str, expected: str, value: str, match: str) -> None:
    event = tables_of([ARREST])["events"][0, 0]
    with pytest.raises(DataFault, match=match):
        tables_of([ARREST], corrected(event, column, expected, value))


def test_a_correction_that_breaks_a_rule_between_tables_stops_the_run() -> None:
    first = tables_of([ARREST, OTHER])
    event = id_of(first, "events", "date", "2030-05-03")
    decisions = corrected(event, "group_description", None, "40 students")
    tables = tables_of([ARREST, OTHER], decisions, identity_of(first))
    with pytest.raises(DataFault, match=f"line 2: {event} does not hold: an event has people or"):
        stop_turned_away(decisions.corrections, tables, validate(tables).rejected)
    harmless = corrected(event, "place", None, "Norhaven")
    tables = tables_of([ARREST, OTHER], harmless)
    stop_turned_away(harmless.corrections, tables, validate(tables).rejected)


def test_one_value_is_corrected_once() -> None:
    event = tables_of([ARREST])["events"][0, 0]
    (one,) = corrected(event, "date", "2030-05-03", "2030-05-04").corrections
    other = replace(one, line=3, expected="2030-05-04", value="2030-05-05")
    with pytest.raises(DataFault, match="line 3: line 2 corrects date of this row already"):
        tables_of([ARREST], Decisions(corrections=(one, other)))


def test_decisions_are_read_as_they_were_written(tmp_path: Path) -> None:
    row = {"one": "per_" + "a" * 16, "other": "evd_" + "b" * 16, "outcome": "same", "who": "A, B", "when": "2031-01-01"}
    for _ in range(2):
        add_decisions(tmp_path, "identity", [{**row, "why": None}])
    assert [each.who for each in read_decisions(tmp_path).identity] == ["A, B", "A, B"]
    assert not list((tmp_path / "decisions").glob(".*"))


@pytest.mark.parametrize(
    ("name", "text", "match"),
    [
        ("notes.txt", "x", "no file of decisions"),
        ("identity.csv", "one,two\n", "its first line is wrong"),
        ("identity.csv", "one,other,outcome,who,when,why\nper_x,evt_y,perhaps,,,\n", "line 2, outcome"),
        ("identity.csv", "one,other,outcome,who,when,why\na,b\n", "line 2: 2 cells"),
        ("corrections.csv", b"row\xff", "UTF-8"),
    ],
)
def test_a_file_that_does_not_hold_stops_the_run(tmp_path: Path, name: str, text: str | bytes, match: str) -> None:
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DataFault, match=match):
        read_decisions(tmp_path)


def test_tables_with_decisions_pass_their_schemas() -> None:
    first = tables_of([ARREST, OTHER])
    decisions = Decisions((identified(quote_of(first, 0), quote_of(first, 2), "unsure"),))
    for table, rows in tables_of([ARREST, OTHER], decisions).items():
        MODELS[table].validate(rows, lazy=True)
