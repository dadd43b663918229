"""Lines that a medium broke."""

from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.media.wrapping import join_lines, unwrap

_words = st.sampled_from(["court", "in", "prison", "released", "she", "the", "said", "detention"])
_sentences = st.lists(st.lists(_words, min_size=40, max_size=60).map(" ".join), min_size=2, max_size=4)


@given(_sentences, st.integers(60, 90))
def test_wrapped_paragraphs_are_joined(sentences: list[str], margin: int) -> None:
    wrapped = "\n\n".join("\n".join(wrap(sentence, margin)) for sentence in sentences)
    assert unwrap(wrapped) == "\n\n".join(sentences)


@given(_sentences)
def test_paragraphs_on_one_line_stay(sentences: list[str]) -> None:
    text = "\n\n".join(sentences)
    assert unwrap(text) == text


@pytest.mark.parametrize("text", ["Ana Prova\nUno Prova\nDuo Prova", "", "one line", "a\n\nb"])
def test_short_lines_stay(text: str) -> None:
    assert unwrap(text) == text


def test_items_of_a_list_stay_on_lines_of_their_own() -> None:
    assert (
        join_lines("They ask\nfor this:\n- to free\nher\n2. to stop") == "They ask for this:\n- to free her\n2. to stop"
    )
