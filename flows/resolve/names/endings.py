"""Tables of word endings, looked up from the longest to the shortest."""

from collections.abc import Iterable


class Endings:
    """A set of endings."""

    def __init__(self, endings: Iterable[str]) -> None:
        self._endings = frozenset(endings)
        self._sizes = sorted({len(ending) for ending in self._endings}, reverse=True)

    def longest(self, text: str, least_rest: int) -> str:
        """The longest ending of the text that leaves at least so many characters before it, or ``."""
        for size in self._sizes:
            if len(text) - size >= least_rest and text[-size:] in self._endings:
                return text[-size:]
        return ""
