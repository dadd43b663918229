"""The YAML head of README.md, which Hugging Face reads (https://huggingface.co/docs/hub/datasets-cards)."""

from collections.abc import Iterable
from typing import Any

from flows.ingest.dataset import Dataset
from flows.release.metadata.description import without_nothing
from flows.release.metadata.licence import spdx
from flows.release.metadata.yaml import as_yaml


def card_head(dataset: Dataset, tables: Iterable[str]) -> str:
    """The head, between its lines of hyphens: title, licence, keywords and one configuration for each table."""
    keys = {
        "pretty_name": dataset.title,
        **_licence(dataset),
        "tags": list(dataset.keywords),
        "configs": [{"config_name": name, "data_files": f"{name}.parquet"} for name in tables],
    }
    return f"---\n{as_yaml(without_nothing(keys))}---\n"


def _licence(dataset: Dataset) -> dict[str, Any]:
    """The hub knows licences by their SPDX identifiers in lower case; any other one is named beside it."""
    known = spdx(dataset.licence_url)
    if known:
        return {"license": known.lower()}
    return {"license": "other", "license_name": dataset.licence, "license_link": dataset.licence_url}
