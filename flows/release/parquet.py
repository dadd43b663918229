"""A table as a Parquet file: the same rows give the same bytes."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow
import pyarrow.parquet as pq

from flows.release.contents import Content

# Chosen by tests/bench/bench_release.py: of larger groups a reader has less to read about, of smaller ones it skips
# more rows. DuckDB takes rows by the 2048, and unpacks no page of which it needs none.
ROWS_PER_GROUP = 40_960
ROWS_PER_PAGE = 2_048
FALSE_POSITIVES = 0.01  # share of row groups that a Bloom filter lets a reader search in vain


def write_parquet(content: Content, path: Path) -> None:
    """Writes a table, sorted, with zstd, page index, checksums, descriptions, and Bloom filters on its lookups.

    Ids are all different, so that a dictionary of them would only add to their size.
    """
    schema = content.schema
    order = pq.SortingColumn.from_ordering(
        schema, [(key, "ascending") for key in content.keys], null_placement="at_end"
    )
    filters = {"ndv": max(1, min(content.rows.height, ROWS_PER_GROUP)), "fpp": FALSE_POSITIVES}
    with pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        sorting_columns=order,
        write_page_index=True,
        max_rows_per_page=ROWS_PER_PAGE,
        write_page_checksum=True,
        use_dictionary=[path for path in _leaves(schema) if not path.endswith("_id")],
        bloom_filter_options=dict.fromkeys(content.lookups, filters),
    ) as writer:
        for group in row_groups(content.rows, schema):
            writer.write_table(group, row_group_size=ROWS_PER_GROUP)


def _leaves(schema: pyarrow.Schema) -> Iterator[str]:
    """The columns as Parquet names them."""
    for field in schema:
        yield f"{field.name}.list.element" if pyarrow.types.is_list(field.type) else field.name


def row_groups(data: pl.DataFrame, schema: pyarrow.Schema) -> Iterator[pyarrow.Table]:
    """The row groups in which `data` is written, in their order. Raises pyarrow.ArrowInvalid where it does not fit."""
    whole = data.rechunk().to_arrow()  # at once: a part of a column of lists would bring along what all of them hold
    for start in range(0, data.height, ROWS_PER_GROUP):
        yield whole.slice(start, ROWS_PER_GROUP).cast(schema).combine_chunks()


def holds(path: Path, content: Content) -> bool:
    """Whether the file at `path`, read back, is `content`."""
    data, schema = content.rows, content.schema
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        if not file.schema_arrow.equals(schema, check_metadata=True) or file.metadata.num_rows != data.height:
            return False
        stored = (file.read_row_group(place) for place in range(file.num_row_groups))
        return all(read.equals(group) for read, group in zip(stored, row_groups(data, schema), strict=True))
