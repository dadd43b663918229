"""The words of names that are published: given names in other languages, Chinese characters."""

import polars as pl

from flows.release.name_words import name_words


def _readings(word: str) -> set[tuple[str, str]]:
    return set(name_words().filter(word=word).select("reading", "kind").iter_rows())


def test_a_national_form_and_a_short_one() -> None:
    assert ("nicholas", "form") in _readings("mikalai")
    assert ("nicholas", "short_form") in _readings("kolya")


def test_a_character_is_read_in_mandarin_and_in_cantonese() -> None:
    assert {("zhang", "character"), ("cheung", "character")} <= _readings("张")
    assert {("guo", "character"), ("kwok", "character")} <= _readings("國")


def test_every_row_is_one_of_its_own_and_in_order() -> None:
    words = name_words()
    assert words.equals(words.unique().sort(words.columns))
    assert words.filter(pl.col("kind") == "character")["word"].str.len_chars().unique().to_list() == [1]
    assert words["reading"].str.contains("^[a-zü']+$").all()
