"""Words of a text and their kinds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.words import first_word, split


@given(st.text())
def test_words_are_slices_in_order(text: str) -> None:
    words = split(text)
    assert all(text[word.start : word.end] == word.text and word.text for word in words)
    assert all(before.end <= after.start for before, after in pairwise(words))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Orlov", "name"),
        ("al-Karimi", "name"),
        ("O'Hara", "name"),
        ("Judge", "title"),
        ("Attorney-General", "title"),
        ("Lima-based", "function"),
        ("Ministry", "organisation"),
        ("Kenya", "place"),
        ("Tuesday", "date"),
        ("Statement", "common"),
        ("Hope", "either"),
        ("van", "particle"),
        ("prisoner", "plain"),
        ("G", "initial"),
    ],
)
def test_kind_of_a_word(text: str, kind: str) -> None:
    assert [word.kind for word in split(text)] == [kind]


def test_a_possessive_ending_is_no_part_of_a_word() -> None:
    word = split("Orlov’s cell")[0]
    assert (word.text, word.possessive) == ("Orlov", True)


def test_the_first_word_at_or_after_a_place() -> None:
    words = split("Ana Prado spoke")
    assert first_word(words, 4) == 1
    assert first_word(words, 5) == 2
