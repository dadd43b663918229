"""croissant.json, checked by mlcroissant: it loads every record set, and the values are those that DuckDB reads."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import mlcroissant
import pandas as pd
import pytest

from flows.ingest.dataset import Dataset
from flows.release.checksums import digest
from flows.release.metadata.croissant import croissant
from flows.release.metadata.description import Description


@pytest.fixture(scope="module")
def loaded(release: Path) -> Any:
    """The dataset, as mlcroissant reads it."""
    return mlcroissant.Dataset(str(release / "croissant.json"))


def plain(value: Any) -> Any:
    """A value of either reader, as one of Python."""
    if isinstance(value, list):
        return [plain(element) for element in value]
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, date | pd.Timestamp):
        return pd.Timestamp(value).tz_localize(None).isoformat()
    return value.item() if hasattr(value, "item") else value


def test_nothing_is_wrong(loaded: Any, dataset: Dataset) -> None:
    issues = loaded.metadata.ctx.issues
    assert not issues.errors
    assert dataset.licence_url is None or not issues.warnings


def test_every_record_set_holds_the_rows_of_its_table(loaded: Any, release: Path) -> None:
    names = [record_set.uuid for record_set in loaded.metadata.record_sets]
    assert names == sorted(path.stem for path in release.glob("*.parquet"))
    for name in names:
        found = [
            {column.partition("/")[2]: plain(value) for column, value in row.items()} for row in loaded.records(name)
        ]
        with duckdb.connect() as connection:
            read = connection.sql("FROM read_parquet($1)", params=[str(release / f"{name}.parquet")]).to_arrow_table()
        rows = [{column: plain(value) for column, value in row.items()} for row in read.to_pylist()]
        assert found == rows


def test_every_file_has_its_checksum(loaded: Any, release: Path) -> None:
    files = loaded.metadata.file_objects
    assert {file.content_url: file.sha256 for file in files} == {
        path.name: digest(path) for path in release.glob("*.parquet")
    }


def test_a_reader_is_told_what_to_mind(loaded: Any, dataset: Dataset) -> None:
    said = loaded.metadata
    assert said.data_limitations == list(dataset.limits)
    assert said.personal_sensitive_information == [dataset.sensitive]
    assert said.machine_annotation_tools == ["Habeas, engine rules 1"]
    assert (said.date_published and said.date_published.date()) == dataset.published
    assert said.cite_as.startswith("@misc{held-in-veldania")


def test_what_mlcroissant_does_not_know_is_there(description: Description) -> None:
    said = croissant(description)
    assert said["conformsTo"] == ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]
    assert said["rai:dataCollectionTimeframe"] == ["2031-05-09", "2031-05-09"]  # it spells this one in its own way
