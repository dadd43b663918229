"""Words that tell an act once more.

The gold names each act at one place, and a text tells it at several: headline, lead, background. To teach the network
that the other places name no act would contradict what it is taught at the first, so they are left out of its lessons.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.extract.encoder import Encoder, Trigger
from flows.training.gold import Act, Document, Told

LIKELY = 0.5  # from this probability on a person is taken for the one whom the act was done to


def mark_repeats(document: Document, encoder: Encoder) -> Document:
    """The document with the places that this model takes for another telling of its acts."""
    encoded = encoder.read(document.text)
    mentions = [
        [(start, end) for start, end, i in document.mentions if i == whose] for whose in range(len(document.people))
    ]
    return replace(document, repeats=tuple(retold(document.acts, encoded.triggers, encoded.patients(mentions))))


def retold(
    acts: Sequence[Act], triggers: Sequence[Trigger], patients: Sequence[Sequence[tuple[int, float]]]
) -> Iterator[Told]:
    """The triggers at which no act of the gold stands, but which have the type and a person of one.

    `patients` are (person, probability) for each trigger.
    """
    for trigger, chances in zip(triggers, patients, strict=True):
        people = frozenset(person for person, chance in chances if chance > LIKELY)
        same = [act for act in acts if act.type == trigger.type]
        if not any(_touch(act, trigger) for act in same) and any(_shared(act, people) for act in same):
            yield Told(trigger.type, (trigger.start, trigger.end))


def _touch(act: Act, trigger: Trigger) -> bool:
    return act.trigger[0] < trigger.end and trigger.start < act.trigger[1]


def _shared(act: Act, people: frozenset[int]) -> bool:
    """Whether the act was done to one of the people, or nobody is named on either side."""
    return bool(act.people & people) or not (act.people or people)
