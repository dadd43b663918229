"""Tables that people keep."""

import csv
from datetime import date, datetime
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.content import Unreadable
from flows.ingest.sheets import Line, Sheet, read_csv, read_xlsx
from tests.ingest.builders import make_xlsx

cells = st.lists(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])), min_size=2, max_size=2)


@given(st.lists(cells, max_size=5), st.sampled_from(",;\t"))
def test_a_csv_gives_the_words_of_its_cells(rows: list[list[str]], delimiter: str) -> None:
    target = StringIO()
    csv.writer(target, delimiter=delimiter).writerows([["name", "words"], *rows])
    sheet = read_csv(target.getvalue().encode())
    assert sheet.headings == ("name", "words")
    assert all(len(line.cells) == 2 and any(line.cells) for line in sheet.lines)
    assert len(sheet.lines) <= len(rows)


def test_lines_are_those_of_the_file() -> None:
    sheet = read_csv(b'\xef\xbb\xbfa,b\r\n"two\nlines","1,1"\n\n,\nx,\n')
    assert sheet == Sheet(("a", "b"), (Line(2, ("two lines", "1,1")), Line(6, ("x", None))))


@pytest.mark.parametrize(
    ("data", "check"),
    [
        (b"", "not_empty"),
        (b",,\n", "not_empty"),
        ("имя,число\n".encode("windows-1251"), "decodable"),
        (b"a,b,a\n", "headings"),
        (b'a,b\n"open', "readable"),
        (b"a\n" + b"x" * 200_000, "readable"),
    ],
)
def test_a_csv_that_is_none_says_why(data: bytes, check: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_csv(data)
    assert caught.value.check == check


def test_a_workbook_gives_days_and_numbers_as_words() -> None:
    moment = datetime.fromisoformat("2031-04-02T09:30")
    headings = ("day", "time", "number", "part", "formula")
    sheet = read_xlsx(make_xlsx(headings, (date(2031, 4, 2), moment, 31.0, 0.5, "=1+1")))
    assert sheet.lines == (Line(2, ("2031-04-02", "2031-04-02T09:30:00", "31", "0.5", None)),)


def test_the_rows_of_a_workbook_are_as_wide_as_its_headings() -> None:
    sheet = read_xlsx(make_xlsx(("a", "b", None), ("x",), (), ("x", "y", "z")))
    assert sheet.headings == ("a", "b")
    assert sheet.lines == (Line(2, ("x", None)), Line(4, ("x", "y", "z")))


def test_a_workbook_of_several_sheets_needs_a_name() -> None:
    book = make_xlsx(("a",), ("x",), more_sheets=("Notes",))
    assert read_xlsx(book, "Sheet").lines == (Line(2, ("x",)),)
    for name in (None, "Elsewhere"):
        with pytest.raises(Unreadable, match="Sheet, Notes"):
            read_xlsx(book, name)


def test_too_many_rows_are_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.ingest.sheets.MAX_ROWS", 2)
    for read, data in ((read_csv, b"a\n1\n2\n"), (read_xlsx, make_xlsx(("a",), (1,), (2,)))):
        with pytest.raises(Unreadable, match="more than 2 rows"):
            read(data)
