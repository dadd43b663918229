"""Bytes to characters."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.content import Unreadable
from flows.ingest.media.encoding import decode

RUSSIAN = "Суд в городе приговорил троих участников собрания к шести годам колонии, сообщила их защитница."
FRENCH = "La défenseure a été libérée après trois années de détention, a déclaré son frère à la presse étrangère."


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf_8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN


@pytest.mark.parametrize(
    ("text", "encoding"), [(RUSSIAN, "windows-1251"), (RUSSIAN, "koi8-r"), (FRENCH, "windows-1252")]
)
def test_older_encodings_are_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_declared_encoding_is_followed_where_it_fits() -> None:
    assert decode("Ångström".encode("iso-8859-10"), "iso-8859-10") == "Ångström"
    assert decode(RUSSIAN.encode(), "windows-1251") == RUSSIAN
    assert decode(RUSSIAN.encode("windows-1251"), "no-such-encoding") == RUSSIAN


def test_mixed_encodings_are_read_line_by_line() -> None:
    mixed = RUSSIAN.encode() + b"\r\n" + RUSSIAN.encode("windows-1251") + b"\nplain"
    assert decode(mixed) == f"{RUSSIAN}\n{RUSSIAN}\nplain"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20,
        random.Random(7).randbytes(5000),  # noqa: S311 - no secret
        b"\x01\x02\x03\x04" * 100,
        b"\xff\xfe\x00\xd8",
    ],
)
def test_bytes_that_are_no_text_are_turned_away(data: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_turned_away(data: bytes) -> None:
    try:
        assert isinstance(decode(data), str)
    except Unreadable as fault:
        assert fault.reason
