"""Clean text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.text import clean, paragraphs

# Text made of the pieces that cleaning acts on, so that they meet in all orders.
_MARKS = ["[", "]", "](#)", "(#)", "!", "word", "https://a.example/", "5 min read", "4-5 minutes", "e", "\u0301"]
_SPACES = [" ", "\t", "\n", "\r", "\r\n", "\f", "\u00a0", "\u2028", "\u2029", "\u200b", "\u200d", "\ufeff", "\x00"]
_PIECES = st.sampled_from([*_MARKS, *_SPACES])
texts = st.one_of(st.text(), st.lists(_PIECES, max_size=30).map("".join))


@given(texts)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(texts)
def test_clean_text_is_composed_and_evenly_spaced(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert not {"  ", " \n", "\n ", "\n\n\n", "\t", "\r", "\u00a0", "\ufeff"} & set(_pairs(cleaned))


def _pairs(text: str) -> list[str]:
    return [text[start : start + length] for start in range(len(text)) for length in (1, 2, 3)]


@given(st.lists(st.from_regex(r"[A-Za-z]{1,9}( [A-Za-z]{1,9}){0,5}\.", fullmatch=True), min_size=1))
def test_paragraphs_of_plain_words_stay_as_they_are(sentences: list[str]) -> None:
    text = "\n\n".join(sentences)
    assert clean(text) == text
    assert paragraphs(text) == [[sentence] for sentence in sentences]


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("She was [freed](#) on Monday.", "She was freed on Monday."),
        ("See [the list](https://a.example/list?a=1) and [more](../b).", "See the list and more."),
        ("![A crowd](/photo.jpg) waits", "A crowd waits"),
        ("[[nested](#)](#)", "nested"),
        ("The law [sic](as it says) stands", "The law [sic](as it says) stands"),
        ("Head\n\n4-5 minutes\n\nBody", "Head\n\nBody"),
        ("Head\n12 min read\nBody", "Head\n\nBody"),
        ("Reading time: 3 minutes\n\nBody", "Body"),
        ("They had 4-5 minutes to leave.", "They had 4-5 minutes to leave."),
        ("\ufeffA\u00a0name\u200b with\u00adin", "A name within"),
        ("one\r\ntwo\rthree\u2028four\u2029five\fsix", "one\ntwo\nthree\nfour\n\nfive\n\nsix"),
        ("a \t b  \n\n\n\n  c", "a b\n\nc"),
        ("Re\u0301my", "R\u00e9my"),
        ("\x00\x07bell\ud800", "bell"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("", ""),
    ],
)
def test_clean(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned
