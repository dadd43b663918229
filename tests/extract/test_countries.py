from __future__ import annotations

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.countries import country_mentions, nationals

PIECES = ["Georgia ", "Guinea", "-Bissau", "Côte d’Ivoire", "U.S. ", "in ", "Minsk", "'s ", "Nigerian", "\n", "İran "]
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
not_iso = {"XK"}


def found(text: str) -> list[tuple[str, str, str]]:
    return [(text[each.start : each.end], each.code, each.kind) for each in country_mentions(text)]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("held in Belarus.", ("Belarus", "BY", "name")),
        ("held in Turkey.", ("Turkey", "TR", "name")),
        ("held in Türkiye.", ("Türkiye", "TR", "name")),
        ("held in Myanmar.", ("Myanmar", "MM", "name")),
        ("held in Burma.", ("Burma", "MM", "name")),
        ("held in Côte d’Ivoire.", ("Côte d’Ivoire", "CI", "name")),
        ("held in the Ivory Coast.", ("Ivory Coast", "CI", "name")),
        ("held in DR Congo.", ("DR Congo", "CD", "name")),
        ("held in the Gaza Strip.", ("Gaza Strip", "PS", "name")),
        ("held in Guinea.", ("Guinea", "GN", "name")),
        ("held in Guinea-Bissau.", ("Guinea-Bissau", "GW", "name")),
        ("held in Equatorial Guinea.", ("Equatorial Guinea", "GQ", "name")),
        ("held in Niger.", ("Niger", "NE", "name")),
        ("held in Nigeria.", ("Nigeria", "NG", "name")),
        ("held in South Sudan.", ("South Sudan", "SS", "name")),
        ("held in the US.", ("US", "US", "name")),
        ("held in the U.S. now", ("U.S.", "US", "name")),
        ("Belarus's courts", ("Belarus", "BY", "name")),
        ("VIETNAM: two held", ("VIETNAM", "VN", "name")),
        ("held in Warsaw.", ("Warsaw", "PL", "place")),
        ("two North Koreans", ("North Koreans", "KP", "demonym")),
        ("a Nigerien lawyer", ("Nigerien", "NE", "demonym")),
        ("held in Georgia.", ("Georgia", "GE", "name")),
        ("held in Jordan with others", ("Jordan", "JO", "name")),
    ],
)
def test_country_is_known_by_name_people_and_place(text: str, mention: tuple[str, str, str]) -> None:
    assert found(text) == [mention]


@pytest.mark.parametrize(
    "text",
    [
        "Georgia Brandt spoke.",
        "The actor Michael Jordan came.",
        "They told us nothing.",
        "A turkey was served.",
        "The Iranian-American group met.",
        "The Moscow-based group met.",
        "She told the Moscow Times.",
        "All over Latin America.",
        "Nothing of the kind.",
    ],
)
def test_names_of_persons_papers_and_regions_are_no_countries(text: str) -> None:
    assert found(text) == []


def test_every_code_is_a_country() -> None:
    names = " in ".join(country.name for country in pycountry.countries)
    codes = {each.code for each in country_mentions(names)}
    assert len(codes) > 200
    assert all(pycountry.countries.get(alpha_2=code) for code in codes - not_iso)


def test_nationals_are_nouns_for_people() -> None:
    assert {"belarusians", "kurds", "north koreans"} & nationals() == {"belarusians", "north koreans"}


@given(texts)
def test_any_text_gives_mentions_that_stand_in_it(text: str) -> None:
    end = 0
    for each in country_mentions(text):
        assert end <= each.start < each.end <= len(text)
        assert text[each.start : each.end].strip()
        end = each.end
