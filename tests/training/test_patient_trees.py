"""Pairs of acts and people, as the trees learn from them."""

from flows.extract.encoder import Trigger
from flows.extract.patient_features import Told
from flows.training.gold import Act, Document
from flows.training.patient_trees import RETOLD, pairs
from tests.extract.test_patient_features import ARREST, RELEASE, SCENE, SECOND_ARREST, TEXT


def document(*acts: Act) -> Document:
    mentions = tuple(
        (mention.start, mention.end, i) for i, person in enumerate(SCENE.people) for mention in person.mentions
    )
    names = tuple(person.name for person in SCENE.people)
    return Document("a", TEXT, None, names, ("subject", "subject"), mentions, (), acts, (), ())


def act(trigger: Trigger, *people: int) -> Act:
    return Act(trigger.type, (trigger.start, trigger.end), (), frozenset(people), None, ())


def labels(gold: Document, told: Told = SCENE) -> list[tuple[bool, float]]:
    return [(pair.is_patient, pair.weight) for pair in pairs(gold, told, 0)]


def test_people_of_the_act_that_stands_there_are_right() -> None:
    gold = document(act(SCENE.triggers[ARREST], 0, 1), act(SCENE.triggers[RELEASE], 0))
    assert labels(gold)[:3] == [(True, 1.0)] * 3


def test_what_tells_an_act_once_more_is_half_wrong() -> None:
    gold = document(act(SCENE.triggers[ARREST], 0, 1))
    again = [(pair.is_patient, pair.weight) for pair in pairs(gold, SCENE, 0)][-2:]
    assert again == [(False, RETOLD)] * 2


def test_an_act_told_elsewhere_alone_is_right_where_it_is_found() -> None:
    gold = document(act(SCENE.triggers[SECOND_ARREST], 1))
    assert labels(gold)[:2] == [(False, 1.0), (False, RETOLD)]
    missed = Act("arrest", (0, 1), (), frozenset({1}), None, ())
    assert labels(document(missed))[1] == (True, 1.0)
