import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from flows.extract.encoder import MODEL
from flows.training.augment import MASK, edit, hide, rename, shout
from flows.training.gold import Act, Document, Number
from flows.training.samples import sample

TEXT = "Warraich freed\nAnsume al-Warraich, 40, was freed on Monday with three others. Warraich wept."


def span(words: str, after: int = 0) -> tuple[int, int]:
    start = TEXT.index(words, after)
    return start, start + len(words)


FREED = Act("release", span("freed", 20), (span("Ansume al-Warraich"),), frozenset({0}), "2033-05-02", (0,))
DOCUMENT = Document(
    name="x",
    text=TEXT,
    published=None,
    people=("Ansume al-Warraich",),
    capacities=("subject",),
    mentions=((*span("Warraich"), 0), (*span("Ansume al-Warraich"), 0), (*span("Warraich", 60), 0)),
    dates=(span("Monday"),),
    acts=(FREED,),
    numbers=(Number(span("three"), "release", None, (), certain=True),),
    counts=(),
)


def read(document: Document) -> list[str]:
    spans = [document.dates[0], document.acts[0].trigger, document.numbers[0].span]
    return [document.text[start:end] for start, end in spans]


@given(st.integers())
def test_names_change_and_labels_move_along(seed: int) -> None:
    renamed = rename(DOCUMENT, ["Tolmi", "Orvenna", "Beretski"], random.Random(seed))  # noqa: S311
    said = [renamed.text[start:end] for start, end, _ in renamed.mentions]
    assert "Warraich" not in renamed.text
    assert said[0] == said[2]
    assert said[1].endswith(f" al-{said[0]}")
    assert renamed.text[slice(*renamed.acts[0].said[0])] == said[1]
    assert read(renamed) == read(DOCUMENT)


def test_the_first_line_in_capitals() -> None:
    assert shout(DOCUMENT).text == TEXT.replace("Warraich freed\n", "WARRAICH FREED\n")


@given(st.text(max_size=30))
def test_any_edit_moves_what_stands_behind_it(words: str) -> None:
    edited = edit(DOCUMENT, {span("Ansume al-Warraich"): words, span("wept"): ""})
    assert read(edited) == read(DOCUMENT)
    assert edited.text == TEXT.replace("Ansume al-Warraich", words).replace("wept", "")


def test_hidden_pieces_change_no_label() -> None:
    plain = sample(DOCUMENT, Tokenizer.from_file(str(MODEL / "tokenizer.json")))
    hidden = hide(plain, 1.0, random.Random(1))  # noqa: S311
    assert set(hidden.pieces.ids.tolist()) == {MASK}
    assert replace(hidden, pieces=plain.pieces) == plain
