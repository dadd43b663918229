"""The gold folders are well formed: whatever an annotation names stands in its text."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.extract.tagging import CAPACITIES, MEASURES, TYPES
from schemas.edtf import bounds

GOLD = Path(__file__).parents[1] / "gold"
LEARNED_FROM = ("train", "extra")


def faults(gold: dict[str, Any], text: str) -> Iterator[str]:
    """What is wrong with an annotation."""
    names = [person["name"] for person in gold["people"]]
    if len(set(names)) < len(names):
        yield "a person twice"
    for person in gold["people"]:
        if person["capacity"] not in CAPACITIES:
            yield f"capacity {person['capacity']}"
        yield from (f"no such words: {form}" for form in (person["name"], *person["also"]) if form not in text)
    for event in gold["events"]:
        yield from _faults_of_event(event, names, text)
    for count in gold["counts"]:
        if count["measure"] not in MEASURES or count["surface"] not in text:
            yield f"count {count}"
        yield from _faults_of_date(count["as_of"])


def _faults_of_event(event: dict[str, Any], names: list[str], text: str) -> Iterator[str]:
    what = f"{event['type']} {event['date']} {event.get('trigger')}"
    if event["type"] not in TYPES:
        yield f"type of {what}"
    if not set(event["people"]) <= set(names) or not (event["people"] or event["group"]):
        yield f"people of {what}: {event['people']}"
    if "passage" in event and (event["passage"] not in text or event["trigger"] not in event["passage"]):
        yield f"passage of {what}"
    yield from _faults_of_date(event["date"])


def _faults_of_date(value: str | None) -> Iterator[str]:
    if value is not None:
        first, last = bounds(value)
        if first > last:
            yield f"date {value}"


@pytest.mark.parametrize("folder", ["dev", *LEARNED_FROM])
def test_annotations_are_of_their_texts(folder: str) -> None:
    found = [
        f"{path.name}: {fault}"
        for path in sorted((GOLD / folder).glob("*.json"))
        for fault in faults(json.loads(path.read_text("utf-8")), path.with_suffix(".txt").read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("folder", LEARNED_FROM)
def test_documents_to_learn_from_have_triggers(folder: str) -> None:
    for path in sorted((GOLD / folder).glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        assert gold["document_id"] == path.stem
        assert all(event["trigger"] and event["passage"] for event in gold["events"]), path.name
