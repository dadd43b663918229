"""raw/records: facts that people noted, each row tied to the page that it cites."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flows.errors import DataFault
from flows.extract.claims import Reading
from flows.ingest.content import Unreadable, parsing
from flows.ingest.document import Document, Rejection
from flows.ingest.files import name_of, read_bytes, walk
from flows.ingest.record_checks import Failure, failures
from flows.ingest.record_claims import CLAIMS, Row, cited, cited_id
from flows.ingest.record_rows import ROWS
from flows.ingest.record_sidecar import RecordSidecar, read_record_sidecar
from flows.ingest.sheets import Line, Sheet, read_csv, read_xlsx
from flows.ingest.sidecar import SUFFIX, without_sidecars

FOLDER = "records"


@dataclass(frozen=True, slots=True)
class Noted:
    """The pages that records cite, each once; a reading per row; what was rejected. In the order of path and line."""

    documents: tuple[Document, ...] = ()
    readings: tuple[Reading, ...] = ()
    rejected: tuple[Rejection, ...] = ()


def read_records(raw: Path) -> Noted:
    """Every record under `raw`/records. A file or row that cannot be read is rejected, and stops no other."""
    return _join(read_record(raw, path) for path in without_sidecars(walk(raw / FOLDER)))


def read_record(raw: Path, path: Path) -> Noted:
    """One file under `raw`/records, read as its sidecar says."""
    name = name_of(raw, path)
    try:
        return _read(raw, path, name)
    except Unreadable as fault:
        return Noted(rejected=(Rejection("ingest", None, name, fault.check, fault.reason),))
    except DataFault as fault:
        return Noted(rejected=(Rejection("ingest", None, name, "sidecar", str(fault)),))


def _read(raw: Path, path: Path, name: str) -> Noted:
    kind = path.suffix.lower()
    if kind == SUFFIX:
        raise Unreadable("sidecar", "there is no record beside this sidecar; add it under the same name")
    if kind not in {".csv", ".xlsx"}:
        raise Unreadable("extension", "records are .csv or .xlsx; save it as one of them")
    data = read_bytes(raw, path)
    sidecar = read_record_sidecar(raw, path)
    with parsing():
        sheet = read_csv(data) if kind == ".csv" else read_xlsx(data, sidecar.sheet)
    _check_headings(sidecar, sheet)
    return _note(name, sidecar, sheet)


def _check_headings(sidecar: RecordSidecar, sheet: Sheet) -> None:
    missing = sorted(set(sidecar.columns.values()) - set(sheet.headings))
    if missing:
        raise Unreadable("headings", f"its sidecar maps {', '.join(missing)}, but no column is called so")


def _note(name: str, sidecar: RecordSidecar, sheet: Sheet) -> Noted:
    whole = [line for line in sheet.lines if len(line.cells) == len(sheet.headings)]
    rows = [_row(line, sheet, sidecar) for line in whole]
    failed = failures(rows, ROWS[sidecar.table])
    bad = {failure.row for failure in failed}
    noted = [_reading(name, sidecar, whole[index], row) for index, row in enumerate(rows) if index not in bad]
    ragged = [_ragged(name, sidecar, line, sheet) for line in sheet.lines if len(line.cells) != len(sheet.headings)]
    wrong = [_wrong(name, sidecar, whole[failure.row], rows[failure.row], failure) for failure in failed]
    return _join([Noted(rejected=tuple(ragged + wrong)), *noted])


def _row(line: Line, sheet: Sheet, sidecar: RecordSidecar) -> Row:
    cells = dict(zip(sheet.headings, line.cells, strict=True))
    return {**{name: cells[heading] for name, heading in sidecar.columns.items()}, **sidecar.fixed}


def _reading(name: str, sidecar: RecordSidecar, line: Line, row: Row) -> Noted:
    reading = Reading(cited_id(row), CLAIMS[sidecar.table](row), noted_in=f"{name}:{line.number}")
    return Noted((cited(row, name),), (reading,))


def _wrong(name: str, sidecar: RecordSidecar, line: Line, row: Row, failure: Failure) -> Rejection:
    if failure.column is None:
        reason = f"line {line.number}: {failure.must_be}"
        return Rejection("ingest", sidecar.table, f"{name}:{line.number}", failure.check, reason)
    heading = sidecar.columns.get(failure.column, failure.column)
    reason = f"line {line.number}, column {heading!r}: it must be {failure.must_be}"
    return Rejection("ingest", sidecar.table, f"{name}:{line.number}", failure.check, reason, row.get(failure.column))


def _ragged(name: str, sidecar: RecordSidecar, line: Line, sheet: Sheet) -> Rejection:
    counted = f"{len(line.cells)} cells under {len(sheet.headings)} headings"
    reason = f"line {line.number}: it has {counted}; a cell that holds the delimiter needs quotes"
    return Rejection("ingest", sidecar.table, f"{name}:{line.number}", "cells", reason)


def _join(parts: Iterable[Noted]) -> Noted:
    noted = list(parts)
    documents: dict[str, Document] = {}
    for part in noted:
        for document in part.documents:
            documents.setdefault(document.document_id, document)
    readings = tuple(reading for part in noted for reading in part.readings)
    return Noted(tuple(documents.values()), readings, tuple(each for part in noted for each in part.rejected))
