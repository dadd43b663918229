from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from flows.extract.encoder import MODEL
from flows.extract.wordpieces import SHAPE_COUNT, STRETCH, WINDOW, framed, split, stretches, windows

TOKENIZER = Tokenizer.from_file(str(MODEL / "tokenizer.json"))


@given(st.text())
def test_pieces_stand_in_the_text_in_order(text: str) -> None:
    pieces = split(text, TOKENIZER)
    assert all(0 <= start <= end <= len(text) for start, end in zip(pieces.start, pieces.end, strict=True))
    assert (pieces.start[1:] >= pieces.start[:-1]).all()
    assert (pieces.shape < SHAPE_COUNT).all()
    assert (pieces.sentence[1:] >= pieces.sentence[:-1]).all()


@given(st.integers(0, 40_000))
def test_each_piece_is_spoken_for_by_one_window_that_reads_it(count: int) -> None:
    places = windows(count)
    owned = [piece for _, _, first, last in places for piece in range(first, last)]
    assert owned == list(range(count))
    assert all(first <= own_first and own_last <= last <= count for first, last, own_first, own_last in places)
    assert all(last - first <= WINDOW for first, last, _, _ in places)


@given(st.text(alphabet="ab \n", max_size=50).map(lambda text: text * 900))
def test_stretches_make_up_the_text(text: str) -> None:
    parts = list(stretches(text))
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(end - start <= STRETCH for start, end in parts)


def test_a_span_has_the_pieces_that_it_touches() -> None:
    text = "The poet Ansume Warraich was freed."
    pieces = split(text, TOKENIZER)
    start = text.index("freed")
    place = pieces.within(start, start + 5)
    assert text[pieces.start[place.start] : pieces.end[place.stop - 1]] == "freed"


def test_case_and_sentence_starts_are_seen() -> None:
    pieces = split("He left. SHE stayed", TOKENIZER)
    assert len(set(pieces.shape[[0, 3]].tolist())) == 2
    assert pieces.sentence.tolist() == [0, 0, 0, 1, 1]


def test_a_window_stands_between_its_ends() -> None:
    assert framed(split("left", TOKENIZER).ids, 1, 2)[0, [0, -1]].tolist() == [1, 2]
