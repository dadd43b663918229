"""Grows the trees that tell whom an act was done to: `python -m flows.training.patient_trees --model measured`.

As those of `flows.training.count_cues`, they learn from documents that the model has not seen. What tells an act of the
gold once more is taken for half wrong: who is told of twice is found at the other place. Prints how many of the likely
people are right, with the trees and without, by cross-validation, and writes `patient_trees.csv` beside the rules.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.extract import learned
from flows.extract.encoder import Encoder, Trigger
from flows.extract.forests import Features, plant, probabilities
from flows.extract.learned import PERSON_THRESHOLD
from flows.extract.patient_features import Told, patient_features
from flows.extract.patient_trees import THRESHOLD
from flows.extract.people import Person
from flows.extract.sentences import Sentences
from flows.training.count_cues import FOLDS
from flows.training.count_readings import arguments, people_in, unseen
from flows.training.forests import Node, grow, write_trees
from flows.training.gold import Act, Document

FIRST, LEAST = 3, 0.01  # the likeliest people of an act are examples, and all who are likelier than this
FOUND = 0.3  # from this chance on an act is found where the gold has it
RETOLD = 0.4  # weight of what tells an act once more, by cross-validation


@dataclass(frozen=True)
class Pair:
    """An act that the encoder finds, with a person whom it may have been done to."""

    fold: int
    chance: float
    features: Features
    is_patient: bool
    weight: float


def main() -> None:
    """Read the gold folders, measure by cross-validation, grow the trees, and write their table."""
    options = arguments("patient_trees", __doc__)
    encoder = Encoder(options.model)
    found = [pair for i, each in enumerate(unseen(options)) for pair in pairs(each, told(each, encoder), i % FOLDS)]
    without, with_trees, kept = cross_validated(found)
    sys.stdout.write(f"right {without:.3f}, with trees {with_trees:.3f}, which keep {kept:.3f} of the right ones\n")
    write_trees(options.out / "patient_trees.csv", fit(found))


def told(document: Document, encoder: Encoder) -> Told:
    """The acts that the encoder finds in a document."""
    encoded = encoder.read(document.text)
    people = people_in(encoded)
    return learned.acts_told(encoded, people, learned.capacities(encoded, people), Sentences(document.text))


def pairs(document: Document, told: Told, fold: int) -> Iterator[Pair]:
    """The acts found, each with the people whom it may have been done to."""
    gold = [_in_gold(person, document) for person in told.people]
    here = [[act for act in document.acts if _is_at(act, trigger)] for trigger in told.triggers]
    found = {
        (act.type, gold[person])
        for acts, who in zip(here, told.who, strict=True)
        for act in acts
        for person, chance in who
        if chance >= FOUND and gold[person] in act.people
    }
    for at, (trigger, who) in enumerate(zip(told.triggers, told.who, strict=True)):
        alike = here[at] or [act for act in document.acts if act.type == trigger.type]
        for rank, (person, chance) in enumerate(who):
            if rank < FIRST or chance >= LEAST:
                is_patient = any(gold[person] in act.people for act in alike)
                is_retold = is_patient and not here[at] and (trigger.type, gold[person]) in found
                features = patient_features(told, at, person)
                yield Pair(fold, chance, features, is_patient and not is_retold, RETOLD if is_retold else 1.0)


def _is_at(act: Act, trigger: Trigger) -> bool:
    return act.type == trigger.type and act.trigger[0] < trigger.end and trigger.start < act.trigger[1]


def _in_gold(person: Person, document: Document) -> int | None:
    """Who of the gold has the most mentions where this person is found."""
    places = {mention.start for mention in person.mentions}
    owners = Counter(owner for start, _, owner in document.mentions if start in places)
    return max(owners, key=lambda owner: (owners[owner], -owner), default=None)


def fit(pairs: Sequence[Pair]) -> list[Node]:
    """Trees that tell which people are right."""
    return grow([each.features for each in pairs], [each.is_patient for each in pairs], [each.weight for each in pairs])


def cross_validated(pairs: Sequence[Pair]) -> tuple[float, float, float]:
    """The share of likely pairs that is right, that of those the trees keep, and how many right ones these are."""
    likely, kept = [], []
    for fold in range(FOLDS):
        forest = plant(fit([each for each in pairs if each.fold != fold]))
        tested = [each for each in pairs if each.fold == fold and each.chance >= PERSON_THRESHOLD]
        chances = probabilities(forest, [each.features for each in tested])
        likely += tested
        kept += [each for each, chance in zip(tested, chances, strict=True) if chance >= THRESHOLD]
    right, right_kept = (sum(each.is_patient for each in some) for some in (likely, kept))
    return right / len(likely), right_kept / len(kept), right_kept / right


if __name__ == "__main__":
    main()
