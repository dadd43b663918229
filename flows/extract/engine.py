"""The engine: one document's text in, its claims out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from flows.extract import counts, events, learned, occasions, rules
from flows.extract.acts import Act
from flows.extract.capacities import capacity
from flows.extract.cast import Cast, cast_of
from flows.extract.claims import Claims, CountClaim, EventClaim, Passage, PersonClaim
from flows.extract.countries import country_mentions
from flows.extract.dates import DateExpression, date_expressions
from flows.extract.encoder import MODEL, Encoded, Encoder
from flows.extract.mentions import mentions
from flows.extract.occupations import occupations
from flows.extract.pairs import Span
from flows.extract.people import People, Person, identify
from flows.extract.places import Atlas, read_atlas
from flows.extract.relevance import worth_reading
from flows.extract.sentences import Sentences
from flows.extract.syntax import MODEL as PARSER
from flows.extract.words import Word, split


class Engine:
    """Reads documents with the encoder of a folder, or by rules alone. Models are loaded when first needed."""

    def __init__(self, encoder: Path | None = MODEL) -> None:
        self._model = encoder

    @property
    def version(self) -> str:
        """What the claims were read with, for their provenance: the weights, or the parser of the rules."""
        if self._model is None:
            return f"rules, {PARSER} {version(PARSER)}"
        weights = b"".join(path.read_bytes() for path in sorted(self._model.glob("*.onnx")))
        return f"encoder, sha256 {hashlib.sha256(weights).hexdigest()}"

    def read(self, text: str, published: date | None) -> Claims:
        """The claims of one document, published on that day."""
        return _Reading(text, published, self._encoder).claims()

    def read_many(self, documents: Iterable[tuple[str, date | None]]) -> Iterator[Claims]:
        """The claims of each document, in order; the same as `read` gives one by one."""
        for text, published in documents:
            yield self.read(text, published)

    @cached_property
    def _encoder(self) -> Encoder | None:
        return Encoder(self._model) if self._model else None


@dataclass(frozen=True)
class _Reading:
    """One document while it is read, stage by stage."""

    text: str
    published: date | None
    encoder: Encoder | None

    def claims(self) -> Claims:
        """All claims, each kind in the order of its first passage."""
        people = self.people.everyone
        return Claims(
            people=tuple(self._person_claim(at, person) for at, person in enumerate(people)),
            events=tuple(sorted(self._event_claims(), key=lambda claim: (claim.passages, claim.type))),
            counts=tuple(self._count_claims()),
        )

    @cached_property
    def words(self) -> list[Word]:
        return split(self.text)

    @cached_property
    def worth(self) -> Sequence[Span]:
        """The stretches that may tell of acts; what holds none is read for names alone."""
        return worth_reading(self.text)

    @cached_property
    def encoded(self) -> Encoded | None:
        return self.encoder.read(self.text, self.worth) if self.encoder and self.worth else None

    @cached_property
    def people(self) -> People:
        learned_names = learned.names(self.encoded) if self.encoded else None
        return identify(self.words, mentions(self.text, self.words, learned_names))

    @cached_property
    def sentences(self) -> Sentences:
        return Sentences(self.text)

    @cached_property
    def dates(self) -> Sequence[DateExpression]:
        return date_expressions(self.text, self.published)

    @cached_property
    def cast(self) -> Cast:
        return cast_of(self.text, self.people.everyone)

    @cached_property
    def acts(self) -> Sequence[Act]:
        if not self.worth:
            return ()
        if self.encoded is None:
            return rules.acts(self.text, self.cast, self.dates)
        return learned.acts(self.encoded, self.people.everyone, self.chances, self.dates, self.sentences)

    @cached_property
    def capacities(self) -> Sequence[Sequence[float] | None]:
        """What the encoder says of the capacity of each person."""
        return self.chances if self.encoded else [None] * len(self.people.everyone)

    @cached_property
    def chances(self) -> Sequence[Sequence[float]]:
        """The probability of each capacity for each person, of a text that was encoded."""
        return learned.capacities(self.encoded, self.people.everyone) if self.encoded else []

    @cached_property
    def subjects(self) -> frozenset[int]:
        """The people to whom an act was done."""
        return frozenset(person for act in self.acts for person in act.people)

    def _event_claims(self) -> Iterator[EventClaim]:
        if not self.acts:
            return
        names = [person.name for person in self.people.everyone]
        scene = events.Scene(self.text, self.sentences, names, self.atlas)
        each = occasions.apart(self.acts, self.text, self.sentences, self.dates)
        acts = [events.across_borders(act, self.atlas) for act in events.in_sequence(each, self.text)]
        for tellings in events.merge(acts):
            yield events.event_claim(tellings, scene)

    @cached_property
    def atlas(self) -> Atlas:
        return read_atlas(self.text, country_mentions(self.text))

    def _count_claims(self) -> Iterator[CountClaim]:
        if not self.worth:
            return
        setting = counts.Setting(self.text, self.sentences, self.dates, self.acts, self.cast, self.published)
        found = learned.measured(self.encoded, setting) if self.encoded else counts.measured_by_rules(setting)
        for measured in counts.distinct(found):
            yield counts.count_claim(measured, setting, self.atlas)

    def _person_claim(self, at: int, person: Person) -> PersonClaim:
        passages = tuple(Passage(each.start, each.end, each.quote, "name", each.method) for each in person.mentions)
        said = capacity(self.words, person, is_subject=at in self.subjects, learned=self.capacities[at])
        work = occupations(self.text, self.words, person)
        named = tuple(passage.quote for passage in work)
        return PersonClaim(person.name, person.other_names, said, named, (*passages, *work))
