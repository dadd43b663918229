"""The vocabularies: every term has a meaning, and stands once."""

import re
from importlib.resources import files

import pytest

from schemas.vocabulary import VOCABULARIES, measures, rows, terms

# Forms of the codes of the field; several are parted by a semicolon or a comma.
CODES = {
    "ace_ere": r"[A-Z][a-z]+\.[A-Z][A-Za-z-]+",
    "cameo": r"\d{3,4}",
    "plover": r"[A-Z]+( [a-z]+)?",
    "huridocs": r"\d{6,8} .+|deportation",
}


def test_every_table_is_a_vocabulary() -> None:
    names = {path.name for path in (files("schemas") / "vocabularies").iterdir()}
    assert names == {f"{vocabulary}.csv" for vocabulary in VOCABULARIES}


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_a_term_stands_once_with_its_meaning(vocabulary: str) -> None:
    assert len(set(terms(vocabulary))) == len(rows(vocabulary)) > 0
    assert all(re.fullmatch(r"[a-z_]+", row["term"]) and row["meaning"] for row in rows(vocabulary))


def test_people_held_and_people_to_whom_acts_were_done_are_counted() -> None:
    assert measures() == ["held", *terms("event_types")]


@pytest.mark.parametrize(("column", "form"), CODES.items())
def test_codes_have_the_form_of_their_scheme(column: str, form: str) -> None:
    codes = [code for row in rows("event_types") for code in re.split(r"[;,] (?=[A-Zd\d])", row[column]) if code]
    assert codes
    assert [code for code in codes if not re.fullmatch(form, code)] == []


def test_an_act_that_leaves_a_status_names_one() -> None:
    assert {row["leaves"] for row in rows("event_types")} <= {"", *terms("statuses")}
