"""What is wrong with a release: its files, its schemas, its rows, its quotes."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl
import pyarrow
import pyarrow.parquet as pq

from flows.errors import DataFault
from flows.release.checksums import checksum_faults
from flows.release.contents import schemas
from flows.release.query import OTHER_VERSION, schema_faults
from schemas.quotes import quote_fault
from schemas.tables import MODELS, polars_schema
from schemas.validation import SchemaFault, validate

REPORT_BUG = "This is a fault of the flow that made the release: report it, and do not cite the row"


def check(release: Path, texts: Mapping[str, str] | None = None) -> list[DataFault]:
    """Every fault of a release; none where all checks hold.

    Checksums, missing and added files, columns with their types and descriptions, the checks within and between
    tables; and where `texts` gives the clean text of documents by document_id, their quotes.
    """
    damage = [*checksum_faults(release), *schema_faults(release)]
    faults = [*damage, *_description_faults(release)]
    if damage:
        return faults  # rows of files that are not as they were released say nothing
    tables = {name: _read(release, name) for name in MODELS}
    return [*faults, *_row_faults(release, tables), *_quote_faults(release, tables["evidence"], texts or {})]


def _read(release: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(release / f"{name}.parquet", columns=polars_schema(name).names())


def _description_faults(release: Path) -> Iterator[DataFault]:
    """Tables that have further columns, or say otherwise what a column holds."""
    for name, schema in schemas().items():
        path = release / f"{name}.parquet"
        try:
            found = pq.read_schema(path)
        except (OSError, pyarrow.ArrowInvalid):
            continue  # schema_faults tells of it
        for extra in sorted(set(found.names) - set(schema.names)):
            yield DataFault(path, f"it has a column {extra!r} that is not declared", OTHER_VERSION)
        if set(found.names) == set(schema.names) and not found.equals(schema, check_metadata=True):
            yield DataFault(path, "its columns are described or ordered otherwise than declared", OTHER_VERSION)


def _row_faults(release: Path, tables: Mapping[str, pl.DataFrame]) -> Iterator[DataFault]:
    try:
        rejected = validate(tables).rejected
    except SchemaFault as fault:
        yield DataFault(release, f"a table does not fit its schema: {fault}", OTHER_VERSION)
        return
    for row in rejected.iter_rows(named=True):
        place = f"{release / row['table']}.parquet, row {row['subject']}"
        yield DataFault(place, f"{row['check']}: {row['reason']}", REPORT_BUG)


def _quote_faults(release: Path, evidence: pl.DataFrame, texts: Mapping[str, str]) -> Iterator[DataFault]:
    for row in evidence.filter(pl.col("document_id").is_in(list(texts)), pl.col("quote").is_not_null()).iter_rows(
        named=True
    ):
        if fault := quote_fault(row, texts[row["document_id"]]):
            place = f"{release / 'evidence.parquet'}, row {row['evidence_id']}"
            yield DataFault(place, fault, "Read the document again with `habeas run`, which makes a new release")
