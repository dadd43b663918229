"""Which stretches of a text are worth reading closely."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from flows.extract.relevance import REACH, worth_reading


def test_a_text_on_other_things_is_not_worth_it() -> None:
    assert worth_reading("Rovers beat City on Saturday, and the court of appeal for tickets opens on Monday.") == []


def test_the_words_around_a_cue_are_worth_it() -> None:
    far = "It rained. " * 1000
    text = f"{far}The teacher was detained. {far}"
    assert worth_reading(text) == [(len(far) + 16 - REACH, len(far) + 22 + REACH)]


def test_several_weak_cues_are_a_strong_one() -> None:
    assert worth_reading("Police raided the house, and a judge read the verdict in the court.")
    assert not worth_reading("Police raided the house.")


@given(st.lists(st.sampled_from(["detained", "police", "court", "rain", "\n", "é" * 900]), max_size=30).map(" ".join))
def test_stretches_are_in_order_and_apart(text: str) -> None:
    spans = worth_reading(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] < second[0] for first, second in pairwise(spans))
