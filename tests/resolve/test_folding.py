"""Folded names do not depend on case, diacritics, hyphens or apostrophes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.resolve.folding import fold


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Nils Muižnieks", "nils muiznieks"),
        ("ABDEL-GHAFFAR", "abdel ghaffar"),
        ("Ng’ang’a  Otieno", "nganga otieno"),
        ("Андрэй", "андрэи"),
        ("အောင်ဆန်း", "အောင်ဆန်း"),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)
