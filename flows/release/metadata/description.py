"""What every standard says of a release, whatever its words for it."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, Self

import polars as pl

from flows.ingest.dataset import Dataset
from flows.release.metadata.resources import Resource, resources


class Contact(NamedTuple):
    """Whom to ask, with an address of mail or of a page where the words are one."""

    name: str
    email: str | None
    page: str | None

    @classmethod
    def parse(cls, words: str) -> Self:
        """Reads one line of `contacts`."""
        email = next((word.strip("<>()") for word in words.split() if "@" in word), None)
        page = next((word for word in words.split() if word.startswith(("https://", "http://"))), None)
        return cls(words, email, page)


class Description(NamedTuple):
    """A release as its metadata tells of it.

    `engine`: what read the texts. `period`: first and last day of publication of its documents.
    """

    dataset: Dataset
    version: str
    engine: str
    period: tuple[date, date] | None
    languages: tuple[str, ...]
    resources: tuple[Resource, ...]

    @property
    def day(self) -> str | None:
        """The day on which it is made public, in ISO 8601."""
        return None if self.dataset.published is None else self.dataset.published.isoformat()

    @property
    def contacts(self) -> list[Contact]:
        """The contacts of the dataset."""
        return [Contact.parse(words) for words in self.dataset.contacts]


def describe_release(
    folder: Path, dataset: Dataset, version: str, provenance: Mapping[str, Any], documents: pl.DataFrame
) -> Description:
    """The description of the release whose Parquet files are in `folder`."""
    days = documents["published"].drop_nulls().unique().sort().to_list()
    return Description(
        dataset=dataset,
        version=version,
        engine=provenance["engine"],
        period=(days[0], days[-1]) if days else None,
        languages=tuple(sorted(documents["language"].drop_nulls().unique())),
        resources=resources(folder),
    )


def without_nothing(pairs: Iterable[tuple[str, Any]] | Mapping[str, Any]) -> dict[str, Any]:
    """The pairs whose value says something: nothing null, no empty text, list or mapping."""
    return {name: value for name, value in dict(pairs).items() if value not in (None, "", [], {}, ())}
