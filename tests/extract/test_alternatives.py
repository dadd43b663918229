"""One expression for many phrases finds what the phrases, tried one by one, would find."""

import re

from hypothesis import given
from hypothesis import strategies as st

from flows.extract.alternatives import any_of

PHRASES = st.lists(st.text("ab +.", min_size=1, max_size=4), min_size=1, max_size=8)


@given(phrases=PHRASES, text=st.text("abAB +.", max_size=20))
def test_the_longest_phrase_is_found_at_each_place(phrases: list[str], text: str) -> None:
    one_by_one = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
    expected = [match.span() for match in re.finditer(one_by_one, text, re.IGNORECASE)]
    assert [match.span() for match in re.finditer(any_of(phrases), text, re.IGNORECASE)] == expected


def test_a_blank_is_what_is_given_for_it() -> None:
    assert re.fullmatch(any_of(["at least", "about"], r"\s+"), "at \n least")
    assert not re.fullmatch(any_of(["at least", "about"]), "at \n least")
