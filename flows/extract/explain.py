"""What the engine read, and why: a text with its claims marked, and each claim with its words and what found them."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from flows.extract.claims import Claim, Claims, CountClaim, EventClaim, Passage, PersonClaim

STYLES = {PersonClaim: "bold cyan", EventClaim: "bold red", CountClaim: "bold green"}
WIDTH = 110
_MARKED = frozenset({"row", "name"})


def explain(text: str, claims: Claims) -> Group:
    """The text with people in cyan, acts in red and numbers in green; below it a table of the claims."""
    return Group(marked(text, claims), "", as_table(claims))


def marked(text: str, claims: Claims) -> Text:
    """The text with the passages of its claims in colour."""
    shown = Text(text)
    for claim in claims:
        for passage in claim.passages:
            if passage.field in _MARKED:
                shown.stylize(STYLES[type(claim)], passage.start, passage.end)
    return shown


def as_table(claims: Claims) -> Table:
    """A row for each passage of each claim: the claim, the field that it shows, its words, and what found it."""
    table = Table("claim", "field", "words", "found by", "certainty")
    for claim in claims:
        headline = Text(describe(claim), style=STYLES[type(claim)])
        for at, passage in enumerate(_told_once(claim.passages)):
            said = (passage.field, passage.quote, passage.method, passage.certainty)
            table.add_row(headline if at == 0 else "", *(Text(value) for value in said))
        table.add_section()
    return table


def as_html(text: str, claims: Claims) -> str:
    """The same as a page of its own."""
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    console.print(explain(text, claims))
    return console.export_html()


def describe(claim: Claim) -> str:
    """A claim in one line."""
    if isinstance(claim, PersonClaim):
        return " · ".join([claim.name, claim.capacity, *claim.occupations])
    if isinstance(claim, EventClaim):
        parts = [claim.type, claim.date, ", ".join(claim.people) or claim.group, *_journey(claim), _term(claim)]
    else:
        value = f"{claim.value}–{claim.high}" if claim.high else str(claim.value)
        parts = [claim.measure, f"{claim.qualifier} {value}", claim.as_of, claim.group, claim.country, claim.source]
    return " · ".join(part for part in parts if part)


def _journey(claim: EventClaim) -> list[str | None]:
    return [f"{claim.country} → {claim.destination}" if claim.destination else claim.country]


def _term(claim: EventClaim) -> str | None:
    return f"{claim.term_months:g} months" if claim.term_months else None


def _told_once(passages: tuple[Passage, ...]) -> Iterator[Passage]:
    """The passages without those that show the same words for the same field again."""
    seen: set[tuple[str, str]] = set()
    for passage in sorted(passages, key=lambda each: each.field not in _MARKED):
        if (passage.field, passage.quote) not in seen:
            seen.add((passage.field, passage.quote))
            yield passage
