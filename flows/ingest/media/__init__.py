"""The media that documents come in: one module each, and the table of them by file name extension."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from flows.ingest.content import Content
from flows.ingest.media import docx, eml, html, markdown, pdf, plain


class Medium(NamedTuple):
    """An IANA media type, and the function that reads a file of it; that raises Unreadable where it cannot."""

    media_type: str
    read: Callable[[bytes], Content]


MEDIA: Mapping[str, Medium] = {
    ".txt": Medium("text/plain", plain.read),
    ".md": Medium("text/markdown", markdown.read),
    ".html": Medium("text/html", html.read),
    ".htm": Medium("text/html", html.read),
    ".pdf": Medium("application/pdf", pdf.read),
    ".docx": Medium("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.read),
    ".eml": Medium("message/rfc822", eml.read),
}
