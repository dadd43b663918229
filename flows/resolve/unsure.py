"""Pairs too close to call."""

from typing import NamedTuple


class Unsure(NamedTuple):
    """Two clusters, by their places, that may be one: how likely (0 to 1), and why they are neither joined nor not."""

    one: int
    other: int
    score: float
    why: str
