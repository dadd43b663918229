from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.countries import country_mentions
from flows.extract.places import Atlas, destination_country, place_country, read_atlas

TITLE = "Belarus: two editors held\n\n"
HEADINGS = "Press under pressure\n\nMALI. Two editors were arrested.\n\nNIGER. An editor was freed.\n"
texts = st.one_of(
    st.text(), st.lists(st.sampled_from(["Mali", ". ", "in ", "to ", "\n", "Niger: "]), max_size=9).map("".join)
)


def atlas(text: str) -> Atlas:
    return read_atlas(text, country_mentions(text))


@pytest.mark.parametrize(
    ("sentence", "word", "code"),
    [
        ("Anna Lind was arrested on Monday.", "arrested", "BY"),
        ("Anna Lind was arrested in Warsaw on Monday.", "arrested", "PL"),
        ("A Vilnius court freed Anna Lind.", "freed", "LT"),
        ("Kenyan police detained Anna Lind.", "detained", "KE"),
        ("Anna Lind was handed over by Georgia.", "handed", "GE"),
        ("Anna Lind was deported from Latvia.", "deported", "LV"),
        ("Poland, which in 2029 had sent Anna Lind back, said nothing.", "sent", "PL"),
        ("A Norwegian diplomat saw Anna Lind released.", "released", "BY"),
        ("Anna Lind was freed. Her sister lives in Oslo.", "freed", "BY"),
    ],
)
def test_act_was_done_where_its_sentence_says_or_else_in_the_country_of_the_text(
    sentence: str, word: str, code: str
) -> None:
    text = TITLE + sentence
    assert place_country(atlas(text), text.index(word, len(TITLE))) == code


def test_act_under_the_heading_of_a_country_was_done_there() -> None:
    read = atlas(HEADINGS)
    assert place_country(read, HEADINGS.index("arrested")) == "ML"
    assert place_country(read, HEADINGS.index("freed")) == "NE"


@pytest.mark.parametrize(
    ("sentence", "word", "code"),
    [
        ("Anna Lind was expelled to Lithuania.", "expelled", "LT"),
        ("Anna Lind was sent across the border to Lithuania.", "sent", "LT"),
        ("Anna Lind was flown home to Vilnius.", "flown", "LT"),
        ("Anna Lind was driven to the Polish border.", "driven", "PL"),
        ("They deported 41 Syrians.", "deported", "SY"),
        ("Anna Lind was expelled.", "expelled", None),
    ],
)
def test_destination_is_where_the_act_leads(sentence: str, word: str, code: str | None) -> None:
    text = TITLE + sentence
    assert destination_country(atlas(text), text.index(word), "BY") == code


def test_someone_sent_away_from_elsewhere_is_sent_home() -> None:
    text = TITLE + "Anna Lind was deported from Poland."
    assert destination_country(atlas(text), text.index("deported"), "PL") == "BY"


def test_text_without_countries_has_no_place() -> None:
    read = atlas("Two editors were arrested and expelled.")
    assert place_country(read, 10) is None
    assert destination_country(read, 10, None) is None


@given(texts, st.integers(0, 30))
def test_any_text_has_a_place_that_it_mentions_or_none(text: str, position: int) -> None:
    read = atlas(text)
    codes = {each.code for each in read.mentions} | {None}
    assert place_country(read, position) in codes
    assert destination_country(read, position, "ML") in codes - {"ML"}
