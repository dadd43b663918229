"""Variants of gold documents, so that the network learns the language and not the names."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from flows.training.gold import Act, Document, Span
from flows.training.samples import Sample

MASK = 103  # the id of [MASK]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PARTICLES = frozenset(("al", "el", "bin", "ibn", "bint", "de", "da", "dos", "del", "la", "van", "von", "der"))


def rename(document: Document, pool: Sequence[str], chance: random.Random) -> Document:
    """The document with each word of its people's names replaced, the same word always by the same other."""
    swaps: dict[str, str] = {}

    def swap(match: re.Match[str]) -> str:
        word = match.group()
        if word.lower() in _PARTICLES or not word[0].isupper() or len(word) == 1:
            return word
        if word not in swaps:
            swaps[word] = chance.choice(pool)
        return swaps[word]

    edits = {(start, end): _WORD.sub(swap, document.text[start:end]) for start, end, _ in document.mentions}
    return edit(document, edits)


def shout(document: Document) -> Document:
    """The document with its first line in capitals."""
    end = document.text.find("\n")
    upper = document.text[:end].upper()
    return edit(document, {(0, end): upper}) if end > 0 and len(upper) == end else document


def edit(document: Document, edits: dict[Span, str]) -> Document:
    """The document with the spans' words replaced; all labels move along."""
    pieces, shifts, last, moved = [], [], 0, 0
    for (start, end), words in sorted(edits.items()):
        pieces += [document.text[last:start], words]
        moved += len(words) - (end - start)
        shifts.append((start, end, moved, len(words)))
        last = end
    text = "".join([*pieces, document.text[last:]])
    to = _mover(shifts)
    return replace(
        document,
        text=text,
        mentions=tuple((to(start), to(end), person) for start, end, person in document.mentions),
        dates=tuple((to(start), to(end)) for start, end in document.dates),
        acts=tuple(_moved(act, to) for act in document.acts),
        numbers=tuple(replace(n, span=(to(n.span[0]), to(n.span[1]))) for n in document.numbers),
        repeats=tuple(replace(r, words=(to(r.words[0]), to(r.words[1]))) for r in document.repeats),
    )


def _moved(act: Act, to: Callable[[int], int]) -> Act:
    trigger = (to(act.trigger[0]), to(act.trigger[1]))
    return replace(act, trigger=trigger, said=tuple((to(start), to(end)) for start, end in act.said))


def _mover(shifts: Sequence[tuple[int, int, int, int]]) -> Callable[[int], int]:
    """Old to new places. A place inside an edited span moves to at most the new span's end."""

    def to(place: int) -> int:
        before = 0
        for start, end, moved, length in shifts:
            if place <= start:
                break
            if place < end:
                return start + before + min(place - start, length)
            before = moved
        return place + before

    return to


def hide(sample: Sample, share: float, chance: random.Random) -> Sample:
    """The sample with about this share of its pieces hidden from the network."""
    ids = sample.pieces.ids.copy()
    ids[[chance.random() < share for _ in ids]] = MASK
    return replace(sample, pieces=replace(sample.pieces, ids=ids))
