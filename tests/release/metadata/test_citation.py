"""CITATION.cff and BibTeX."""

import re
from pathlib import Path

import pytest
import yaml

from flows.ingest.dataset import Dataset
from flows.release.metadata.citation import bibtex
from flows.release.metadata.description import Contact, Description

# What version 1.2.0 of the Citation File Format asks for, and what else it knows that is used here.
ASKED = {"cff-version", "message", "title", "authors"}
KNOWN = ASKED | {
    "type", "version", "date-released", "abstract", "contact", "keywords", "license", "license-url", "url",
}  # fmt: skip


def test_it_says_how_to_cite(release: Path, dataset: Dataset) -> None:
    said = yaml.safe_load((release / "CITATION.cff").read_text(encoding="utf-8"))
    assert said.keys() >= ASKED
    assert said.keys() <= KNOWN
    assert said["cff-version"] == "1.2.0"
    assert (said["title"], said["authors"]) == (dataset.title, [{"name": dataset.publisher}])
    assert said.get("date-released") == (dataset.published and "2031-06-01")  # a text, not a date of YAML
    assert all(value for value in said.values())


def test_the_entry_of_bibtex_has_its_braces(description: Description) -> None:
    entry = bibtex(description)
    assert entry.count("{") == entry.count("}")
    assert not re.search(r"(?<!\\)[&%$#_]", entry.partition("\n")[2])


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
