"""The media that documents come in: one module each, and the table of them by file name extension.

A module and the library behind it are imported when the first file of the kind is met.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from flows.ingest.content import Content


class Medium(NamedTuple):
    """An IANA media type, and the module whose `read` reads a file of it."""

    media_type: str
    module: str

    def read(self, data: bytes) -> Content:
        """What a file holds. Raises Unreadable where it cannot be read."""
        content: Content = import_module(f"{__name__}.{self.module}").read(data)
        return content


MEDIA: Mapping[str, Medium] = {
    ".txt": Medium("text/plain", "plain"),
    ".md": Medium("text/markdown", "markdown"),
    ".html": Medium("text/html", "html"),
    ".htm": Medium("text/html", "html"),
    ".pdf": Medium("application/pdf", "pdf"),
    ".docx": Medium("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ".eml": Medium("message/rfc822", "eml"),
}
