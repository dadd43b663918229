"""The answers that somebody wrote into the sheet of questions, however their spreadsheet saved it."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from flows.decisions.decision import Identification
from flows.decisions.read import place
from flows.errors import DataFault
from flows.ingest.content import Unreadable
from flows.ingest.sheets import Sheet, read_csv
from schemas.decisions import OUTCOMES

FILE = "identity"
NEEDED = ("one", "other", "outcome")
Row = dict[str, str | None]


def read_answers(
    path: Path, quotes: Collection[str], decided: Iterable[Identification], who: str, day: str
) -> list[Row]:
    """New rows of identity.csv for the lines with an outcome; what was `decided` already is left out.

    Raises DataFault where the file is no such sheet, or with all lines that have no known outcome, name something else
    than two of the `quotes`, or say otherwise than a line above or the file of decisions.
    """
    known = {frozenset((each.one, each.other)): (each.outcome, f"{place(FILE)}:{each.line}") for each in decided}
    rows: list[Row] = []
    faults: list[str] = []
    for number, cells in _answered(_read(path)):
        one, other, outcome = cells["one"] or "", cells["other"] or "", (cells["outcome"] or "").casefold()
        before, where = known.setdefault(frozenset((one, other)), (outcome, f"line {number}"))
        found = [*_faults(one, other, outcome, quotes), *([f"{where} says {before}"] if before != outcome else [])]
        faults += [f"line {number}: {fault}" for fault in found]
        if where == f"line {number}":
            pair = {"one": one, "other": other, "outcome": outcome}
            rows.append({**pair, "who": who, "when": day, "why": cells.get("why")})
    if faults:
        listed = "".join(f"\n- {fault}" for fault in faults)
        raise DataFault(
            path, f"answers that do not hold:{listed}\n", "Mend these lines; none of the others was written"
        )
    return rows


def _read(path: Path) -> Sheet:
    try:
        sheet = read_csv(path.read_bytes())
    except Unreadable as fault:
        raise DataFault(path, fault.reason, "Save it as 'CSV UTF-8'") from fault
    if not set(NEEDED) <= set(sheet.headings):
        raise DataFault(path, "it has not the columns one, other and outcome", "Take the file that --export wrote")
    return sheet


def _answered(sheet: Sheet) -> Iterator[tuple[int, Row]]:
    """The lines with an outcome; cells that a line lacks are empty."""
    for line in sheet.lines:
        cells = {**dict.fromkeys(sheet.headings), **dict(zip(sheet.headings, line.cells, strict=False))}
        if cells["outcome"]:
            yield line.number, cells


def _faults(one: str, other: str, outcome: str, quotes: Collection[str]) -> Iterator[str]:
    if outcome not in OUTCOMES:
        yield f"{outcome!r} is no outcome; write {', '.join(OUTCOMES)}, or nothing"
    yield from (f"{name!r} is no quote of a person of the release" for name in (one, other) if name not in quotes)
    if one == other:
        yield "both are the same quote"
