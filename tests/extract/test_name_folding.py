"""Folded names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.name_folding import fold_name


@pytest.mark.parametrize(
    ("one", "other"),
    [("José Núñez", "JOSE NUNEZ"), ("al-Karimi", "Al Karimi"), ("O’Hara", "O'Hara"), ("Łucja Đorđe", "lucja dorde")],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


def test_vowel_killers_stay() -> None:
    assert fold_name("အောင်") == "အောင်"
