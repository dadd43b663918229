"""Tables that people keep: .csv and .xlsx, read as rows of words."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

import openpyxl

from flows.ingest.archive import check_archive
from flows.ingest.content import Unreadable
from flows.ingest.limits import MAX_CELL_CHARACTERS, MAX_ROWS
from flows.ingest.text import clean

_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Line:
    """One row below the headings: the line of the file that it begins on (from 1), and its cells, null where empty."""

    number: int
    cells: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The headings of a table and its rows that are not empty."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def read_csv(data: bytes) -> Sheet:
    """A .csv file in UTF-8, with commas, semicolons or tabs. Raises Unreadable where it is not one."""
    try:
        text = data.decode("utf-8-sig")
        return _sheet(_csv_lines(text))
    except UnicodeDecodeError as error:
        raise Unreadable("decodable", "it is not UTF-8; save it as 'CSV UTF-8'") from error
    except csv.Error as error:
        raise Unreadable("readable", f"it is no CSV ({error}); save it anew as 'CSV UTF-8'") from error


def read_xlsx(data: bytes, sheet: str | None = None) -> Sheet:
    """The sheet of that name in an .xlsx file, or its only one; formulas count with the value last computed.

    Raises Unreadable where it is a bomb, or it is not plain which sheet is meant; anything at all where it is broken.
    """
    check_archive(data)
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    chosen = [each for each in book.worksheets if sheet in {None, each.title}]
    if len(chosen) != 1:
        names = ", ".join(book.sheetnames)
        raise Unreadable("sheet", f'it has the sheets {names}; name one of them in the sidecar: sheet = "..."')
    chosen[0].reset_dimensions()
    rows = (tuple(map(_words, row)) for row in chosen[0].iter_rows(values_only=True))
    return _even(_sheet(enumerate(rows, start=1)))


def _even(sheet: Sheet) -> Sheet:
    """The rows as wide as the headings: a workbook leaves empty cells at their end out, or goes on with more."""
    width = max(index for index, heading in enumerate(sheet.headings, start=1) if heading)
    lines = (Line(line.number, _to_width(line.cells, width)) for line in sheet.lines)
    return Sheet(sheet.headings[:width], tuple(lines))


def _to_width(cells: tuple[str | None, ...], width: int) -> tuple[str | None, ...]:
    return (*cells[:width], *[None] * (width - len(cells)), *(cell for cell in cells[width:] if cell))


def _csv_lines(text: str) -> Iterator[tuple[int, tuple[str | None, ...]]]:
    headings = text.partition("\n")[0]
    rows = csv.reader(StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=headings.count), strict=True)
    begins = 1
    for row in rows:
        if any(len(cell) > MAX_CELL_CHARACTERS for cell in row):
            raise Unreadable("readable", f"line {begins} has a cell of more than {MAX_CELL_CHARACTERS:,} characters")
        yield begins, tuple(map(_words, row))
        begins = rows.line_num + 1


def _sheet(rows: Iterable[tuple[int, tuple[str | None, ...]]]) -> Sheet:
    lines = [Line(number, cells) for number, cells in islice(rows, MAX_ROWS + 1) if any(cells)]
    if not lines:
        raise Unreadable("not_empty", "it has no row; the first row names the columns")
    if lines[-1].number > MAX_ROWS:
        raise Unreadable("size", f"it has more than {MAX_ROWS:,} rows; split it")
    headings = tuple(cell or "" for cell in lines[0].cells)
    twice = sorted({heading for heading in headings if heading and headings.count(heading) > 1})
    if twice:
        raise Unreadable("headings", f"several columns are called {', '.join(twice)}; rename all but one of each")
    return Sheet(headings, tuple(lines[1:]))


def _words(cell: Any) -> str | None:
    """A cell in words: days as 2025-12-13, whole numbers without a point."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(clean(str(cell)).split()) or None if cell is not None else None
