"""A text as its reader sees it, each letter with its place in the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.withdrawals.legible import legible


@given(st.text())
def test_every_letter_has_a_place_and_they_go_on(text: str) -> None:
    plain = legible(text)
    assert len(plain.text) == len(plain.places)
    assert all(0 <= start < end <= len(text) for start, end in plain.places)
    assert plain.places == sorted(plain.places)


@given(st.text("abc xyz.,", max_size=30))
def test_a_plain_text_is_itself(text: str) -> None:
    assert legible(text).text == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Kava\u00adlenka", "Kavalenka"),
        ("Kava-\n  lenka", "Kavalenka"),
        ("Kara-\nKavalenka", "Kara-Kavalenka"),
        ("K\u0430v\u0430lenk\u0430", "Kavalenka"),
        ("\u041aav\u0430lenka", "Kavalenka"),
        ("Ков\u0061ленко", "Коваленко"),
        ("Ka\u200dva", "Kava"),
        ("%D0%9A%D0%B0", "Ка"),
        ("\uff2bava", "Kava"),
        ("Čara", "Čara"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_hides_a_name_is_undone(text: str, plain: str) -> None:
    assert legible(text).text == plain


def test_a_place_covers_what_was_left_out() -> None:
    text = "by Kava-\nlenka."
    plain = legible(text)
    start, end = plain.original(3, 12)
    assert text[start:end] == "Kava-\nlenka"
