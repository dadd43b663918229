from tokenizers import Tokenizer

from flows.extract.encoder import MODEL
from flows.extract.tagging import ACT, ACT_FIRST, COUNT, MEASURES, TYPES
from flows.training.samples import Sample, sample
from tests.training.test_augment import DOCUMENT


def words(made: Sample, place: tuple[int, int]) -> str:
    first, last = place
    return made.document.text[made.pieces.start[first] : made.pieces.end[last - 1]]


def test_labels_stand_on_the_pieces_of_their_words() -> None:
    made = sample(DOCUMENT, Tokenizer.from_file(str(MODEL / "tokenizer.json")))
    assert [words(made, place) for place in made.triggers.tolist()] == ["freed"]
    assert [words(made, place) for place in made.dates.tolist()] == ["Monday"]
    assert [words(made, place) for place in made.numbers.tolist()] == ["three"]
    place = slice(*made.triggers[0].tolist())
    assert made.tags[place, ACT.start + TYPES.index("release")].all()
    assert made.tags[place.start, ACT_FIRST.start + TYPES.index("release")] == 1
    assert made.tags[made.numbers[0, 0], COUNT.start + MEASURES.index("release")] == 1
    assert made.names.tolist().count(1) == len(DOCUMENT.mentions)
    assert made.act_dates.tolist() == [[1, 0]]
    assert made.number_dates.tolist() == [[0, 1]]
    assert made.people.tolist() == [[1]]
