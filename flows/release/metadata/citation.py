"""How to cite a release: CITATION.cff (https://citation-file-format.github.io, version 1.2.0) and BibTeX."""

import re
from typing import Any

from flows.release.metadata.datapackage import slug
from flows.release.metadata.description import Contact, Description, without_nothing
from flows.release.metadata.licence import spdx


def citation(release: Description) -> dict[str, Any]:
    """The keys of CITATION.cff."""
    dataset = release.dataset
    licence = spdx(dataset.licence_url)
    return without_nothing(
        {
            "cff-version": "1.2.0",
            "message": "If you use this dataset, please cite it with its version.",
            "type": "dataset",
            "title": dataset.title,
            "version": release.version,
            "date-released": release.day,
            "abstract": dataset.description,
            "authors": [{"name": dataset.publisher}],
            "contact": [_contact(contact) for contact in release.contacts],
            "keywords": sorted(set(dataset.keywords)),
            "license": licence,
            "license-url": None if licence else dataset.licence_url,
            "url": dataset.homepage,
        }
    )


def bibtex(release: Description) -> str:
    """The release as an entry of BibTeX."""
    dataset = release.dataset
    fields = without_nothing(
        {
            "title": _escaped(dataset.title),
            "author": f"{{{_escaped(dataset.publisher)}}}",  # in braces of its own: a name that is not split
            "year": release.day and release.day[:4],
            "version": release.version,
            "url": dataset.homepage,
        }
    )
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items()]
    return f"@misc{{{slug(dataset.title)},\n" + ",\n".join(lines) + "\n}"


def _contact(contact: Contact) -> dict[str, Any]:
    return without_nothing({"name": contact.name, "email": contact.email, "website": contact.page})


def _escaped(value: str) -> str:
    """A text in which TeX takes no sign for more than itself; what it cannot hold plainly is left out."""
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\~^]", "", value)) or slug(value)
