"""E-mails, read by the standard library."""

from datetime import date
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from flows.ingest.content import Content, Unreadable
from flows.ingest.media.encoding import decode
from flows.ingest.media.html import read_page
from flows.ingest.media.wrapping import unwrap


def read(data: bytes) -> Content:
    """The body of an .eml file without its attachments; title, publisher, day and language are those of its headers.

    A sender is a person and no publisher, but for the header `Organization`. Raises Unreadable without a body.
    """
    message = BytesParser(policy=policy.default).parsebytes(data)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise Unreadable("has_text", "the e-mail has no text, only attachments; save these as files of their own")
    return Content(
        text=_text(body),
        title=_header(message, "Subject"),
        publisher=_header(message, "Organization"),
        published=_day(_header(message, "Date")),
        language=_header(message, "Content-Language"),
    )


def _text(body: MIMEPart) -> str:
    text = decode(_bytes(body), body.get_content_charset())
    return read_page(text).text if body.get_content_subtype() == "html" else unwrap(text)


def _bytes(body: MIMEPart) -> bytes:
    payload = body.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header(message: EmailMessage, name: str) -> str | None:
    return str(message[name]).strip() or None if message[name] is not None else None


def _day(sent: str | None) -> date | None:
    """The day in the sender's own time zone."""
    try:
        return parsedate_to_datetime(sent).date() if sent else None
    except ValueError:
        return None
