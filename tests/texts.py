"""Texts that no reader would write, at any length, and what must hold of the claims of every text."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count, islice, product

from flows.extract.claims import Claims
from schemas.edtf import is_edtf
from schemas.vocabulary import measures, terms

CUE = " Police arrested Tomas Verel and 40 students on 3 May 2031. "  # what makes the engine read closely
EVERY = 1_200  # characters between two cues

Text = Callable[[int], str]  # a text of about so many characters


def again(unit: str) -> Text:
    """The same words over and over."""
    return lambda size: unit * (size // len(unit))


def cued(text: Text) -> Text:
    """A text with acts told in it here and there, so that all of it is read closely."""

    def with_cues(size: int) -> str:
        plain = text(size)
        return CUE.join(plain[at : at + EVERY] for at in range(0, len(plain), EVERY))

    return with_cues


def names(number: int) -> list[str]:
    """So many invented names, each another."""
    starts, ends = (
        ("Ka", "Lo", "Mi", "Re", "Su", "Ta", "Ve", "Zo"),
        ("bar", "del", "fin", "gor", "lum", "ner", "rik", "tas"),
    )
    surnames = [f"{a}{b}{c}" for a, b, c in product(starts, ends, ("", "ek", "in", "ova"))]
    return [f"{a}{b} {surname}" for a, b, surname in islice(product(starts, ends, surnames), number)]


def nested(opening: str, closing: str) -> Text:
    """Marks within marks, half of the text deep."""
    return lambda size: opening * (size // 2 // len(opening)) + "arrested" + closing * (size // 2 // len(closing))


def listed(between: str) -> Text:
    """A list of names."""
    return lambda size: f"The court jailed {between.join(names(size // 14))} for ten years."


def sentence(size: int) -> str:
    """One sentence without an end."""
    clauses = (
        f"police arrested {name} on {day % 28 + 1} May 2031 and" for day, name in zip(count(), names(size // 45))
    )
    return "On Monday " + " ".join(clauses) + " went home."


ODD: dict[str, Text] = {
    "one sentence": sentence,
    "names in a row": listed(", "),
    "a name a line": listed("\n"),
    "no blanks": again("PolicearrestedTomasVerelon3May2031,andheldhim."),
    "one letter": cued(again("a")),
    "one capital": cued(again("A")),
    "one digit": cued(again("7")),
    "dots": cued(again(".")),
    "apostrophes": cued(again("'")),
    "hyphenated": cued(again("A-")),
    "initials": cued(again("A. ")),
    "numbers": cued(again("1,")),
    "quotes": cued(nested("“", "”")),
    "nested speech": nested("She said “", "” he said"),
    "brackets": nested("They arrested (", ")"),
    "newlines": cued(again("\n")),
    "lines of blanks": cued(again(" \n")),
    "scripts": cued(again("Анна اعتقل 被捕 गिरफ्तार e\u0301\u0327 ")),
    "right to left": cued(again("اعتقلت الشرطة أحمد \u200f\u202eשלום\u202c ")),
    "combining marks": cued(again("\u0301")),
    "control characters": cued(again("\x00\x01\x1b\x7f\x85\u2028\ufeffAna Lisko ")),
    "emoji": cued(again("😀👨\u200d👩\u200d👧🏽🇧🇾 ")),
    "one person": again("Tomas Verel was arrested. He was freed. "),
    "dates": cued(again("between 3 May 2019 and ")),
    "numerals": cued(again("two hundred ")),
    "countries": cued(again("from Belarus to the Republic of ")),
    "offices": cued(again("president of ")),
    "acts": again("the arrest of "),
}


@contextmanager
def clock() -> Iterator[Callable[[], float]]:
    """Processor seconds since the start, without the collector of garbage: it looks at all that other tests left."""
    gc.disable()
    started = time.process_time()
    try:
        yield lambda: time.process_time() - started
    finally:
        gc.enable()


def check(text: str, claims: Claims) -> None:
    """The claims are what schemas and guidelines allow, and every quote is its slice."""
    found = [person.name for person in claims.people]
    assert len(found) == len(set(found))
    assert {person.capacity for person in claims.people} <= set(terms("capacities"))
    for event in claims.events:
        assert event.type in terms("event_types")
        assert set(event.people) <= set(found)
        assert bool(event.people) != bool(event.group)
        assert event.date is None or is_edtf(event.date)
    for count_ in claims.counts:
        assert count_.measure in measures()
        assert count_.as_of is None or is_edtf(count_.as_of)
    for claim in claims:
        assert claim.passages
        assert all(text[passage.start : passage.end] == passage.quote for passage in claim.passages)
