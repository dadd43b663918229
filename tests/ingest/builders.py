"""Files of each medium, made for the tests; all texts and people are invented."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
from pypdf import PdfReader, PdfWriter

STORY = (
    "A court in Nordmark sentenced the editor Ana Prova to six years in prison on Monday, her lawyer said. "
    "Two other people remain in detention, and nobody has been allowed to visit them since the spring."
)


def put(raw: Path, name: str, data: bytes | str) -> Path:
    """A file under `raw`, with the folders that it needs."""
    path = raw / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def make_pdf(*pages: str, title: str | None = None) -> bytes:
    """A PDF with the lines of each page in Helvetica."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for index, page in enumerate(pages):
        drawn = "BT /F1 10 Tf 14 TL 40 800 Td " + " ".join(f"({line}) Tj T*" for line in page.split("\n")) + " ET"
        resources = "/Resources << /Font << /F1 3 0 R >> >>"
        contents = f"/MediaBox [0 0 595 842] /Contents {5 + 2 * index} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} {contents} >>")
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    return _edited(_assembled(objects), title=title)


def encrypt_pdf(data: bytes, password: str) -> bytes:
    """The PDF, locked with a password."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(password, owner_password="owner", algorithm="AES-256")  # noqa: S106 - of a test file
    return _written(writer)


def make_docx(*paragraphs: str, title: str = "", rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A Word document of paragraphs and one table."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.language = "en-GB"
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def make_xlsx(*rows: tuple[Any, ...], more_sheets: tuple[str, ...] = ()) -> bytes:
    """A workbook whose first sheet, `Sheet`, has these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book["Sheet"].append(row)
    for name in more_sheets:
        book.create_sheet(name)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def make_zip(**parts: bytes) -> bytes:
    """A zip archive; `__` in a keyword stands for a dot in the name."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "."), data)
    return target.getvalue()


def _assembled(objects: list[str]) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


def _edited(data: bytes, title: str | None) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    if title:
        writer.add_metadata({"/Title": title})
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    target = BytesIO()
    writer.write(target)
    return target.getvalue()
