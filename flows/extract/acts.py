"""Acts: each telling of something that was done to people, before the tellings of one act are merged into an event."""

from __future__ import annotations

from dataclasses import dataclass

from flows.extract.claims import Certainty


@dataclass(frozen=True, slots=True, order=True)
class Act:
    """One telling of an act. text[start:end] names it, text[said_start:said_end] says who it was done to.

    `people` are people of the cast; where there are none, `group` is the words that say who. text[date_start:date_end]
    tells `date`, where words do, and `date_chance` is how likely that is. `anew` where it came after another act of its
    type. `method` names the rule or model.
    """

    start: int
    end: int
    type: str
    people: tuple[int, ...]
    said_start: int
    said_end: int
    group: str = ""
    date: str | None = None
    date_start: int | None = None
    date_end: int | None = None
    date_chance: float = 1.0
    certainty: Certainty = "asserted"
    method: str = ""
    anew: bool = False
