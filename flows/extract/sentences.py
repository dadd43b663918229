"""Sentences of a text by their marks, for what needs no grammar."""

from __future__ import annotations

import re
from bisect import bisect_right

REACH = 1_000  # characters; what looks like a longer sentence is none

_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W\da-z_]|\d)|\n\s*\n|(?<=[.!?:;”\"»)])[ \t]*\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'])(?:[^\W\d_a-z]|Mrs?|Ms|Dr|Prof|Rev|Fr|Sr|Jr|St|Gen|Col|Lt|Maj|Capt|Sgt|Hon|Gov|Sen|Rep|No|nos?|art|Art|vs|"
    r"Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|approx|ca?|para|p|pp)$"
)


class Sentences:
    """The sentences of a text, found by place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        for match in _END.finditer(text):
            if not (match.group()[0] == "." and _ABBREVIATION.search(text, max(0, match.start() - 8), match.start())):
                self._starts.append(match.end())

    def around(self, position: int) -> tuple[int, int]:
        """The sentence that holds a position, as (start, end), no further than REACH on either side."""
        at = bisect_right(self._starts, position) - 1
        start = max(self._starts[at], position - REACH)
        end = self._starts[at + 1] if at + 1 < len(self._starts) else len(self._text)
        end = min(end, position + REACH)
        return start, start + len(self._text[start:end].rstrip())

    def number(self, position: int) -> int:
        """Which sentence holds a position, counted from 0."""
        return bisect_right(self._starts, position) - 1
