"""A release in the terms of Dataverse: its block of citation metadata, and the marks by which it is known again."""

from collections.abc import Iterator, Mapping
from typing import Any

from flows.errors import DataFault
from flows.portals.edition import Edition

# Agencies of the dataset's other ids: what it is known by, the release that a version holds, and its edition's digest.
MARK, RELEASE, EDITION = "Habeas dataset", "Habeas release", "Habeas edition"

SUBJECTS = ["Law", "Social Sciences"]  # of the portal's own closed list

# By SPDX, the licences that every portal knows; any other is told as terms of use, in its own words.
_LICENCES = {
    "CC-BY-4.0": {"name": "CC BY 4.0", "uri": "http://creativecommons.org/licenses/by/4.0"},
    "CC0-1.0": {"name": "CC0 1.0", "uri": "http://creativecommons.org/publicdomain/zero/1.0"},
}

Field = dict[str, Any]


def described(edition: Edition, mark: str) -> dict[str, Any]:
    """A version of the dataset. Raises DataFault where the release names no e-mail address to write to."""
    return {
        **_terms(edition.package["licenses"][0]),
        "metadataBlocks": {"citation": {"fields": list(_fields(edition, mark))}},
    }


def marks(version: Mapping[str, Any]) -> dict[str, str]:
    """What a version of a dataset was marked with; nothing where it is not of these releases."""
    fields = version["metadataBlocks"].get("citation", {}).get("fields", [])
    ids = [each for field in fields if field["typeName"] == "otherId" for each in field["value"]]
    return {each["otherIdAgency"]["value"]: each["otherIdValue"]["value"] for each in ids if "otherIdAgency" in each}


def _fields(edition: Edition, mark: str) -> Iterator[Field]:
    package, citation = edition.package, edition.citation
    publisher = package["contributors"][0]["title"]
    known_by = {MARK: mark, RELEASE: edition.version, EDITION: edition.digest}
    yield _field("title", package["title"])
    yield _group("otherId", [{"otherIdAgency": agency, "otherIdValue": value} for agency, value in known_by.items()])
    yield _group("author", [{"authorName": publisher}])
    yield _group("datasetContact", [_contact(citation)])
    yield _group("dsDescription", [{"dsDescriptionValue": package["description"]}])
    yield _field("subject", SUBJECTS, "controlledVocabulary")
    if keywords := package.get("keywords"):
        yield _group("keyword", [{"keywordValue": keyword} for keyword in keywords])
    if day := citation.get("date-released"):
        yield _field("distributionDate", str(day))
    if sources := package.get("sources"):
        yield _field("dataSources", [source["title"] for source in sources])
    yield _field("notesText", package["licenses"][0]["title"])


def _contact(citation: Mapping[str, Any]) -> dict[str, str]:
    for each in citation.get("contact", []):
        if "email" in each:
            return {"datasetContactName": each.get("name", ""), "datasetContactEmail": each["email"]}
    what = "it has no contact with an e-mail address, which this portal must be told"
    raise DataFault("dataset.toml", what, "Add one to `contacts` and make a new release")


def _terms(licence: Mapping[str, str]) -> dict[str, Any]:
    if known := _LICENCES.get(licence.get("name", "")):
        return {"license": known}
    return {"termsOfUse": " ".join(filter(None, (licence["title"], licence.get("path"))))}


def _field(name: str, value: str | list[str], kind: str = "primitive") -> Field:
    return {"typeName": name, "typeClass": kind, "multiple": isinstance(value, list), "value": value}


def _group(name: str, values: list[dict[str, str]]) -> Field:
    """A field of several parts; each part is named in full once more."""
    parts = [{part: _field(part, text) for part, text in value.items()} for value in values]
    return {"typeName": name, "typeClass": "compound", "multiple": True, "value": parts}
