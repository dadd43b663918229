"""Damaged files: whatever is in them, each ends in a document, a reading or a rejection."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.ingest.documents import find, read_documents
from flows.ingest.records import read_records
from tests.ingest.builders import STORY, encrypt_pdf, make_docx, make_pdf, make_xlsx, make_zip, put

PAGE = f"<html><head><meta charset=utf-8><title>A</title></head><body><p>{STORY}</p></body></html>"
MAIL = f"Subject: A\nDate: Wed, 02 Apr 2031 23:30:00 +0300\nContent-Type: text/plain; charset=utf-8\n\n{STORY}"
SOUND = {
    "a.txt": STORY.encode("utf-16"),
    "a.md": f"# A\n\n{STORY}".encode(),
    "a.html": PAGE.encode(),
    "a.pdf": make_pdf(STORY, STORY),
    "b.pdf": encrypt_pdf(make_pdf(STORY), ""),
    "a.docx": make_docx(STORY, rows=(("a", "b"),)),
    "a.eml": MAIL.encode(),
}
SIDECAR = 'table = "counts"\n[columns]\nvalue = "n"\n[fixed]\nmeasure = "held"\nqualifier = "exact"\nurl = "https://a.example/"'
changes = st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=8)), min_size=1, max_size=5)


def _damaged(data: bytes, parts: list[tuple[int, bytes]]) -> bytes:
    for place, words in parts:
        start = place % len(data)
        data = data[:start] + words + data[start + len(words) :] or b"x"
    return data


@settings(max_examples=40)
@given(st.sampled_from(sorted(SOUND)), changes)
def test_a_damaged_document_stops_nothing(
    tmp_path_factory: pytest.TempPathFactory, name: str, parts: list[tuple[int, bytes]]
) -> None:
    raw = tmp_path_factory.mktemp("raw")
    put(raw, f"documents/{name}", _damaged(SOUND[name], parts))
    ingested = read_documents(raw)
    assert len(ingested.documents) + len(ingested.rejected) == len(find(raw)) == 1


@settings(max_examples=40)
@given(st.sampled_from([make_xlsx(("n",), (1,)), b"n\n1\n"]), changes)
def test_a_damaged_record_stops_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, parts: list[tuple[int, bytes]]
) -> None:
    raw = tmp_path_factory.mktemp("raw")
    put(raw, f"records/a.{'xlsx' if data.startswith(b'PK') else 'csv'}", _damaged(data, parts))
    put(raw, "records/a.toml", SIDECAR)
    noted = read_records(raw)
    assert len(noted.readings) + len(noted.rejected) <= 2


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_a_workbook_with_a_broken_part_is_rejected(tmp_path: Path, part: str) -> None:
    put(tmp_path, "records/a.xlsx", make_zip(**{part.replace(".", "__"): b"<broken"}))
    put(tmp_path, "records/a.toml", SIDECAR)
    (rejection,) = read_records(tmp_path).rejected
    assert rejection.check == "readable"
