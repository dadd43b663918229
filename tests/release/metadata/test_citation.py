"""CITATION.cff and BibTeX."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from cffconvert import Citation
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import ValidationError

from flows.ingest.dataset import Dataset
from flows.release.metadata.citation import bibtex
from flows.release.metadata.description import Contact, Description
from tests.release.invented import DATASET


def test_it_says_how_to_cite(release: Path, dataset: Dataset) -> None:
    text = (release / "CITATION.cff").read_text(encoding="utf-8")
    Citation(text).validate()
    said = yaml.safe_load(text)
    assert (said["title"], said["authors"]) == (dataset.title, [{"name": dataset.publisher}])
    assert said.get("date-released") == (dataset.published and "2031-06-01")  # a text, not a date of YAML
    assert all(value for value in said.values())


@pytest.mark.parametrize(("old", "new"), [("authors", "writers"), ("1.0.0", "[1]"), ("type: dataset", "type: table")])
def test_a_wrong_value_is_found(release: Path, old: str, new: str) -> None:
    text = (release / "CITATION.cff").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(ValidationError):
        Citation(text.replace(old, new)).validate()


@given(title=st.text(min_size=1), publisher=st.text(min_size=1))
def test_an_entry_of_bibtex_holds_any_words(title: str, publisher: str) -> None:
    dataset = DATASET.model_copy(update={"title": title, "publisher": publisher, "published": date(2031, 6, 1)})
    entry = bibtex(Description(dataset, "1.0.0", "rules 1", None, (), ()))
    fields = re.fullmatch(
        r"@misc\{[a-z0-9-]+,\n  title = \{(.*)\},\n  author = \{\{(.*)\}\},\n  year = \{2031\},\n  version = .*",
        entry,
        re.DOTALL,
    )
    assert fields
    assert not re.search(r"(?<!\\)[&%$#_]|[{}~^]|\\[^&%$#_]", "\n".join(fields.groups()))


@pytest.mark.parametrize(
    ("words", "contact"),
    [
        ("Desk <desk@example.org>", Contact("Desk <desk@example.org>", "desk@example.org", None)),
        ("https://example.org/desk", Contact("https://example.org/desk", None, "https://example.org/desk")),
        ("Room 7", Contact("Room 7", None, None)),
    ],
)
def test_a_contact_is_read(words: str, contact: Contact) -> None:
    assert Contact.parse(words) == contact
