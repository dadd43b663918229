"""Dates of counts."""

from datetime import date

from flows.extract.as_of_features import Dated
from flows.extract.as_of_trees import likely_dates
from flows.extract.cast import Cast
from flows.extract.counts import Setting
from flows.extract.dates import date_expressions
from flows.extract.sentences import Sentences

PUBLISHED = date(2031, 5, 21)


def test_the_date_that_encoder_and_sentence_agree_on_is_chosen() -> None:
    text = "Police arrested 40 students in March 2030. The harbour was rebuilt in 2024."
    setting = Setting(text, Sentences(text), date_expressions(text, PUBLISHED), (), Cast(()), PUBLISHED)
    count = Dated(setting.people_numbers[0], "arrest", [(0, 0.9), (None, 0.08), (1, 0.02)], "2030-03", None)
    assert likely_dates(setting, [count]) == ["2030-03"]


def test_without_counts_there_is_nothing_to_date() -> None:
    assert likely_dates(Setting("", Sentences(""), (), (), Cast(()), None), []) == []
