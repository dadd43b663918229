"""Which event claims tell of one act: the same whatever the order, and as somebody decided."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.claims import EventClaim
from flows.resolve.claimed import Claimed, claims_of
from flows.resolve.decided import Decided, Verdict
from flows.resolve.events import Act, resolve_events
from schemas.edtf import bounds
from tests.resolve.builders import Told, told

DATES = [None, "2030", "2030-05", "2030-05-03", "2030-06-01"]
acts = st.tuples(
    st.sampled_from(["arrest", "release"]), st.sampled_from(DATES), st.sampled_from([["Ada"], ["Ben"], []])
)


def claims(*documents: Told) -> list[Claimed[EventClaim]]:
    """One act a document."""
    return claims_of((told(number, [act])[1] for number, act in enumerate(documents)), EventClaim)


def resolved(events: list[Claimed[EventClaim]], *verdicts: Verdict[EventClaim]) -> list[Act]:
    return resolve_events(events, lambda _document, name: name, Decided(verdicts))


@given(st.lists(acts, max_size=7), st.randoms())
def test_the_order_of_claims_does_not_matter(documents: list[Told], chance: random.Random) -> None:
    events = claims(*documents)
    shuffled = resolved(chance.sample(events, len(events)))
    assert {frozenset(act) for act in shuffled} == {frozenset(act) for act in resolved(events)}


@given(st.lists(acts, min_size=2, max_size=6), st.sampled_from(["same", "different", "unsure"]), st.data())
def test_a_decision_wins(documents: list[Told], outcome: str, data: st.DataObject) -> None:
    events = claims(*documents)
    one, other = data.draw(st.lists(st.sampled_from(events), min_size=2, max_size=2, unique=True))
    homes = {claimed: act for act in resolved(events, Verdict(one, other, outcome, "known")) for claimed in act}
    assert len(homes) == len(events)
    assert (homes[one] is homes[other]) is (outcome == "same")


@pytest.mark.parametrize(("one", "other"), [("2030-05-03", "2030-05"), ("2030-05", None), ("2030", "2030-06-01")])
def test_dates_that_differ_in_precision_agree(one: str, other: str | None) -> None:
    assert len(resolved(claims(("arrest", one, ["Ada"]), ("arrest", other, ["Ada"])))) == 1


@given(st.lists(acts, max_size=7))
def test_every_two_claims_of_an_act_fit_and_what_is_plainly_one_act_is_one(documents: list[Told]) -> None:
    """Against all pairs at once: one in another's days, of the same people; the same people on the same day are one."""
    events = claims(*documents)
    homes = {claimed: number for number, act in enumerate(resolved(events)) for claimed in act}
    for one, other in combinations(events, 2):
        alike = (one.claim.type, one.claim.people) == (other.claim.type, other.claim.people)
        if homes[one] == homes[other]:
            assert alike
            assert nested(one.claim.date, other.claim.date)
        elif alike and one.claim.people:
            assert not (one.claim.date == other.claim.date and len(one.claim.date or "") == len("2030-05-03"))


@given(st.lists(acts, max_size=6))
def test_a_document_that_comes_twice_makes_no_new_act_of_a_known_day(documents: list[Told]) -> None:
    dated = [told for told in documents if told[2] and len(told[1] or "") == len("2030-05-03")]
    assert len(resolved(claims(*dated, *dated))) == len(resolved(claims(*dated)))


def nested(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    (first, last), (other_first, other_last) = bounds(one), bounds(other)
    return (first >= other_first and last <= other_last) or (other_first >= first and other_last <= last)
