"""The head of README.md."""

from pathlib import Path

import yaml
from huggingface_hub import DatasetCard
from hypothesis import example, given
from hypothesis import strategies as st

from flows.ingest.dataset import Dataset
from flows.release.contents import schemas
from flows.release.metadata.card import card_head
from tests.release.invented import DATASET


def test_every_table_is_a_configuration(release: Path, dataset: Dataset) -> None:
    start, head, text = (release / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    assert start == ""
    assert text.startswith(f"\n# {dataset.title}\n")
    said = yaml.safe_load(head)
    assert said["pretty_name"] == dataset.title
    assert said["license"] == ("cc-by-4.0" if dataset.licence_url else "other")
    assert [entry["config_name"] for entry in said["configs"]] == list(schemas())
    assert all((release / entry["data_files"]).is_file() for entry in said["configs"])


def test_hugging_face_reads_the_head(release: Path, dataset: Dataset) -> None:
    card = DatasetCard.load(release / "README.md")
    assert card.data.pretty_name == dataset.title
    assert [entry["config_name"] for entry in card.data.configs] == list(schemas())


@example(title="\x85", licence=":")
@given(title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1), licence=st.text("-:# '\"\nab", min_size=1))
def test_the_head_holds_any_words(title: str, licence: str) -> None:
    head = card_head(DATASET.model_copy(update={"title": title, "licence": licence}), ["people"])
    assert head.startswith("---\n")
    assert head.endswith("\n---\n")
    said = yaml.safe_load(head.removeprefix("---\n").removesuffix("---\n"))
    assert (said["pretty_name"], said["license_name"]) == (title, licence)
