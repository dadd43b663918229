"""raw/dataset.toml."""

from pathlib import Path

import pytest

from flows.errors import DataFault
from flows.ingest.dataset import read_dataset
from tests.ingest.builders import put

RAW = Path(__file__).parents[2] / "raw"
LEAST = """
title = "A list"
publisher = "Watch House"
description = "Who is held."
licence = "CC BY 4.0"
sensitive = "It names people."
"""


def test_the_committed_dataset_says_what_it_is() -> None:
    dataset = read_dataset(RAW)
    assert dataset.country == ("BY",)
    assert dataset.limits
    assert dataset.sources


def test_the_least_that_must_be_said(tmp_path: Path) -> None:
    put(tmp_path, "dataset.toml", LEAST)
    dataset = read_dataset(tmp_path)
    assert (dataset.title, dataset.country, dataset.contacts) == ("A list", (), ())


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (LEAST + 'colour = "red"', "'colour' is not known"),
        (LEAST.replace("title", "# title"), "'title' is missing"),
        (LEAST + 'country = ["Belarus"]', "'country.0': it must be a country code"),
        (LEAST + 'contacts = "me"', "'contacts'"),
        (LEAST + "licence_url = 'CC BY'", "'licence_url'"),
        ("title", "is not TOML"),
        (None, "there is none"),
    ],
)
def test_a_fault_says_where_and_what(tmp_path: Path, source: str | None, said: str) -> None:
    if source is not None:
        put(tmp_path, "raw/dataset.toml", source)
    with pytest.raises(DataFault) as caught:
        read_dataset(tmp_path / "raw")
    assert str(caught.value).startswith("raw/dataset.toml: ")
    assert said in str(caught.value)
