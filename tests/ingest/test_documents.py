"""raw/documents."""

import hashlib
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.document import Document, Rejection
from flows.ingest.documents import Ingested, find, gather, read_document, read_documents
from flows.ingest.files import name_of
from schemas.documents import Documents
from schemas.tables import frame
from tests.ingest.builders import STORY, encrypt_pdf, make_docx, make_pdf, make_zip, put

RAW = Path(__file__).parents[2] / "raw"


def test_the_seed_is_read_as_its_sidecar_and_its_words_say() -> None:
    (seed,) = (each for each in read_documents(RAW).documents if "ohchr" in each.path)
    assert seed.text is not None
    assert "was reportedly apprehended" in seed.text
    assert "4-5 minutes" not in seed.text
    assert "](" not in seed.text
    for name in ("Nils Muižnieks", "Ales Bialiatski", "Viktor Babaryka", "Maryia Kalesnikava", "Mikalai Statkevich"):
        assert name in seed.text
    assert (seed.published, seed.published_from, seed.language) == (date(2025, 12, 17), "sidecar", "en")
    assert seed.publisher == "Office of the United Nations High Commissioner for Human Rights"


def test_what_is_committed_is_read_without_a_rejection() -> None:
    assert read_documents(RAW).rejected == ()


def test_a_document_is_a_row_of_its_table(tmp_path: Path) -> None:
    put(tmp_path, "documents/house/a.txt", STORY)
    (document,) = read_documents(tmp_path).documents
    row = {name: getattr(document, name) for name in Documents.to_schema().columns}
    Documents.validate(frame("documents", [row]))
    assert document.sha256 == hashlib.sha256(STORY.encode()).hexdigest()
    assert (document.path, document.media_type, document.bytes) == ("documents/house/a.txt", "text/plain", len(STORY))
    assert (document.published, document.published_from, document.publisher) == (None, "none", None)


def test_sidecar_then_metadata_then_text_say_when_it_was_published(tmp_path: Path) -> None:
    page = '<html><meta name="date" content="2031-05-05"><p>NORDMARK, 6 May 2031 - Words.</p></html>'
    put(tmp_path, "documents/a.html", page)
    put(tmp_path, "documents/a.toml", "published = 2031-05-04")
    put(tmp_path, "documents/b.html", page + " ")
    put(tmp_path, "documents/c.txt", "NORDMARK, 6 May 2031 - Words of the court.")
    said = [(each.published, each.published_from) for each in read_documents(tmp_path).documents]
    assert said == [(date(2031, 5, 4), "sidecar"), (date(2031, 5, 5), "metadata"), (date(2031, 5, 6), "text")]


BAD = {
    "binary.txt": (random.Random(1).randbytes(3000), "is_text"),  # noqa: S311 - no secret
    "bomb.docx": (make_zip(word__document__xml=b"<!DOCTYPE x>"), "readable"),
    "broken.docx": (b"PK\x03\x04 and no more", "readable"),
    "cut.pdf": (make_pdf(STORY)[:-300], "whole"),
    "empty.txt": (b"", "not_empty"),
    "kind.exe": (b"MZ", "extension"),
    "large.txt": (b"a" * 50_000_000, "size"),
    "locked.pdf": (encrypt_pdf(make_pdf(STORY), "secret"), "unlocked"),
    "no-docx.docx": (make_zip(a__txt=b"a"), "readable"),
    "orphan.toml": (b'title = "x"', "sidecar"),
    "pictures.pdf": (make_pdf(""), "has_text"),
    "spaces.md": (b" \n \n", "has_text"),
}


def test_bad_files_are_rejected_each_and_stop_no_other(tmp_path: Path) -> None:
    for name, (data, _) in BAD.items():
        put(tmp_path, f"documents/{name}", data)
    put(tmp_path, "documents/good.txt", STORY)
    ingested = read_documents(tmp_path)
    assert [document.path for document in ingested.documents] == ["documents/good.txt"]
    assert {each.subject: each.check for each in ingested.rejected} == {
        f"documents/{name}": check for name, (_, check) in BAD.items()
    }
    assert all(each.stage == "ingest" and each.reason for each in ingested.rejected)


@pytest.mark.parametrize(
    ("sidecar", "said"),
    [("title = ", "is not TOML"), ('colour = "red"', "'colour' is not known"), (f'sha256 = "{"0" * 64}"', "its bytes")],
)
def test_a_bad_sidecar_rejects_its_document_alone(tmp_path: Path, sidecar: str, said: str) -> None:
    put(tmp_path, "documents/a.txt", STORY)
    put(tmp_path, "documents/a.toml", sidecar)
    put(tmp_path, "documents/b.txt", STORY + " More.")
    ingested = read_documents(tmp_path)
    assert [document.path for document in ingested.documents] == ["documents/b.txt"]
    assert [each.subject for each in ingested.rejected] == ["documents/a.txt"]
    assert said in ingested.rejected[0].reason


def test_a_link_out_of_raw_is_rejected(tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.txt", STORY)
    put(tmp_path, "raw/documents/good.txt", "Good words.")
    (tmp_path / "raw/documents/link.txt").symlink_to(secret)
    (tmp_path / "raw/documents/folder").symlink_to(tmp_path)
    rejected = {each.subject: each.check for each in read_documents(tmp_path / "raw").rejected}
    assert rejected == {"documents/folder": "extension", "documents/link.txt": "inside_raw"}


def test_a_sidecar_that_links_out_of_raw_is_not_read(tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.toml", 'title = "Secret"')
    put(tmp_path, "raw/documents/a.txt", STORY)
    (tmp_path / "raw/documents/a.toml").symlink_to(secret)
    (rejection,) = read_documents(tmp_path / "raw").rejected
    assert "leads out of the raw folder" in rejection.reason


def test_the_same_bytes_under_two_names_are_read_once(tmp_path: Path) -> None:
    for name in ("b/a.txt", "a/z.txt", "c.txt"):
        put(tmp_path, f"documents/{name}", STORY)
    ingested = read_documents(tmp_path)
    assert [document.path for document in ingested.documents] == ["documents/a/z.txt"]
    assert [each.subject for each in ingested.rejected] == ["documents/b/a.txt", "documents/c.txt"]
    assert all("documents/a/z.txt" in each.reason for each in ingested.rejected)


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert read_documents(tmp_path) == Ingested((), ())


def test_a_file_that_may_not_be_opened_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    put(tmp_path, "documents/a.txt", STORY)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    (rejection,) = read_documents(tmp_path).rejected
    assert "Permission denied" in rejection.reason


def test_a_parser_that_gives_up_rejects_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(text: str) -> str:
        raise RecursionError(f"too deep in {len(text)} characters")

    path = put(tmp_path, "documents/a.txt", STORY)
    monkeypatch.setattr("flows.ingest.media.plain.unwrap", give_up)
    rejection = read_document(tmp_path, path)
    assert isinstance(rejection, Rejection)
    assert "RecursionError: too deep" in rejection.reason


def test_a_text_too_long_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.ingest.documents.MAX_CHARACTERS", 10)
    rejection = read_document(tmp_path, put(tmp_path, "documents/a.txt", STORY))
    assert isinstance(rejection, Rejection)
    assert rejection.check == "size"


def test_every_file_ends_in_a_document_or_a_rejection(tmp_path: Path) -> None:
    for name, (data, _) in BAD.items():
        put(tmp_path, f"documents/{name}", data[:1000])
    put(tmp_path, "documents/a.docx", make_docx("Words."))
    ingested = read_documents(tmp_path)
    ended = [each.path for each in ingested.documents] + [each.subject for each in ingested.rejected]
    assert sorted(ended) == [name_of(tmp_path, path) for path in find(tmp_path)]


@given(st.permutations(range(6)))
def test_the_order_of_reading_changes_nothing(order: list[int]) -> None:
    results = [_document(f"documents/{index}.txt", str(index % 4)) for index in range(6)]
    assert gather(results[index] for index in order) == gather(results)


def _document(path: str, digest: str) -> Document:
    return Document(
        document_id=f"doc_{digest}",
        kind="text",
        title=None,
        publisher=None,
        url=None,
        published=None,
        published_from="none",
        retrieved=None,
        language=None,
        media_type="text/plain",
        sha256=digest,
        bytes=1,
        licence=None,
        path=path,
        text="x",
    )
