"""The head of README.md."""

from pathlib import Path

import yaml

from flows.ingest.dataset import Dataset
from flows.release.contents import schemas


def test_every_table_is_a_configuration(release: Path, dataset: Dataset) -> None:
    start, head, text = (release / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    assert start == ""
    assert text.startswith(f"\n# {dataset.title}\n")
    said = yaml.safe_load(head)
    assert said["pretty_name"] == dataset.title
    assert said["license"] == ("cc-by-4.0" if dataset.licence_url else "other")
    assert [entry["config_name"] for entry in said["configs"]] == list(schemas())
    assert all((release / entry["data_files"]).is_file() for entry in said["configs"])
