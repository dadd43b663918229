"""Which profiles to compare: those whose names share a key, so that the cost grows about as their number does."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from flows.resolve.names import initial_keys, name_keys
from flows.resolve.profiles import Profile

# In a block of more profiles each is compared with so many neighbours in the alphabet only (Hernández and Stolfo 1995).
WINDOW = 40

Block = dict[int, str]  # the place of a profile, and the name that brought it there


def candidates(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Pairs of places in `profiles`, the lower first, each pair once, in order."""
    blocks: dict[str, Block] = defaultdict(dict)
    for place, profile in enumerate(profiles):
        for name in profile.names:
            for key in name_keys(name):
                blocks[key].setdefault(place, name)
    pairs = {pair for block in blocks.values() if len(block) > 1 for pair in _neighbours(block)}
    return iter(sorted(pairs | _with_initials(profiles, blocks)))


def _with_initials(profiles: Sequence[Profile], blocks: Mapping[str, Block]) -> set[tuple[int, int]]:
    """Names with an initial, each with those that it may stand for."""
    longer: dict[str, Block] = defaultdict(dict)
    for place, profile in enumerate(profiles):
        for name in profile.names:
            for key in initial_keys(name):
                if key in blocks:
                    longer[key].setdefault(place, name)
    return {
        pair
        for key, block in longer.items()
        for pair in _neighbours(block | blocks[key])
        if pair[0] in blocks[key] or pair[1] in blocks[key]
    }


def _neighbours(block: Block) -> Iterator[tuple[int, int]]:
    places = sorted(block, key=lambda place: (block[place], place))
    for index, place in enumerate(places):
        for other in places[index + 1 : index + 1 + WINDOW]:
            yield (place, other) if place < other else (other, place)
