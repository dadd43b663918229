"""Mentions of people in a text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.mentions import Mention, mentions, merge
from flows.extract.words import split


def quotes(text: str) -> list[str]:
    return [mention.quote for mention in mentions(text, split(text))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The journalist Rosalva Quintanar de Meza was arrested in Lima.", ["Rosalva Quintanar de Meza"]),
        ("Police detained the poet Anvar Rauf oglu Tagizade, 41.", ["Anvar Rauf oglu Tagizade"]),
        ("His wife, Noura bint Saleh al-Karimi, told reporters so.", ["Noura bint Saleh al-Karimi"]),
        ("The lawyer Khin Thet Maung was released on Monday.", ["Khin Thet Maung"]),
        ("Mr. Petrosyants’s trial opened.", ["Petrosyants"]),
        ("The mechanic Wladek G., who was held in May, is free.", ["Wladek G."]),
        ("“It is over,” said Ms N'Dongala.", ["N'Dongala"]),
        (
            "Signed:\n\nDaria Okhotina, Union of Typesetters\nIvo Brandt, Guild of Printers",
            ["Daria Okhotina", "Ivo Brandt"],
        ),
    ],
)
def test_names_are_found(text: str, names: list[str]) -> None:
    assert quotes(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The Ministry of Justice said in Minsk on Tuesday that nobody was held.",
        "Prisoners in Evin prison wrote to the Supreme Court.",
        "Lawmakers Pass Amnesty Bill",
        "The Sakharov Prize was awarded in December.",
    ],
)
def test_what_is_no_person(text: str) -> None:
    assert quotes(text) == []


def test_a_name_with_good_evidence_is_found_again_by_its_surname() -> None:
    text = "The editor Ludvik Barosz was arrested. Nobody knows where they took Barosz."
    assert quotes(text) == ["Ludvik Barosz", "Barosz"]


def test_a_model_tips_the_scale() -> None:
    text = "Then came Zelmira."
    start = text.index("Zelmira")
    sure = Mention(start, start + 7, "Zelmira", "model", 9.0)
    assert [mention.quote for mention in mentions(text, split(text), [sure])] == ["Zelmira"]
    assert mentions(text, split(text), []) == []


def test_the_surer_of_two_mentions_stays() -> None:
    long, short = Mention(0, 9, "Ana Prado", "a", 1.0), Mention(4, 9, "Prado", "b", 2.0)
    assert merge([[long], [short]]) == [short]


@given(st.text())
def test_any_text_gives_slices_without_overlaps(text: str) -> None:
    found = mentions(text, split(text))
    assert all(text[mention.start : mention.end] == mention.quote for mention in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_time_is_linear_in_names() -> None:
    text = ", ".join(f"Ali {chr(65 + i % 26)}{'aeiou'[i % 5]}{chr(97 + i // 26 % 26)}rov" for i in range(10_000))
    started = time.process_time()
    mentions(text, split(text))
    assert time.process_time() - started < 10
