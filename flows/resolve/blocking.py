"""Which profiles to compare: those whose names share a key, so that the cost grows about as their number does."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from flows.resolve.names import name_keys
from flows.resolve.profiles import Profile

# In a block of more profiles each is compared with so many neighbours in the alphabet only (Hernández and Stolfo 1995).
WINDOW = 40


def candidates(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Pairs of places in `profiles`, the lower first, each pair once, in order."""
    blocks: dict[str, dict[int, str]] = defaultdict(dict)
    for place, profile in enumerate(profiles):
        for name in profile.names:
            for key in name_keys(name):
                blocks[key].setdefault(place, name)
    pairs = {pair for block in blocks.values() if len(block) > 1 for pair in _neighbours(block)}
    return iter(sorted(pairs))


def _neighbours(block: dict[int, str]) -> Iterator[tuple[int, int]]:
    places = sorted(block, key=lambda place: (block[place], place))
    for index, place in enumerate(places):
        for other in places[index + 1 : index + 1 + WINDOW]:
            yield (place, other) if place < other else (other, place)
