import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.pairs import BETWEEN, DISTANCES, REACH, SENTENCES, attend, partners, portions
from flows.extract.wordpieces import Ints


@st.composite
def places(draw: st.DrawFn) -> Ints:
    starts = sorted(draw(st.lists(st.integers(0, 4990), max_size=8)))
    return np.array([(start, start + draw(st.integers(1, 9))) for start in starts], dtype=np.int64).reshape(-1, 2)


@given(places(), places())
def test_features_fit_their_embeddings(left: Ints, right: Ints) -> None:
    pairs, features = partners(left, right, np.arange(5000) // 20)
    assert len(pairs) == len(features)
    assert (features >= 0).all()
    assert (features < [DISTANCES, SENTENCES, BETWEEN]).all()


@given(places(), places())
def test_all_spans_within_reach_are_partners(left: Ints, right: Ints) -> None:
    pairs, _ = partners(left, right, np.zeros(5000, dtype=np.int64))
    found = set(map(tuple, pairs.tolist()))
    for i, (first, last) in enumerate(left.tolist()):
        for j, (start, _) in enumerate(right.tolist()):
            assert ((i, j) in found) == (first - REACH <= start < last + REACH)


@given(places(), places(), st.integers(1, 40))
def test_portions_give_the_same_pairs(left: Ints, right: Ints, size: int) -> None:
    sentence = np.zeros(5000, dtype=np.int64)
    pairs, _ = partners(left, right, sentence)
    cut = portions(left, right, REACH, size)
    found = [partners(left[first:last], right, sentence)[0] + [first, 0] for first, last in cut]
    assert np.concatenate([np.empty((0, 2), dtype=np.int64), *found]).tolist() == pairs.tolist()
    assert [place for portion in cut for place in range(*portion)] == list(range(len(left)))
    assert all(len(some) < size + len(right) or len(some) <= len(right) for some in found)


def test_before_and_after_are_told_apart() -> None:
    _, features = partners(np.array([[10, 11]]), np.array([[5, 6], [15, 16]]), np.zeros(20, dtype=np.int64))
    assert len(set(features[:, 0].tolist())) == len(set(features[:, 2].tolist())) == 2


def test_attention_goes_to_the_likeliest_partner() -> None:
    vectors = np.eye(3, dtype=np.float32)
    mixed = attend(np.array([9.0, -9.0], dtype=np.float32), np.array([[0, 2], [0, 1]]), 2, vectors)
    assert mixed[0].argmax() == 2
    assert not mixed[1].any()
