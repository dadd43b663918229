"""Ids are opaque, fit their pattern, and are the same for the same parts everywhere."""

import re

from hypothesis import given
from hypothesis import strategies as st

from flows.ids import make_id
from schemas.columns import ID_PREFIXES

parts = st.lists(st.one_of(st.text(), st.integers(), st.none()), max_size=4)


@given(st.sampled_from(sorted(ID_PREFIXES)), parts)
def test_ids_fit_their_pattern(table: str, values: list[object]) -> None:
    assert re.fullmatch(rf"{ID_PREFIXES[table]}_[a-z2-7]{{16}}", make_id(table, *values))


@given(parts, parts)
def test_other_parts_give_another_id(one: list[object], other: list[object]) -> None:
    assert (make_id("people", *one) == make_id("people", *other)) == (one == other)


def test_an_id_never_changes() -> None:
    assert make_id("people", "Ada Lovel", 1) == make_id("people", "Ada Lovel", 1)
    assert make_id("documents", "a", "b") != make_id("documents", "ab")
