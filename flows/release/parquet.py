"""A table as a Parquet file: the same rows give the same bytes."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow
import pyarrow.parquet as pq

ROWS_PER_GROUP = 122_880  # DuckDB reads row groups of this size in parallel and prunes by them


def write_parquet(data: pl.DataFrame, path: Path, schema: pyarrow.Schema, keys: list[str]) -> None:
    """Writes `data`, sorted by `keys`, with zstd, page index and checksums, and the descriptions in `schema`."""
    order = pq.SortingColumn.from_ordering(schema, [(key, "ascending") for key in keys], null_placement="at_end")
    with pq.ParquetWriter(
        path, schema, compression="zstd", sorting_columns=order, write_page_index=True, write_page_checksum=True
    ) as writer:
        for group in row_groups(data, schema):
            writer.write_table(group, row_group_size=ROWS_PER_GROUP)


def row_groups(data: pl.DataFrame, schema: pyarrow.Schema) -> Iterator[pyarrow.Table]:
    """The row groups in which `data` is written, in their order. Raises pyarrow.ArrowInvalid where it does not fit."""
    for part in data.iter_slices(ROWS_PER_GROUP):
        yield part.rechunk().to_arrow().cast(schema).combine_chunks()


def holds(path: Path, data: pl.DataFrame, schema: pyarrow.Schema) -> bool:
    """Whether the file at `path`, read back, is `data`."""
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        if not file.schema_arrow.equals(schema, check_metadata=True) or file.metadata.num_rows != data.height:
            return False
        stored = (file.read_row_group(place) for place in range(file.num_row_groups))
        return all(read.equals(group) for read, group in zip(stored, row_groups(data, schema), strict=True))
