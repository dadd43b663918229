"""The stated rule of a person's status."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.resolve.status import PersonEvent, status_of
from schemas.vocabulary import terms

CASES = [
    ([], "unknown"),
    ([("trial", "2030")], "unknown"),
    ([("arrest", None)], "detained"),
    ([("arrest", None), ("conviction", None)], "imprisoned"),
    ([("arrest", None), ("release", None)], "unknown"),
    ([("arrest", "2030-05-03"), ("release", "2030-06")], "released"),
    ([("release", "2030-06"), ("arrest", "2030-07")], "detained"),
    ([("arrest", None), ("release", "2030-06")], "released"),
    ([("arrest", "2030"), ("release", "2030-06")], "released"),
    ([("arrest", "2030"), ("expulsion", "2030-12-31")], "exiled"),
    ([("conviction", "2031"), ("release", "2030-12-31")], "imprisoned"),
    ([("arrest", "2030-05"), ("conviction", "2030")], "imprisoned"),
    ([("arrest", "2030-05-03"), ("release", None)], "unknown"),
    ([("release", "2030-06-01"), ("expulsion", "2030-06-01")], "exiled"),
    ([("death", None), ("release", "2030-06-01")], "dead"),
]


@pytest.mark.parametrize(("acts", "status"), CASES)
def test_status(acts: list[tuple[str, str | None]], status: str) -> None:
    events = [PersonEvent(f"evt_{number}", kind, when) for number, (kind, when) in enumerate(acts)]
    assert status_of(events).status == status


@given(
    st.lists(
        st.tuples(st.sampled_from(terms("event_types")), st.sampled_from([None, "2030", "2030-05", "2031-01-02"]))
    ),
    st.randoms(),
)
def test_order_of_events_does_not_matter(acts: list[tuple[str, str | None]], chance: random.Random) -> None:
    events = [PersonEvent(f"evt_{number}", kind, when) for number, (kind, when) in enumerate(acts)]
    assert status_of(events) == status_of(chance.sample(events, len(events)))
    assert status_of(events).status in terms("statuses")
