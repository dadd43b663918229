"""To whom an act was done, seen once more among the other acts of the text: who is likely now.

The judgement is a forest over the features of `patient_features`. `data/patient_trees.csv` holds it, written by
`python -m flows.training.patient_trees`.
"""

from __future__ import annotations

from collections.abc import Sequence

from flows.extract.forests import forest, probabilities
from flows.extract.patient_features import Told, patient_features

THRESHOLD = 0.3  # from which on a person is believed; best on documents not trained on
LEAST = 0.05  # chance by the encoder from which on a person is seen once more


def believed(told: Told, chosen: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """For each act the people who are likely, of those chosen and of all others who are possible; of none if none."""
    possible = [_possible(told, at, people) for at, people in enumerate(chosen)]
    rows = [patient_features(told, at, person) for at, people in enumerate(possible) for person in people]
    chances = iter(probabilities(forest("patient_trees.csv"), rows))
    return [tuple(person for person in people if next(chances) >= THRESHOLD) for people in possible]


def _possible(told: Told, at: int, chosen: Sequence[int]) -> list[int]:
    return sorted({*chosen, *(person for person, chance in told.who[at] if chance >= LEAST)}) if chosen else []
