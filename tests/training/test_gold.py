import json
from pathlib import Path

import pytest

from flows.training.gold import Document, places, read, read_folder

TEXT = """Ulmas, 3 May 2033

The beekeeper Ansume Warraich was arrested on Monday. She was beaten, and Warraich's sister saw it.
Nine others were freed; the nine went home.
"""
GOLD = {
    "document_id": "x-1",
    "published": "2033-05-03",
    "people": [{"name": "Ansume Warraich", "also": ["Warraich"], "capacity": "subject"}],
    "events": [
        {
            "type": "arrest", "date": "2033-05-02", "people": ["Ansume Warraich"], "group": None,
            "passage": "was arrested on Monday", "trigger": "was arrested", "said_as": ["Ansume Warraich"],
        },
        {
            "type": "ill_treatment", "date": None, "people": ["Ansume Warraich"], "group": None,
            "passage": "She was beaten", "trigger": "beaten", "said_as": ["She"],
        },
        {
            "type": "release", "date": None, "people": [], "group": "Nine others",
            "passage": "Nine others were freed", "trigger": "freed", "said_as": [],
        },
    ],
    "counts": [
        {"measure": "release", "value": 9, "high": None, "qualifier": "exact", "as_of": None, "surface": "Nine"}
    ],
}  # fmt: skip


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "x-1.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "x-1.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return read(tmp_path / "x-1.json")


def words(document: Document, *spans: tuple[int, int]) -> list[str]:
    return [document.text[start:end] for start, end in spans]


def test_mentions_are_the_longest_forms(document: Document) -> None:
    assert words(document, *((a, b) for a, b, _ in document.mentions)) == ["Ansume Warraich", "Warraich"]


def test_triggers_lose_their_auxiliaries(document: Document) -> None:
    assert words(document, *(act.trigger for act in document.acts)) == ["arrested", "beaten", "freed"]


def test_patients_stand_in_the_passage(document: Document) -> None:
    assert words(document, *(act.said[0] for act in document.acts)) == ["Ansume Warraich", "She", "Nine others"]


def test_dates_that_tell_the_gold_date_are_found(document: Document) -> None:
    told = [words(document, *(document.dates[i] for i in act.dates)) for act in document.acts]
    assert told == [["Monday"], [], []]


def test_numbers_stand_at_their_place(document: Document) -> None:
    assert words(document, *(number.span for number in document.numbers)) == ["Nine"]
    assert document.counts[0].key == ("release", 9, None, "exact")


def test_places_are_whole_words() -> None:
    assert places("Ana, Anastasia and Ana", "Ana") == [(0, 3), (19, 22)]


def test_a_missing_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x-2.json").write_text(json.dumps(GOLD), encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        read_folder(tmp_path)
