"""PDF, read by pypdf."""

import logging
import re
from io import BytesIO

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from flows.ingest.content import Content, Unreadable
from flows.ingest.limits import MAX_PAGES, MAX_PDF_PAGE_BYTES, MEGABYTE
from flows.ingest.media.wrapping import join_lines

logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of each thing that it mends

_TRAILER = 2048  # bytes at the end in which readers look for the end mark
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\n(?=[^\W\d_A-Z])")


def read(data: bytes) -> Content:
    """The text of a .pdf file, its title and its language. The day that the file was made is no day of publication.

    Raises Unreadable where the file is cut off, locked, broken, too long, or holds no text.
    """
    if b"%%EOF" not in data[-_TRAILER:]:
        raise Unreadable("whole", "the PDF has no end mark: it is cut off; fetch it again")
    try:
        return _read_whole(PdfReader(BytesIO(data)))
    except DependencyError as error:
        raise Unreadable("unlocked", f"the PDF is encrypted in a way that cannot be read here ({error})") from error
    except PyPdfError as error:
        raise Unreadable("readable", f"the PDF is broken ({error}); fetch it again or print it to a new PDF") from error


def _read_whole(reader: PdfReader) -> Content:
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("unlocked", "the PDF needs a password; save it without one")
    if len(reader.pages) > MAX_PAGES:
        raise Unreadable("size", f"the PDF has more than {MAX_PAGES:,} pages; split it")
    text = "\n\n".join(_text(page) for page in reader.pages)
    if not text.strip():
        raise Unreadable("has_text", "the PDF holds pictures and no text; run it through text recognition (OCR) first")
    title = reader.metadata.title if reader.metadata else None
    return Content(text=join_lines(_unhyphenated(text)), title=title, language=_language(reader))


def _text(page: PageObject) -> str:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > MAX_PDF_PAGE_BYTES:
        raise Unreadable("size", f"a page of the PDF draws more than {MAX_PDF_PAGE_BYTES // MEGABYTE} MB; split it")
    return page.extract_text()


def _language(reader: PdfReader) -> str | None:
    language = reader.root_object.get("/Lang")
    return str(language) if language else None


def _unhyphenated(text: str) -> str:
    """Words that were broken at the end of a line, whole again."""
    return _HYPHENATED.sub("", text)
