"""raw/decisions: read, and checked against schemas/decisions.py."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.decisions.decision import Correction, Decisions, Identification, Withdrawal
from flows.errors import DataFault
from flows.ingest.content import Unreadable
from flows.ingest.files import name_of, read_bytes, walk
from flows.ingest.record_checks import failures
from flows.ingest.sheets import Sheet, read_csv
from schemas.decisions import FILES, ROWS

FOLDER = "decisions"
MEND = "Mend these lines; no release is made before"

Row = dict[str, Any]


def read_decisions(raw: Path) -> Decisions:
    """All decisions. Raises DataFault with every line that does not hold, or for a file that is none of the three."""
    known = {raw / FOLDER / f"{name}.csv" for name in FILES}
    for path in walk(raw / FOLDER):
        if path not in known:
            files = ", ".join(f"{name}.csv" for name in FILES)
            raise DataFault(name_of(raw, path), "it is no file of decisions", f"Move it; the files are {files}")
    rows = {name: list(_rows(raw, name)) for name in FILES}
    return Decisions(
        tuple(Identification(**row) for row in rows["identity"]),
        tuple(Correction(**row) for row in rows["corrections"]),
        tuple(Withdrawal(**{**row, **_digests(row)}) for row in rows["withdrawals"]),
    )


def place(file: str) -> str:
    """What messages call a file of decisions."""
    return f"{FOLDER}/{file}.csv"


def stop(file: str, faults: list[str]) -> None:
    """Raises DataFault with the list of faults, if there are any."""
    if faults:
        listed = "".join(f"\n- {fault}" for fault in faults)
        raise DataFault(place(file), f"decisions that do not hold:{listed}\n", MEND)


def _rows(raw: Path, name: str) -> Iterator[Row]:
    path = raw / FOLDER / f"{name}.csv"
    if not path.exists():
        return
    try:
        sheet = read_csv(read_bytes(raw, path))
    except Unreadable as fault:
        raise DataFault(name_of(raw, path), fault.reason, "Save it as 'CSV UTF-8'") from fault
    columns = list(ROWS[name].to_schema().columns)
    if sorted(sheet.headings) != sorted(columns):
        raise DataFault(name_of(raw, path), "its first line is wrong", f"Its columns are {','.join(columns)}")
    yield from _checked(name, sheet)


def _checked(name: str, sheet: Sheet) -> list[Row]:
    ragged = [f"line {line.number}: {len(line.cells)} cells" for line in sheet.lines if not _even(line.cells, sheet)]
    stop(name, ragged)
    rows = [dict(zip(sheet.headings, line.cells, strict=True)) for line in sheet.lines]
    found = failures(rows, ROWS[name])
    stop(name, [f"line {sheet.lines[each.row].number}, {each.column}: it must be {each.must_be}" for each in found])
    return [{**row, "line": line.number} for row, line in zip(rows, sheet.lines, strict=True)]


def _even(cells: tuple[str | None, ...], sheet: Sheet) -> bool:
    return len(cells) == len(sheet.headings)


def _digests(row: Row) -> Row:
    return {name: frozenset((row[name] or "").split()) for name in ("surnames", "givens")}
