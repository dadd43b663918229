from flows.extract.encoder import Encoder
from flows.training.score import figures
from tests.training.test_augment import DOCUMENT


def test_each_head_has_a_figure() -> None:
    found = figures([DOCUMENT], Encoder())
    assert (
        found.keys()
        == {"names", "act types", "acts", "acts with date", "counts", "capacity"} | {"as_of"} & found.keys()
    )
    assert all(0 <= value <= 1 for value in found.values())


def test_no_documents_give_no_figures() -> None:
    assert figures([], Encoder()) == {}
