"""Pieces of a text that are read one by one, so that memory stays flat however long the text is."""

from collections.abc import Iterator

LIMIT = 20_000  # code points a chunk
_BORDERS = ("\n\n", "\n", ". ", " ")


def chunks(text: str, limit: int = LIMIT) -> Iterator[tuple[int, int]]:
    """Spans that tile `text` in order, none longer than `limit`.

    A chunk ends at the last paragraph, line, sentence or word border within its limit, the first kind that is there.
    """
    start = 0
    while len(text) - start > limit:
        end = _border(text, start, start + limit)
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _border(text: str, start: int, end: int) -> int:
    for border in _BORDERS:
        at = text.rfind(border, start + 1, end)
        if at >= 0:
            return min(at + len(border), end)
    return end
