"""Features of counts and the dates that may be theirs."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.as_of_features import Dated, as_of_features
from flows.extract.cast import Cast
from flows.extract.counts import Setting
from flows.extract.dates import date_expressions
from flows.extract.forests import Features
from flows.extract.sentences import Sentences

PUBLISHED = date(2031, 5, 21)


def features(text: str, measure: str = "arrest", before: str | None = None) -> dict[str | None, Features]:
    setting = Setting(text, Sentences(text), date_expressions(text, PUBLISHED), (), Cast(()), PUBLISHED)
    linked = [(at, 0.1) for at in range(len(setting.dates))] + [(None, 0.3)]
    return as_of_features(Dated(setting.people_numbers[0], measure, linked, None, before), setting)


def test_a_date_of_the_text_that_of_the_number_before_publication_or_none_may_be_its_own() -> None:
    found = features("Police arrested 40 students in March 2030.", before="2029")
    assert set(found) == {"2030-03", "2029", "2031-05-21", None}


def test_whoever_is_held_over_a_time_is_held_at_its_end() -> None:
    text = "The prison held 40 students between May 2029 and March 2030."
    assert "2030-03" in features(text, "held")
    assert "2029-05/2030-03" in features(text)


def test_a_date_is_seen_from_the_number() -> None:
    found = features("In May 2029 police arrested 40 students. They sang in March 2030.")
    assert found["2029-05"]["opens its sentence"] == 1
    assert found["2029-05"]["sentences away"] == 0
    assert found["2030-03"]["sentences away"] == 1
    assert found["2029-05"]["distance"] < 0 < found["2030-03"]["distance"]


def test_the_guess_and_no_date_are_told() -> None:
    found = features("Police arrested 40 students.")
    assert found[None]["guess"] == found[None]["no date"] == 1
    assert found["2031-05-21"]["publication"] == 1


@given(st.text(alphabet="ab12 .,;\n", max_size=60))
def test_all_dates_have_the_same_features(text: str) -> None:
    found = features(f"{text} 12 men were arrested in May 2029 {text}")
    assert len({tuple(sorted(each)) for each in found.values()}) == 1
    assert all(np.isfinite(list(each.values())).all() for each in found.values())
