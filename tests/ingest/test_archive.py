"""Zip archives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.archive import check_archive
from flows.ingest.content import Unreadable
from tests.ingest.builders import make_docx, make_xlsx, make_zip

BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'


def test_what_office_programs_write_passes() -> None:
    check_archive(make_docx("One."))
    check_archive(make_xlsx(("a", 1)))


def test_too_many_parts_are_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.ingest.archive.MAX_PARTS", 1)
    with pytest.raises(Unreadable, match="zip bomb"):
        check_archive(make_zip(a=b"1", b=b"2"))


def test_entities_are_turned_away() -> None:
    with pytest.raises(Unreadable, match=r"word\.xml declares entities"):
        check_archive(make_zip(word__xml=BOMB))


def test_a_locked_archive_says_so() -> None:
    data = bytearray(make_zip(a__xml=b"<a/>"))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1  # the flag of encryption in the central directory
    with pytest.raises(Unreadable, match="password"):
        check_archive(bytes(data))


@given(st.binary(max_size=200))
def test_other_bytes_are_no_archive(data: bytes) -> None:
    with pytest.raises(Unreadable):
        check_archive(data)


@given(st.data())
def test_a_cut_archive_is_broken(data: st.DataObject) -> None:
    whole = make_zip(a__xml=b"<a/>", b__xml=b"<b/>")
    with pytest.raises(Unreadable):
        check_archive(whole[: data.draw(st.integers(0, len(whole) - 23))])
