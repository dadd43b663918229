"""Phrases that tell measures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.count_phrases import phrases
from flows.extract.lexicon import rows
from flows.extract.tagging import MEASURES


@pytest.mark.parametrize("row", list(rows("count_phrases.csv")), ids=lambda row: f"{row['measure']}: {row['phrase']}")
def test_each_phrase_is_found_in_its_example(row: dict[str, str]) -> None:
    text = row["example"]
    assert row["measure"] in MEASURES
    assert row["measure"] in {phrase.measure for phrase in phrases(text, 0, len(text))}


def test_other_words_may_stand_in_a_gap_but_not_a_mark() -> None:
    assert [phrase.measure for phrase in phrases("let 24 people go", 0, 16)] == ["release"]
    assert phrases("let it be. They go", 0, 18) == []


@given(st.text())
def test_any_text_gives_phrases_in_order(text: str) -> None:
    found = phrases(text, 0, len(text))
    assert found == sorted(found)
    assert all(0 <= phrase.start < phrase.end <= len(text) for phrase in found)
