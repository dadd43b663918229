"""A release in the terms of Dataverse."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import DataFault
from flows.portals.dataverse_terms import EDITION, MARK, RELEASE, described, marks
from flows.portals.edition import Edition, read_edition
from tests.portals.replay import RELEASES

RELEASE_1 = read_edition(RELEASES / "1.0.0")


def fields(edition: Edition) -> dict[str, Any]:
    """The values of the citation's fields, by name."""
    found = described(edition, "habeas:held")["metadataBlocks"]["citation"]["fields"]
    return {field["typeName"]: field["value"] for field in found}


def test_a_release_is_told_in_full() -> None:
    found = fields(RELEASE_1)
    assert found["title"] == "Held in Veldania"
    assert found["author"][0]["authorName"]["value"] == "Veldania Watch"
    assert found["datasetContact"][0]["datasetContactEmail"]["value"] == "data@watch.example.org"
    assert found["dsDescription"][0]["dsDescriptionValue"]["value"] == "How many are held in Veldania."
    assert [each["keywordValue"]["value"] for each in found["keyword"]] == ["political prisoners", "Veldania"]
    assert (found["distributionDate"], found["dataSources"]) == ("2031-05-10", ["Statements of Veldania Watch"])


def test_a_release_without_an_address_to_write_to_is_refused() -> None:
    citation = {**RELEASE_1.citation, "contact": [{"name": "Data desk", "website": "https://watch.example.org"}]}
    with pytest.raises(DataFault, match="no contact with an e-mail address"):
        described(replace(RELEASE_1, citation=citation), "habeas:held")


def test_a_licence_that_the_portal_knows() -> None:
    assert described(RELEASE_1, "habeas:held")["license"]["name"] == "CC BY 4.0"


def test_any_other_licence_is_told_as_terms() -> None:
    licence = {"name": "ODbL-1.0", "title": "Open Database License", "path": "https://odbl.example.org"}
    told = described(replace(RELEASE_1, package={**RELEASE_1.package, "licenses": [licence]}), "habeas:held")
    assert told["termsOfUse"] == "Open Database License https://odbl.example.org"
    assert "license" not in told


def test_what_a_release_need_not_have() -> None:
    package = {name: value for name, value in RELEASE_1.package.items() if name not in {"keywords", "sources"}}
    found = fields(replace(RELEASE_1, package=package))
    assert not {"keyword", "dataSources"} & found.keys()


@given(st.text(min_size=1))
def test_a_version_is_known_again_by_its_marks(mark: str) -> None:
    found = marks(described(RELEASE_1, mark))
    assert found == {MARK: mark, RELEASE: "1.0.0", EDITION: RELEASE_1.digest}


def test_a_dataset_of_somebody_else_has_no_marks() -> None:
    ids = {"typeName": "otherId", "value": [{"otherIdValue": {"value": "1"}}]}
    assert marks({"metadataBlocks": {"citation": {"fields": [{"typeName": "title", "value": "Ours"}, ids]}}}) == {}
    assert marks({"metadataBlocks": {}}) == {}
