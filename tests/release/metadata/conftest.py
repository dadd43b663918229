"""The invented release, of a dataset that says the least of itself and of one that says everything."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.ingest.dataset import Dataset
from flows.release.metadata.description import Description, describe_release
from flows.release.version import FIRST
from flows.release.write import write_release
from tests.release.invented import DATASET, PROVENANCE, invented

EVERYTHING = Dataset(
    title='Held in Veldania: "50 % & more" – Ветка',
    publisher="Veldania Watch",
    description="Who is held in Veldania, and who says so: people, events and counts, each with its words.",
    homepage="https://example.org/held",
    keywords=("political prisoners", "Veldania"),
    country=("BY", "XK"),
    published=date(2031, 6, 1),
    licence="CC BY 4.0: quotes are their publishers'",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    contacts=("Desk <desk@example.org>", "https://example.org/contact", "Room 7, Oak Street"),
    sources=("Statements of Veldania Watch", "Court lists."),
    methods=("Texts are read by rules.",),
    limits=("Nothing is complete: yes.", "# Never add up"),
    sensitive="Nobody in it is real.",
)


@pytest.fixture(scope="session", params=[DATASET, EVERYTHING], ids=["least", "everything"])
def dataset(request: pytest.FixtureRequest) -> Any:
    """A dataset."""
    return request.param


@pytest.fixture(scope="session")
def release(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its release."""
    return write_release(invented(), tmp_path_factory.mktemp("metadata") / "curated", FIRST, PROVENANCE, dataset)


@pytest.fixture(scope="session")
def description(dataset: Dataset, release: Path) -> Description:
    """What its metadata say."""
    return describe_release(release, dataset, str(FIRST), PROVENANCE, invented()["documents"])
