"""Lines that a medium broke at its margin, joined again into paragraphs."""

import re
from statistics import median

from flows.ingest.text import paragraphs

_MARGIN = range(45, 101)  # characters of a full line where a medium wraps
_ITEM = re.compile(r"(?:[-–—*•·‣o]|\(?\d{1,3}[.)]|\(?[a-z]\))\s")


def unwrap(text: str) -> str:
    """`text` with each paragraph on one line where its lines end at a common margin; else `text` as it is."""
    blocks = paragraphs(text)
    return join_lines(text) if _is_wrapped(blocks) else text


def join_lines(text: str) -> str:
    """`text` with each paragraph on one line; an item of a list begins a new one."""
    return "\n\n".join(_join(block) for block in paragraphs(text))


def _is_wrapped(blocks: list[list[str]]) -> bool:
    longest = max((len(line.strip()) for block in blocks for line in block), default=0)
    full = [len(line.strip()) for block in blocks for line in block[:-1]]
    return longest in _MARGIN and len(full) > 1 and median(full) >= 0.75 * longest


def _join(block: list[str]) -> str:
    joined = ""
    for line in (each.strip() for each in block):
        joined += ("\n" if _ITEM.match(line) else " ") + line
    return joined.strip()
