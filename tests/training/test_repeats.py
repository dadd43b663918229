from dataclasses import replace

from tokenizers import Tokenizer

from flows.extract.encoder import MODEL, Encoder, Trigger
from flows.extract.tagging import ACT, ACT_FIRST, TYPES
from flows.training.gold import Told
from flows.training.repeats import mark_repeats, retold
from flows.training.samples import sample
from tests.training.test_augment import DOCUMENT, FREED, span

HEADLINE = span("freed")


def trigger(place: tuple[int, int], kind: str = "release") -> Trigger:
    return Trigger(*place, kind, 0.9, 0.1, None)


def test_the_headline_tells_the_act_of_the_body_again() -> None:
    triggers = [trigger(HEADLINE), trigger(FREED.trigger)]
    assert list(retold([FREED], triggers, [[(0, 0.9)], [(0, 0.9)]])) == [Told("release", HEADLINE)]


def test_another_type_another_person_or_nobody_is_another_act() -> None:
    triggers = [trigger(HEADLINE, "arrest"), trigger(HEADLINE), trigger(HEADLINE)]
    assert not list(retold([FREED], triggers, [[(0, 0.9)], [(1, 0.9), (0, 0.4)], []]))


def test_an_act_on_a_group_is_told_again_where_nobody_is_named() -> None:
    group = replace(FREED, people=frozenset())
    assert list(retold([group], [trigger(HEADLINE)], [[]])) == [Told("release", HEADLINE)]


def test_a_repeat_is_neither_an_act_nor_none() -> None:
    elsewhere = replace(DOCUMENT, acts=(replace(FREED, trigger=span("wept")),))
    marked = mark_repeats(elsewhere, Encoder())
    assert FREED.trigger in [told.words for told in marked.repeats]
    made = sample(marked, Tokenizer.from_file(str(MODEL / "tokenizer.json")))
    release = [column.start + TYPES.index("release") for column in (ACT, ACT_FIRST)]
    places = [made.pieces.within(*told.words) for told in marked.repeats]
    assert not any(made.weights[place, release].any() for place in places)
    assert made.weights[:, release].sum() == 2 * (len(made.pieces) - sum(place.stop - place.start for place in places))
