import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.tagging import ACT, ACT_FIRST, COUNT, TAGS, TYPES, Floats, names, softmax, triggers


def tagged(pieces: int, *tags: tuple[int, str]) -> Floats:
    logits = np.full((pieces, len(TAGS)), -9, dtype=np.float32)
    logits[:, 0] = 0
    for piece, tag in tags:
        logits[piece, TAGS.index(tag)] = 9
    return logits


def test_the_columns_lie_where_the_slices_say() -> None:
    assert [TAGS[place][0] for place in (ACT, ACT_FIRST, COUNT)] == ["act.arrest", "act.first.arrest", "count.held"]
    assert COUNT.stop == len(TAGS)


def test_two_names_side_by_side_are_two() -> None:
    found = names(tagged(4, (0, "name.first"), (1, "name.next"), (2, "name.first")))
    assert [(name.first, name.last) for name in found] == [(0, 2), (2, 3)]


def test_a_piece_may_belong_to_triggers_of_two_types() -> None:
    found = triggers(
        tagged(3, *((1, f"{tag}.{kind}") for tag in ("act", "act.first") for kind in ("appeal", "acquittal")))
    )
    assert [(act.first, act.last, act.tag) for act in found] == [(1, 2, "acquittal"), (1, 2, "appeal")]


def test_a_trigger_goes_on_behind_a_gap() -> None:
    found = triggers(tagged(6, (0, "act.first.conviction"), (0, "act.conviction"), (3, "act.conviction")))
    assert [(act.first, act.last) for act in found] == [(0, 4)]


@given(st.integers(0, 30), st.integers(0, 2**32 - 1))
def test_any_logits_give_spans_within_the_text(pieces: int, seed: int) -> None:
    logits = np.random.default_rng(seed).normal(0, 4, (pieces, len(TAGS))).astype(np.float32)
    for span in [*names(logits), *triggers(logits)]:
        assert 0 <= span.first < span.last <= pieces
        assert span.tag in {"name", *TYPES}
        assert 0 <= span.score <= 1


def test_softmax_sums_to_one() -> None:
    assert np.allclose(softmax(np.array([[1000.0, 0.0], [-1000.0, -1000.0]], dtype=np.float32)).sum(axis=1), 1)
