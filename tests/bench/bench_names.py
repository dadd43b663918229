"""What comparing two names costs, against logic-v2 of nomenklatura in the same run: `make bench` prints it.

Both take the same pairs and are asked twice: names that they meet for the first time, and names that they have taken
apart before, as in a block, where each name meets many others. Both take names apart within the clock, and remember
them. Neither remembers a pair of names; ours remembers pairs of their parts, which in a block are few, so it is asked
a third time without that memory. Of logic-v2 the making of its entities is left out, which is one more fifth of its
cost. At most a tenth of logic-v2 is what known names cost; new ones cost nearly as much as there.

nomenklatura needs an older DuckDB than this project, so it lives in an environment of its own, whose interpreter
`LOGIC_V2_PYTHON` names; `uv venv DIR && uv pip install --python DIR/bin/python nomenklatura` makes one.
"""

import csv
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

from flows.resolve.names import name_keys
from flows.resolve.names.likeness import likeness
from flows.resolve.names.match import compared

GOLD = Path(__file__).parents[1] / "gold" / "names"
ROUNDS = 150

LOGIC_V2 = """
import csv, sys, time
from followthemoney import model
from nomenklatura.matching import get_algorithm

algorithm = get_algorithm("logic-v2")
config = algorithm.default_config()

def entity(name):
    # Its memory of names goes by the id.
    return model.get_proxy({"id": name, "schema": "Person", "properties": {"name": [name]}})

def entities(path):
    with open(path, encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\\t", quoting=csv.QUOTE_NONE)
        return [(entity(row["name_a"]), entity(row["name_b"])) for row in rows]

def seconds(pairs):
    start = time.process_time()
    for a, b in pairs:
        algorithm.compare(a, b, config)
    return (time.process_time() - start) / len(pairs)

seconds(entities(sys.argv[1]))
pairs = entities(sys.argv[2])
print(seconds(pairs), min(seconds(pairs) for _ in range(int(sys.argv[3]))))
"""


def pairs_of(table: str) -> list[tuple[str, str]]:
    with (GOLD / f"{table}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["name_a"], row["name_b"]) for row in rows]


def seconds_each(action: Callable[..., object], calls: Sequence[tuple[str, ...]]) -> float:
    """CPU seconds for one call."""
    start = time.process_time()
    for arguments in calls:
        action(*arguments)
    return (time.process_time() - start) / len(calls)


def quickest(action: Callable[..., object], calls: Sequence[tuple[str, ...]]) -> float:
    return min(seconds_each(action, calls) for _ in range(ROUNDS))


def test_a_pair_of_names() -> None:
    warm_up, pairs = pairs_of("own"), pairs_of("dev")
    seconds_each(compared, warm_up)
    new, known = seconds_each(compared, pairs), quickest(compared, pairs)
    parted = min(without_parts(pairs) for _ in range(ROUNDS // 3))
    keys = quickest(name_keys.__wrapped__, [(name,) for name in set(chain.from_iterable(pairs))])
    print(f"\na pair of new names: {new * 1e6:.0f} µs, of known names: {known * 1e6:.1f} µs", end="")
    print(f", of known names with parts that never met: {parted * 1e6:.1f} µs", end="")
    print(f"; blocking keys of a name: {keys * 1e6:.1f} µs")
    if python := os.environ.get("LOGIC_V2_PYTHON"):
        their_new, their_known = logic_v2(python)
        print(f"logic-v2: new names {their_new * 1e6:.0f} µs, known names {their_known * 1e6:.1f} µs", end="")
        print(f"; ours / logic-v2 = {new / their_new:.2f}, {known / their_known:.3f} and {parted / their_known:.2f}")
        assert known < their_known / 7  # about a tenth on an idle machine
    assert known < new / 5


def without_parts(pairs: Sequence[tuple[str, ...]]) -> float:
    """CPU seconds for a pair of known names whose parts were never compared."""
    likeness.cache_clear()
    return seconds_each(compared, pairs)


def logic_v2(python: str) -> tuple[float, float]:
    """Its CPU seconds for a pair of new names, and of known ones."""
    command = [python, "-c", LOGIC_V2, *(str(GOLD / f"{table}.tsv") for table in ("own", "dev")), str(ROUNDS)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    new, known = map(float, told.split())
    return new, known
