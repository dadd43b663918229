"""Invented documents and their claims, in few words."""

from collections.abc import Sequence
from datetime import date

from flows.extract.claims import Claims, CountClaim, EventClaim, Passage, PersonClaim, Reading
from flows.ids import make_id
from flows.ingest.document import Document


def document(number: int, text: str = "") -> Document:
    """An invented document; its number makes its id, its day of publication and its path."""
    return Document(
        document_id=make_id("documents", number),
        kind="text",
        title=f"Statement {number}",
        publisher="Listeners' Union",
        url=None,
        published=date(2031, 1, 1 + number % 28),
        published_from="sidecar",
        retrieved=None,
        language="en",
        media_type="text/plain",
        sha256=f"{number:064x}",
        bytes=100,
        licence=None,
        path=f"documents/union/{number}.txt",
        text=text,
    )


class Text:
    """A text that grows by the words of its claims, so that every quote is its slice."""

    def __init__(self) -> None:
        self.text = ""

    def passage(self, words: str, field: str = "row") -> Passage:
        """Add words to the text, and quote them."""
        start = len(self.text)
        self.text += f"{words}. "
        return Passage(start, start + len(words), words, field, "invented")

    def person(self, name: str, capacity: str = "subject") -> PersonClaim:
        """A person named once."""
        return PersonClaim(name, (), capacity, (), (self.passage(name, "name"),))

    def event(self, kind: str, when: str | None, people: Sequence[str], country: str | None = "BY") -> EventClaim:
        """An act done to `people`, or to a group where nobody is named."""
        group = None if people else "several people"
        passage = self.passage(f"{kind} of {', '.join(people) or group}")
        return EventClaim(kind, when, tuple(people), group, country, None, None, None, None, "asserted", (passage,))

    def count(self, value: int, measure: str = "held") -> CountClaim:
        """A number of people."""
        passage = self.passage(f"{value} people")
        return CountClaim(measure, value, None, "exact", "2031", "BY", None, None, str(value), (passage,))


Told = tuple[str, str | None, Sequence[str]]


def told(number: int, events: Sequence[Told], counts: Sequence[int] = ()) -> tuple[Document, Reading]:
    """A document that tells of these acts (type, date, people) and numbers, with its claims."""
    text = Text()
    names = sorted({name for _, _, people in events for name in people})
    claims = Claims(
        tuple(text.person(name) for name in names),
        tuple(text.event(*event) for event in events),
        tuple(text.count(value) for value in counts),
    )
    made = document(number, text.text)
    return made, Reading(made.document_id, claims)
