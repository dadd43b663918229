"""Pieces that a long text is read in."""

from hypothesis import given
from hypothesis import strategies as st

from flows.extract.chunks import chunks


@given(st.text(alphabet="ab. \n"), st.integers(min_value=1, max_value=20))
def test_chunks_tile_the_text(text: str, limit: int) -> None:
    spans = list(chunks(text, limit))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(0 < end - start <= limit for start, end in spans)


def test_a_chunk_ends_with_a_paragraph() -> None:
    assert list(chunks("One two.\n\nThree four.", 15)) == [(0, 10), (10, 21)]
