"""Features of acts and the people to whom they may have been done."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.encoder import Trigger
from flows.extract.mentions import Mention
from flows.extract.patient_features import NONE, Told, patient_features
from flows.extract.people import Person
from flows.extract.sentences import Sentences
from flows.extract.tagging import TAGS

TEXT = "Police arrested Ana Lisko and Piet Orban. Lisko was freed. In May they had arrested Orban."
NAMES = (("Ana Lisko", "Lisko"), ("Piet Orban", "Orban"))
ARREST, RELEASE, SECOND_ARREST = 0, 1, 2


def person(*forms: str) -> Person:
    at = [TEXT.index(forms[0]), TEXT.rindex(forms[1])]
    return Person(
        forms[0],
        forms[1:],
        tuple(Mention(start, start + len(form), form, "", 1.0) for start, form in zip(at, forms, strict=True)),
    )


def told(who: Sequence[Sequence[tuple[int, float]]]) -> Told:
    places = [(TEXT.index("arrested"), "arrest"), (TEXT.index("freed"), "release"), (TEXT.rindex("arrested"), "arrest")]
    patient = TEXT.index("Ana Lisko"), TEXT.index("Ana Lisko") + len("Ana Lisko")
    triggers = [Trigger(at, at + 5, kind, 0.9, 0.1, patient if not i else None) for i, (at, kind) in enumerate(places)]
    tags = np.zeros((len(triggers), len(TAGS)), dtype=np.float32)
    return Told(TEXT, triggers, who, tags, [person(*forms) for forms in NAMES], [0.9, 0.8], Sentences(TEXT))


SCENE = told([[(0, 0.9), (1, 0.8)], [(0, 0.7)], [(1, 0.6), (0, 0.2)]])


def test_an_act_is_seen_beside_the_other_acts_of_the_person() -> None:
    lisko = patient_features(SCENE, RELEASE, 0)
    assert (lisko["act before"], lisko["act behind"], lisko["acts beside"]) == (0.9, 0.2, 0.0)
    assert patient_features(SCENE, ARREST, 1)["act before"] == NONE


def test_the_same_type_is_looked_for_elsewhere() -> None:
    assert patient_features(SCENE, SECOND_ARREST, 1)["same type elsewhere"] == 0.8
    assert patient_features(SCENE, ARREST, 0)["same type elsewhere"] == 0.2
    assert patient_features(SCENE, RELEASE, 0)["same type elsewhere"] == 0.0


def test_a_person_stands_in_the_words_of_the_act_before_or_behind_it() -> None:
    assert patient_features(SCENE, ARREST, 0)["is said"] > patient_features(SCENE, ARREST, 1)["is said"]
    assert patient_features(SCENE, RELEASE, 0)["mention before"] == len("Lisko was ")
    assert patient_features(SCENE, SECOND_ARREST, 1)["sentences to mention"] == 0


chances = st.lists(st.tuples(st.sampled_from([0, 1]), st.floats(0, 1)), unique_by=lambda each: each[0])


@given(st.lists(chances, min_size=3, max_size=3))
def test_all_pairs_have_the_same_finite_features(who: list[list[tuple[int, float]]]) -> None:
    scene = told(who)
    rows = [patient_features(scene, at, each) for at, people in enumerate(who) for each, _ in people]
    assert len({tuple(row) for row in rows}) <= 1
    assert all(np.isfinite(list(row.values())).all() for row in rows)
