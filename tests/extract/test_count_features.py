"""Features of numbers and their measures."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.cast import Cast
from flows.extract.count_features import NONE, Signals, count_features
from flows.extract.count_places import places
from flows.extract.counts import Setting
from flows.extract.forests import Features
from flows.extract.sentences import Sentences
from flows.extract.tagging import MEASURES, TAGS


def features(text: str, *likely: dict[str, float]) -> list[dict[str, Features]]:
    setting = Setting(text, Sentences(text), (), (), Cast(()), None)
    numbers = list(places(setting, setting.people_numbers))
    chances = np.zeros((len(numbers), len(MEASURES)), dtype=np.float32)
    tags = np.zeros((len(numbers), len(TAGS)), dtype=np.float32)
    heard = Signals(chances, tags, tags, tags, tags, tags, tags)
    return count_features(setting, numbers, heard, likely or [{"arrest": 0.5}] * len(numbers))


def test_a_part_of_a_total_is_seen_beside_it() -> None:
    _, part = features("Police arrested 40 students, 12 of them women.", {"arrest": 0.9}, {"arrest": 0.1})
    assert part["arrest"]["likely before"] == 0.9
    assert part["arrest"]["of them"] == 1
    assert part["arrest"]["share"] == 12 / 40


def test_the_first_number_has_none_before_it() -> None:
    (first,) = features("Police arrested 40 students.")
    assert first["arrest"]["likely before"] == NONE
    assert first["arrest"]["phrase before"] == 0


def test_a_rival_is_the_likeliest_other_measure() -> None:
    (only,) = features("Police freed 40 students.", {"arrest": 0.2, "release": 0.7})
    assert only["arrest"]["rival likely"] == 0.7
    assert only["arrest"]["rank"] == 1


@given(st.text(alphabet="ab12 .,;(\n", max_size=60))
def test_all_numbers_have_the_same_features(text: str) -> None:
    found = [each["arrest"] for each in features(f"{text} 12 men were arrested {text}")]
    assert len({tuple(each) for each in found}) == 1
    assert all(np.isfinite(list(each.values())).all() for each in found)
