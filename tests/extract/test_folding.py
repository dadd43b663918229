from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.extract.folding import fold


def test_case_blanks_apostrophes_and_dots_fold_away() -> None:
    assert fold("The\u00a0 Côte\nd’Ivoire") == "the côte d'ivoire"
    assert fold("İZMİR") == fold("Izmir")


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
