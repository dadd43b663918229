"""Plain text."""

from flows.ingest.content import Content
from flows.ingest.media.encoding import decode
from flows.ingest.media.wrapping import unwrap


def read(data: bytes) -> Content:
    """The text of a .txt file. Raises Unreadable where the bytes are no text."""
    return Content(text=unwrap(decode(data)))
