"""Scoring by the annotation guidelines, on invented annotations."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.claims import Claims
from flows.extract.evaluate import as_lines, as_table, evaluate, figure, fold, score
from flows.extract.gold import GoldDocument, read_gold

PEOPLE = [
    {"name": "Tomas Verel", "also": ["Verel"], "capacity": "subject"},
    {"name": "Ana Lisko", "also": [], "capacity": "source"},
]


def event(kind: str, people: list[str], day: str | None = None, group: str | None = None) -> dict[str, Any]:
    return {"type": kind, "date": day, "people": people, "group": group, "country": None, "destination": None}


def count(measure: str, value: int, as_of: str | None = None) -> dict[str, Any]:
    held = {"measure": measure, "value": value, "high": None, "qualifier": "exact", "as_of": as_of}
    return {**held, "country": None, "group": None, "source": None, "surface": str(value)}


def annotation(**tables: list[dict[str, Any]]) -> dict[str, Any]:
    return {"document_id": "one", "published": None, "people": [], "events": [], "counts": [], **tables}


def scored(gold: dict[str, Any], found: dict[str, Any]) -> dict[str, tuple[float, float]]:
    document = GoldDocument("one", "Tomas Verel was freed. 40 are held.", None, gold)
    return {name: (row.precision, row.recall) for name, row in score([document], [found]).figures.items()}


def test_the_gold_itself_is_perfect() -> None:
    gold = annotation(
        people=PEOPLE,
        events=[event("release", ["Tomas Verel"], "2031-03-28"), event("arrest", [], group="four men")],
        counts=[count("held", 40, "2031")],
    )
    assert set(scored(gold, gold).values()) == {(1.0, 1.0)}


def test_any_form_of_a_name_matches() -> None:
    found = annotation(people=[{"name": "VÉREL", "also": [], "capacity": "other"}])
    figures = scored(annotation(people=PEOPLE), found)
    assert figures["people"] == (1.0, 0.5)
    assert figures["capacity"] == (0.0, 0.0)


def test_an_event_is_a_pair_for_each_person() -> None:
    gold = annotation(people=PEOPLE, events=[event("release", ["Tomas Verel", "Ana Lisko"])])
    found = annotation(people=PEOPLE, events=[event("release", ["Tomas Verel"]), event("arrest", ["Tomas Verel"])])
    assert scored(gold, found)["events"] == (0.5, 0.5)


def test_a_person_found_under_another_form_is_the_same_in_events() -> None:
    gold = annotation(people=PEOPLE[:1], events=[event("release", ["Tomas Verel"])])
    short = {"name": "Verel", "also": [], "capacity": "subject"}
    assert scored(gold, annotation(people=[short], events=[event("release", ["Verel"])]))["events"] == (1.0, 1.0)


def test_any_group_matches_any_group_of_the_type_once() -> None:
    gold = annotation(events=[event("release", [], group="four men")])
    found = annotation(events=[event("release", [], group="they"), event("release", [], group="others")])
    assert scored(gold, found)["events"] == (0.5, 1.0)


def test_dates_count_in_the_figure_with_dates_only() -> None:
    gold = annotation(people=PEOPLE, events=[event("release", ["Tomas Verel"], "2031-03-28")])
    found = annotation(people=PEOPLE, events=[event("release", ["Tomas Verel"])])
    figures = scored(gold, found)
    assert (figures["events"], figures["events with date"]) == ((1.0, 1.0), (0.0, 0.0))


def test_counts_match_by_measure_value_and_qualifier() -> None:
    gold = annotation(counts=[count("held", 40, "2031"), count("release", 7)])
    figures = scored(gold, annotation(counts=[count("held", 40), count("release", 8)]))
    assert figures["counts"] == (0.5, 0.5)
    assert figures["as_of"] == (0.0, 0.0)
    assert figures["counts: held"] == (1.0, 1.0)


def test_errors_show_their_sentence() -> None:
    document = GoldDocument("one", "It rained. 40 are held.", None, annotation(counts=[count("held", 40)]))
    errors = score([document], [annotation()]).errors
    assert list(as_lines(errors)) == ["one\tcounts\tmiss\theld 40 exact\t40 are held."]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=8))
def test_figures_are_shares_within_their_interval(rows: list[tuple[int, int, int]]) -> None:
    sums = [[min(row), row[1], row[2]] for row in rows]
    row = figure(sums)
    assert 0 <= row.low <= row.high <= 1
    assert all(0 <= share <= 1 for share in (row.precision, row.recall, row.f1))
    assert row == figure(sums)


@pytest.mark.parametrize(
    ("first", "second"),
    [("Ana-Maria Lisko", "Ana Maria Lisko"), ("O’Dare", "O'Dare"), ("ŁUKA ÇELIK", "Luka Celik"), ("d’Or", "DOr")],
)
def test_names_fold(first: str, second: str) -> None:
    assert fold(first) == fold(second)


class Silent:
    """A reader that finds nothing."""

    def read_many(self, documents: Any) -> Any:
        """No claims for each document."""
        return (Claims() for _ in documents)


def test_a_folder_is_evaluated(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Tomas Verel was freed.", encoding="utf-8")
    (tmp_path / "one.json").write_text(
        json.dumps({**annotation(people=PEOPLE), "published": "2031-04-02"}), encoding="utf-8"
    )
    scores = evaluate(tmp_path, Silent())
    assert read_gold(tmp_path)[0].published == date(2031, 4, 2)
    assert scores.as_json()["figures"]["people"]["recall"] == 0
    assert as_table(scores).row_count == len(scores.figures)


def test_a_folder_without_annotations_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no annotations"):
        read_gold(tmp_path)
