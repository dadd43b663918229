"""Weights of the cues of counts."""

from flows.training.count_cues import Candidate, Judged, f1, weigh_all, weigh_words
from flows.training.gold import Count, Document

KEY = ("arrest", 40, None, "exact")


def candidate(*, is_count: bool) -> Candidate:
    words = frozenset({"arrest < arrested"} if is_count else {"arrest > chairs"})
    return Candidate(KEY, words | {"encoder 0.6"}, words, 1.0, is_count)


CANDIDATES = [candidate(is_count=at % 2 == 0) for at in range(40)]


def document(*counts: Count) -> Document:
    return Document("a", "", None, (), (), (), (), (), (), counts)


def test_cues_of_counts_weigh_more_than_others() -> None:
    weights = weigh_all(CANDIDATES, {})
    assert weights["arrest < arrested"] > 0 > weights["arrest > chairs"]


def test_words_of_other_documents_are_known_before() -> None:
    words = weigh_words(CANDIDATES)
    assert "encoder 0.6" not in words
    assert weigh_all(CANDIDATES[:2], words)["arrest < arrested"] > weigh_all(CANDIDATES[:2], {}).get(
        "arrest < arrested", 0
    )


def test_only_likely_candidates_are_found() -> None:
    judged = [Judged(document(Count(KEY, None)), [candidate(is_count=True)], [{}])]
    assert f1(judged, {"a": [0.9]}) == 1.0
    assert f1(judged, {"a": [0.1]}) == 0.0
