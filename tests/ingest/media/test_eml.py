"""E-mails."""

from datetime import date
from email.message import EmailMessage

import pytest

from flows.ingest.content import Unreadable
from flows.ingest.media.eml import read
from tests.ingest.builders import STORY


def _mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return message


def test_headers_say_what_the_mail_is() -> None:
    message = _mail(
        Subject="Éditor jailed",
        From="Someone <someone@watch.example>",
        Organization="Watch House",
        Date="Wed, 02 Apr 2031 23:30:00 +0300",
    )
    message.set_content(STORY)
    message.add_attachment(b"\0\1", maintype="image", subtype="png", filename="a.png")
    message["Content-Language"] = "en"
    content = read(message.as_bytes())
    assert content.text.strip() == STORY
    assert (content.title, content.publisher, content.language) == ("Éditor jailed", "Watch House", "en")
    assert content.published == date(2031, 4, 2)


def test_a_mail_of_html_is_read_as_a_page() -> None:
    message = _mail(Subject="x")
    message.set_content(f"<html><body><script>bad()</script><p>{STORY}</p></body></html>", subtype="html")
    assert read(message.as_bytes()).text.strip() == STORY


def test_a_body_in_another_encoding_is_read() -> None:
    message = _mail(Subject="x")
    message.set_content("Суд вынес приговор.", charset="koi8-r")
    assert read(message.as_bytes()).text.strip() == "Суд вынес приговор."


@pytest.mark.parametrize("sent", ["yesterday", "", "Wed, 99 Apr 2031 23:30:00 +0300"])
def test_a_date_that_is_none_gives_none(sent: str) -> None:
    assert read(f"Date: {sent}\nSubject: x\n\nWords.\n".encode()).published is None


def test_a_mail_of_attachments_alone_says_so() -> None:
    message = _mail(Subject="x")
    message.add_attachment(b"\0\1", maintype="image", subtype="png", filename="a.png")
    with pytest.raises(Unreadable, match="only attachments"):
        read(message.as_bytes())
