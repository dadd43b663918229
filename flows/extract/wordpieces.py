"""The text as the encoder sees it: word pieces with place, shape and sentence, and the windows they are read in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

CLS, SEP = 101, 102  # ids of the pieces at both ends of a window
WINDOW = 510  # pieces a window, without [CLS] and [SEP]
OVERLAP = 128  # pieces that two windows share, so that every piece is read with context on both sides
STRETCH = 20_000  # characters tokenised at once, to keep memory flat

SHAPES = ("piece", "lower", "title", "upper", "mixed", "digit", "punctuation", "other")
LINE_START, SENTENCE_START = len(SHAPES), 2 * len(SHAPES)
SHAPE_COUNT = 3 * len(SHAPES)

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W\da-z_])|\s*\n\s*")


@dataclass(frozen=True)
class Pieces:
    """Word pieces of a text, in order. Arrays have one entry a piece; `start` and `end` are code points of the text."""

    ids: Ints
    start: Ints
    end: Ints
    shape: Ints
    sentence: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def within(self, start: int, end: int) -> slice:
        """Pieces that share a character with text[start:end]; the nearest piece where none does."""
        first = int(np.searchsorted(self.end, start, side="right"))
        last = int(np.searchsorted(self.start, end, side="left"))
        first = min(first, max(len(self) - 1, 0))
        return slice(first, max(last, first + 1))


def split(text: str, tokenizer: Tokenizer) -> Pieces:
    """All word pieces of `text`, without special tokens."""
    ids: list[int] = []
    spans: list[tuple[int, int]] = []
    for begin, end in stretches(text):
        encoding = tokenizer.encode(text[begin:end], add_special_tokens=False)
        ids.extend(encoding.ids)
        spans.extend((begin + a, begin + b) for a, b in encoding.offsets)
    places = np.array(spans, dtype=np.int64).reshape(-1, 2)
    start, end_ = places[:, 0], places[:, 1]
    sentence = np.searchsorted(sentence_starts(text), start, side="right")
    return Pieces(np.array(ids, dtype=np.int64), start, end_, _shapes(text, spans, sentence), sentence)


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Consecutive parts of the text of at most STRETCH characters, cut after white space where there is some."""
    begin = 0
    while begin < len(text):
        end = min(begin + STRETCH, len(text))
        if end < len(text):
            cut = max(text.rfind("\n", begin, end), text.rfind(" ", begin, end))
            end = cut + 1 if cut > begin else end
        yield begin, end
        begin = end


def sentence_starts(text: str) -> Ints:
    """Where sentences and lines begin, roughly: after closing punctuation before a capital, and after line breaks."""
    return np.array([match.end() for match in _SENTENCE.finditer(text)], dtype=np.int64)


def windows(pieces: int) -> list[tuple[int, int, int, int]]:
    """(first, last, own_first, own_last) for each window: it reads first:last and speaks for own_first:own_last."""
    if pieces <= WINDOW:
        return [(0, pieces, 0, pieces)] if pieces else []
    count = -(-(pieces - OVERLAP) // (WINDOW - OVERLAP))
    size = -(-(pieces + OVERLAP * (count - 1)) // count)  # all as long as each other, none longer than needed
    firsts = [round(i * (pieces - size) / (count - 1)) for i in range(count)]
    cuts = [0, *((a + size + b) // 2 for a, b in pairwise(firsts)), pieces]
    return [(first, first + size, cuts[i], cuts[i + 1]) for i, first in enumerate(firsts)]


def framed(values: Ints, first: int, last: int) -> Ints:
    """The values of one window between those of its two ends, as (1, pieces + 2)."""
    return np.concatenate([[first], values, [last]])[np.newaxis]


def _shapes(text: str, spans: list[tuple[int, int]], sentence: Ints) -> Ints:
    shapes = np.empty(len(spans), dtype=np.int64)
    for i, (start, end) in enumerate(spans):
        shape = SHAPES.index(_shape(text[start:end]))
        if i == 0 or "\n" in text[spans[i - 1][1] : start]:
            shape += LINE_START
        elif sentence[i] != sentence[i - 1]:
            shape += SENTENCE_START
        elif start == spans[i - 1][1] and text[start].isalnum() and text[start - 1].isalnum():
            shape = SHAPES.index("piece")
        shapes[i] = shape
    return shapes


@lru_cache(maxsize=1 << 16)
def _shape(word: str) -> str:
    if word.isdigit():
        return "digit"
    if not any(map(str.isalnum, word)):
        return "punctuation"
    if word.islower():
        return "lower"
    if word.isupper():
        return "upper"
    return "title" if word[:1].isupper() or word.istitle() else "mixed"
