"""raw/records."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.claims import CountClaim, EventClaim, PersonClaim
from flows.ingest.records import Noted, read_records
from schemas.documents import Documents
from schemas.tables import frame
from tests.ingest.builders import make_xlsx, put

RAW = Path(__file__).parents[2] / "raw"

COUNTS = """
table = "counts"
[columns]
value = "Number"
high = "To"
qualifier = "How"
as_of = "On"
source = "Who"
publisher = "House"
published = "Day"
url = "Page"
[fixed]
measure = "held"
country = "XA"
"""
PEOPLE = """
table = "people"
[columns]
name = "Name"
other_names = "Also"
occupations = "Work"
type = "Act"
date = "When"
place = "Where"
term_months = "Term"
url = "Page"
[fixed]
country = "XA"
publisher = "Watch House"
"""
COUNT_HEADINGS = ("Number", "To", "How", "On", "Who", "House", "Day", "Page", "Remark")
PEOPLE_HEADINGS = ("Name", "Also", "Work", "Act", "When", "Where", "Term", "Page")
PAGE = "https://watch.example/a"


def _csv(*rows: tuple[object, ...]) -> str:
    return "\n".join(",".join(f'"{"" if cell is None else cell}"' for cell in row) for row in rows)


def _read(raw: Path, name: str, sidecar: str, *rows: tuple[object, ...]) -> Noted:
    put(raw, f"records/{name}", make_xlsx(*rows) if name.endswith("xlsx") else _csv(*rows))
    put(raw, f"records/{Path(name).stem}.toml", sidecar)
    return read_records(raw)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_row_of_counts_is_a_count_of_the_page_it_cites(tmp_path: Path, name: str) -> None:
    row = (1100, None, "more_than", date(2031, 4, 2), "Watch House", "Prova Times", date(2031, 4, 3), PAGE, "seen")
    noted = _read(tmp_path, name, COUNTS, COUNT_HEADINGS, row)
    claim = CountClaim("held", 1100, None, "more_than", "2031-04-02", "XA", None, "Watch House", None, ())
    (reading,), (document,) = noted.readings, noted.documents
    assert reading.claims.counts == (claim,)
    assert (reading.noted_in, reading.document_id) == (f"records/{name}:2", document.document_id)
    assert (document.kind, document.url, document.publisher) == ("cited", PAGE, "Prova Times")
    assert document.path == f"records/{name}"
    assert (document.published, document.published_from) == (date(2031, 4, 3), "sidecar")
    Documents.validate(frame("documents", [{key: getattr(document, key) for key in Documents.to_schema().columns}]))


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_row_of_people_is_a_person_with_an_event(tmp_path: Path, name: str) -> None:
    row = ("Ana Prova", "A. Prova; Anna Prova", "editor", "conviction", "2031-04", "Nordmark", 6.5, PAGE)
    (reading,) = _read(tmp_path, name, PEOPLE, PEOPLE_HEADINGS, row).readings
    person = PersonClaim("Ana Prova", ("A. Prova", "Anna Prova"), "subject", ("editor",), ())
    event = EventClaim("conviction", "2031-04", ("Ana Prova",), None, "XA", None, "Nordmark", 6.5, None, "asserted", ())
    assert (reading.claims.people, reading.claims.events) == ((person,), (event,))


def test_a_person_without_an_act_has_no_event(tmp_path: Path) -> None:
    (reading,) = _read(tmp_path, "a.csv", PEOPLE, PEOPLE_HEADINGS, ("Uno Prova", *[None] * 6, PAGE)).readings
    assert reading.claims.events == ()


@pytest.mark.parametrize(
    ("place", "cell", "check", "column"),
    [
        (0, "many", "str_matches", "'Number'"),
        (0, None, "not_nullable", "'Number'"),
        (0, "1,100", "str_matches", "'Number'"),
        (2, "roughly", "isin", "'How'"),
        (3, "2 April 2031", "as_of_is_a_date", "'On'"),
        (3, "2031-02-30", "as_of_is_a_date", "'On'"),
        (6, "2031-13", "published_is_a_date", "'Day'"),
        (7, None, "not_nullable", "'Page'"),
        (7, "javascript:alert(1)", "str_matches", "'Page'"),
        (1, "1200", "a_range_has_two_ends", "`high`"),
    ],
)
def test_a_bad_row_is_rejected_by_line_and_column(
    tmp_path: Path, place: int, cell: str | None, check: str, column: str
) -> None:
    good: list[object] = [1100, None, "exact", "2031-04", "x", "y", "2031", PAGE, None]
    bad = [*good[:place], cell, *good[place + 1 :]]
    noted = _read(tmp_path, "a.csv", COUNTS, COUNT_HEADINGS, tuple(good), tuple(bad))
    assert [reading.noted_in for reading in noted.readings] == ["records/a.csv:2"]
    (rejection,) = noted.rejected
    assert (rejection.subject, rejection.table, rejection.check) == ("records/a.csv:3", "counts", check)
    assert rejection.reason.startswith("line 3")
    assert column in rejection.reason
    assert rejection.value == (None if check.startswith("a_") else cell)


def test_all_failures_of_a_row_are_named_at_once(tmp_path: Path) -> None:
    noted = _read(tmp_path, "a.csv", COUNTS, COUNT_HEADINGS, ("x", "y", "z", "w", "", "", "v", "u", ""))
    assert len(noted.rejected) == 6
    assert (noted.readings, noted.documents) == ((), ())


@pytest.mark.parametrize(
    ("row", "check"),
    [
        (("Ana Prova", None, None, "jailing", None, None, None, PAGE), "isin"),
        (("Ana Prova", None, None, None, "2031", None, None, PAGE), "what_is_said_of_an_act_has_its_type"),
        (("Ana Prova", None, None, "conviction", None, None, "six", PAGE), "str_matches"),
        (("Ana Prova", None, None, "conviction", None, None, "0", PAGE), "str_matches"),
        ((None, None, None, "conviction", None, None, None, PAGE), "not_nullable"),
        (("Ana Prova", None, None, "conviction", "in May", None, None, PAGE), "date_is_a_date"),
    ],
)
def test_a_bad_row_of_people_is_rejected(tmp_path: Path, row: tuple[object, ...], check: str) -> None:
    noted = _read(tmp_path, "a.csv", PEOPLE, PEOPLE_HEADINGS, row)
    assert [rejection.check for rejection in noted.rejected] == [check]


@pytest.mark.parametrize("name", ['Ana "Prova"', "=1+1", "Ana\nProva", "'; DROP TABLE people; --", "@Ana", "Ана Прова"])
def test_any_name_is_kept_as_it_is(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, "records/a.csv", "")
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([PEOPLE_HEADINGS, (name, *[None] * 6, PAGE)])
    put(tmp_path, "records/a.toml", PEOPLE)
    (reading,) = read_records(tmp_path).readings
    assert reading.claims.people[0].name == " ".join(name.split())


def test_rows_that_cite_one_page_share_a_document(tmp_path: Path) -> None:
    rows = [
        (n, None, "exact", "2031", None, "y", day, PAGE, None)
        for n, day in ((1, "2031-04-03"), (2, "2031-04-03"), (3, ""))
    ]
    noted = _read(tmp_path, "a.csv", COUNTS, COUNT_HEADINGS, *rows)
    assert len(noted.documents) == 2
    assert noted.readings[0].document_id == noted.readings[1].document_id != noted.readings[2].document_id


def test_a_month_of_publication_gives_no_day(tmp_path: Path) -> None:
    noted = _read(
        tmp_path, "a.csv", COUNTS, COUNT_HEADINGS, (1, None, "exact", "2031", None, "y", "2031-04", PAGE, None)
    )
    assert [(each.published, each.published_from) for each in noted.documents] == [(None, "none")]


GOOD = _csv(COUNT_HEADINGS)


@pytest.mark.parametrize(
    ("files", "check", "said"),
    [
        ({"a.csv": GOOD}, "sidecar", "no sidecar"),
        ({"a.toml": COUNTS}, "sidecar", "no record beside"),
        ({"a.csv": GOOD, "a.toml": "table = 'counts'"}, "sidecar", "'columns' is missing"),
        ({"a.csv": GOOD, "a.toml": "table = 'events'\n[columns]"}, "sidecar", "'table'"),
        ({"a.csv": GOOD, "a.toml": "table = 'counts'\n[columns]\nname = 'x'"}, "sidecar", "no column name"),
        ({"a.csv": GOOD, "a.toml": "table = 'counts'\n[columns]\nurl = 'Page'"}, "sidecar", "nothing gives measure"),
        ({"a.csv": GOOD, "a.toml": COUNTS + "url = 'x'"}, "sidecar", "url is given both"),
        ({"a.csv": "a,b\n", "a.toml": COUNTS}, "headings", "no column is called so"),
        ({"a.csv": "", "a.toml": COUNTS}, "not_empty", "empty"),
        ({"a.xlsx": "not one", "a.toml": COUNTS}, "readable", "broken"),
        ({"a.ods": "x", "a.toml": COUNTS}, "extension", ".csv or .xlsx"),
        ({"a.csv": GOOD + "\n1,2", "a.toml": COUNTS}, "cells", "2 cells under 9 headings"),
    ],
)
def test_a_file_that_cannot_be_read_is_rejected(tmp_path: Path, files: dict[str, str], check: str, said: str) -> None:
    for name, content in files.items():
        put(tmp_path, f"records/{name}", content)
    (rejection,) = read_records(tmp_path).rejected
    assert (rejection.stage, rejection.check) == ("ingest", check)
    assert said in rejection.reason


def test_a_bad_file_stops_no_other(tmp_path: Path) -> None:
    put(tmp_path, "records/a.csv", GOOD)
    row = (1, None, "exact", "2031", None, "y", "2031", PAGE, None)
    noted = _read(tmp_path, "b.csv", COUNTS, COUNT_HEADINGS, row)
    assert (len(noted.readings), len(noted.rejected)) == (1, 1)


def test_a_raw_folder_without_records_gives_nothing(tmp_path: Path) -> None:
    assert read_records(tmp_path) == Noted()


def test_every_figure_that_is_committed_becomes_a_count() -> None:
    noted = read_records(RAW)
    with (RAW / "records/belarus-figures.csv").open(newline="", encoding="utf-8") as file:
        figures = list(csv.DictReader(file))
    counts = [count for reading in noted.readings for count in reading.claims.counts]
    assert (len(figures), noted.rejected) == (390, ())
    assert [(count.measure, str(count.value), count.as_of) for count in counts] == [
        (figure["measure"], figure["value"], figure["as_of"]) for figure in figures
    ]
    assert {document.url for document in noted.documents} == {figure["url"] for figure in figures}


@given(st.lists(st.lists(st.text(st.characters(categories=["L", "N", "P", "Zs"])), min_size=9, max_size=9), max_size=4))
def test_every_row_ends_somewhere(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    raw = tmp_path_factory.mktemp("raw")
    with put(raw, "records/a.csv", "").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([COUNT_HEADINGS, *rows])
    put(raw, "records/a.toml", COUNTS)
    noted = read_records(raw)
    ended = {reading.noted_in for reading in noted.readings} | {each.subject for each in noted.rejected}
    assert len(ended) == sum(1 for row in rows if any(cell.strip() for cell in row))
