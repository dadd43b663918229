"""raw/dataset.toml: what the dataset as a whole is."""

from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from flows.errors import DataFault
from flows.ingest.toml import CountryCode, Day, Settings, WebAddress, Words, read_toml

NAME = "dataset.toml"


def _to_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Lines = Annotated[tuple[Words, ...], BeforeValidator(_to_tuple)]
Countries = Annotated[tuple[CountryCode, ...], BeforeValidator(_to_tuple)]


class Dataset(Settings):
    """The keys of raw/dataset.toml.

    `country`: ISO 3166-1 alpha-2 codes of the countries that the dataset is about; none where it is about any.
    `homepage`: the page where people find the dataset. `keywords`: words that they look for it by.
    `published`: the day on which the next release is made public; the flow has no clock, so people say it.
    `licence`: the terms of the dataset's own tables, and `licence_url` the page with its words.
    `contacts`: whom to ask or to tell about an error, none until the publisher sets them.
    `sources`: where the texts and records come from. `methods`: how values are read from them.
    `limits`: what a reader must know before using it. `sensitive`: what to mind about the people in it.
    """

    title: Words
    publisher: Words
    description: Words
    homepage: WebAddress | None = None
    keywords: Lines = ()
    published: Day | None = None
    country: Countries = ()
    licence: Words
    licence_url: WebAddress | None = None
    contacts: Lines = ()
    sources: Lines = ()
    methods: Lines = ()
    limits: Lines = ()
    sensitive: Words


def read_dataset(raw: Path) -> Dataset:
    """The description in `raw`/dataset.toml. Raises DataFault where it is missing or not as it should be."""
    path = raw / NAME
    if not path.is_file():
        raise DataFault(
            f"{raw.name}/{NAME}", "there is none", "Write one; `habeas init DIR` makes a commented one in DIR"
        )
    return read_toml(path, Dataset, f"{raw.name}/{NAME}")
