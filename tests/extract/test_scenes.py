from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.scenes import scene


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Anna Lind was arrested in Minsk on Monday.", "Minsk"),
        ("Anna Lind was arrested on 3 May in downtown Yangon.", "Yangon"),
        ("Anna Lind was arrested at Queen Alia International Airport.", "Queen Alia International Airport"),
        ("Anna Lind was arrested at the Borg El Arab prison gate.", "Borg El Arab prison"),
        ("Anna Lind was arrested in Penal Colony No. 2.", "Penal Colony No. 2"),
        ("Anna Lind was arrested in Gomel Penal Colony No. 2.", "Gomel Penal Colony No. 2"),
        ("Anna Lind was arrested in May.", None),
        ("Anna Lind was arrested in Parliament.", None),
        ("Anna Lind was arrested after a speech in Minsk.", None),
        ("Anna Lind was arrested and tried in Minsk.", None),
        ("In Minsk, Anna Lind was arrested on Monday.", "Minsk"),
        ("Anna Lind was arrested on her release from Evin Prison.", "Evin Prison"),
        ("Anna Lind was arrested on a flight from Minsk.", None),
        ("Anna Lind was arrested in the Supreme Court.", None),
        ("In May, Anna Lind was arrested.", None),
    ],
)
def test_the_place_is_the_named_one_in_the_clause_of_the_act(sentence: str, place: str | None) -> None:
    start = sentence.index("arrested") + len("arrested")
    found = scene(sentence, (0, len(sentence)), start)
    assert (sentence[slice(*found)] if found else None) == place


@given(st.text(), st.integers(0, 99))
def test_the_place_lies_in_the_sentence(text: str, act: int) -> None:
    found = scene(text, (0, len(text)), min(act, len(text)))
    assert found is None or text[slice(*found)].strip()
