"""Languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.language import detect_language, language_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The court sentenced the editor to six years in prison, her lawyer said on Monday.", "en"),
        ("Суд приговорил редактора к шести годам колонии, сообщила в понедельник защитница.", "ru"),
        ("Le tribunal a condamné la rédactrice à six ans de prison, a dit son avocate lundi.", "fr"),
        ("El tribunal condenó a la editora a seis años de prisión, dijo el lunes su abogada.", "es"),
        ("Six years", None),
        ("1234567890 " * 20, None),
    ],
)
def test_languages_are_told_apart(text: str, code: str | None) -> None:
    assert detect_language(text) == code


@given(st.text())
def test_a_language_is_two_letters_or_none(text: str) -> None:
    code = detect_language(text)
    assert code is None or (len(code) == 2 and code.islower())


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "en"), ("en-GB", "en"), ("EN_us", "en"), ("eng", None), ("", None), (None, None), ("x", None)],
)
def test_language_code(tag: str | None, code: str | None) -> None:
    assert language_code(tag) == code
