"""From pairs to clusters: what is the same as one is the same as all of it, unless a pair speaks against it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, product

Pair = tuple[int, int]


def torn(same: Iterable[Pair], apart: Callable[[int, int], bool]) -> set[int]:
    """The nodes that are the same as each of two that stay apart: nobody can tell which of the two they are."""
    neighbours: dict[int, list[int]] = defaultdict(list)
    for one, other in same:
        neighbours[one].append(other)
        neighbours[other].append(one)
    return {node for node, near in neighbours.items() if any(apart(*pair) for pair in combinations(sorted(near), 2))}


def clusters(count: int, same: Mapping[Pair, float], apart: Callable[[int, int], bool]) -> list[list[int]]:
    """The nodes 0 to `count` - 1 in clusters, sorted: closed over the pairs of `same`, but no two in it are `apart`.

    The surest pairs go first, and of two as sure the first: the result depends on no order but that of the nodes.
    """
    home = {node: [node] for node in range(count)}
    for one, other in sorted(same, key=lambda pair: (-same[pair], pair)):
        if home[one] is not home[other] and not any(apart(*pair) for pair in _ordered(home[one], home[other])):
            small, large = sorted((home[one], home[other]), key=len)
            large.extend(small)
            home.update(dict.fromkeys(small, large))
    return sorted({id(cluster): sorted(cluster) for cluster in home.values()}.values())


def _ordered(ones: Iterable[int], others: Iterable[int]) -> Iterator[Pair]:
    return ((one, other) if one < other else (other, one) for one, other in product(ones, others))
