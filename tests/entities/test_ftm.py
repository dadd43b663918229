"""The entities are those that FollowTheMoney knows: every value is valid, and every reference leads to an entity."""

import json
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model

from flows.errors import DataFault
from flows.release.ftm import entity_id, write_ftm
from tests.release.invented import DOCUMENTS, EVENTS, PEOPLE


@pytest.fixture
def found(release: Path, tmp_path: Path) -> dict[str, dict[str, Any]]:
    """The entities of the invented release, by id."""
    write_ftm(release, tmp_path / "entities.jsonl")
    lines = (tmp_path / "entities.jsonl").read_text(encoding="utf-8").splitlines()
    return {entity["id"]: entity for entity in map(json.loads, lines)}


def test_every_value_is_as_followthemoney_keeps_it(found: dict[str, dict[str, Any]]) -> None:
    for entity in found.values():
        cleaned = model.get_proxy(entity, cleaned=False)
        assert cleaned.to_dict()["properties"] == entity["properties"]
        model[entity["schema"]].validate(entity)


def test_every_reference_leads_to_an_entity_of_its_range(found: dict[str, dict[str, Any]]) -> None:
    for entity in found.values():
        for prop, value in model.get_proxy(entity).itervalues():
            if prop.type.name == "entity":
                assert model[found[value]["schema"]].is_a(prop.range)


def test_people_events_and_evidence(found: dict[str, dict[str, Any]]) -> None:
    tarn, release = entity_id(PEOPLE["Zoë Tarn"]), entity_id(EVENTS["release"])
    assert found[tarn]["properties"]["alias"] == ["Zoe Tarn"]
    assert found[tarn]["properties"]["notes"] == ["Status: released, 2031-05-09"]
    assert found[release]["properties"]["involved"] == sorted(map(entity_id, PEOPLE.values()))
    assert found[release]["properties"]["date"] == ["2031-05-09"]
    notes = [entity["properties"] for entity in found.values() if entity["schema"] == "Note"]
    assert {"description": ["released on 9 May 2031"], "entity": [release]}.items() <= next(
        note for note in notes if note["entity"] == [release]
    ).items()
    assert {name for name in found if name.startswith("doc-")} == set(map(entity_id, DOCUMENTS.values()))


def test_a_release_that_was_touched_gives_nothing(release: Path, tmp_path: Path) -> None:
    (release / "people.parquet").write_bytes(b"")
    with pytest.raises(DataFault, match="not as it was released"):
        write_ftm(release, tmp_path / "entities.jsonl")
