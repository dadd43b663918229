"""The closed interval that a qualified number means."""

from typing import NamedTuple


class Interval(NamedTuple):
    """Smallest and largest number; null where open."""

    lower: int | None
    upper: int | None


def interval(value: int, high: int | None, qualifier: str) -> Interval:
    """The interval of `qualifier value`. "About" and vague magnitudes name no bound: both ends are open.

    Raises ValueError for an unknown qualifier.
    """
    ends: dict[str, Interval] = {
        "exact": Interval(value, value),
        "more_than": Interval(value + 1, None),
        "at_least": Interval(value, None),
        "fewer_than": Interval(0, max(value - 1, 0)),
        "at_most": Interval(0, value),
        "about": Interval(None, None),
        "range": Interval(value, high),
        "vague": Interval(None, None),
    }
    if qualifier not in ends:
        raise ValueError(f"qualifier {qualifier!r}: not in the vocabulary of qualifiers")
    return ends[qualifier]
