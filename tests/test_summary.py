"""The summary tells the newest figures in words."""

import pytest

from flows.summary import country_name, sentence, summarise
from schemas.tables import empty, frame


@pytest.mark.parametrize(
    ("qualifier", "value", "high", "words"),
    [
        ("exact", 31, None, "31 held"),
        ("more_than", 1100, None, "more than 1,100 held"),
        ("range", 20, 1030, "between 20 and 1,030 held"),
        ("vague", 12, None, "in the order of 12 held"),
    ],
)
def test_sentence(qualifier: str, value: int, high: int | None, words: str) -> None:
    count = {"qualifier": qualifier, "value": value, "high": high, "country": "BY", "as_of": "2031-05", "source": None}
    assert sentence(count) == f"{words} in Belarus as of 2031-05"


def test_a_country_has_its_usual_name() -> None:
    assert [country_name(code) for code in ("VE", "BY", "XX")] == ["Venezuela", "Belarus", "XX"]


def test_rejections_are_counted_by_check() -> None:
    rows = [{"stage": "ingest", "subject": f"{name}.txt", "check": "has_text", "reason": "none"} for name in "ab"]
    assert summarise({**empty(), "rejected": frame("rejected", rows)}).rejected == (("ingest", "has_text", 2),)


def test_no_figures_no_sentences() -> None:
    summary = summarise(empty())
    assert (summary.headline, summary.noted, set(summary.rows.values())) == (None, None, {0})
