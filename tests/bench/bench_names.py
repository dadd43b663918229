"""What comparing two names costs, against logic-v2 of nomenklatura in the same run: `make bench` prints it.

nomenklatura needs an older DuckDB than this project, so it lives in an environment of its own, whose interpreter
`LOGIC_V2_PYTHON` names; `uv venv DIR && uv pip install --python DIR/bin/python nomenklatura` makes one.
"""

import csv
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from flows.resolve.names import compare, name_keys
from flows.resolve.names.match import compared

PAIRS = Path(__file__).parents[1] / "gold" / "names" / "dev.tsv"
ROUNDS = 7

LOGIC_V2 = """
import csv, sys, time
from followthemoney import model
from nomenklatura.matching import get_algorithm

def entity(number, name):
    return model.get_proxy({"id": str(number), "schema": "Person", "properties": {"name": [name]}})

algorithm = get_algorithm("logic-v2")
config = algorithm.default_config()
with open(sys.argv[1], encoding="utf-8", newline="") as lines:
    rows = list(csv.DictReader(lines, delimiter="\\t", quoting=csv.QUOTE_NONE))
pairs = [(entity(1, row["name_a"]), entity(2, row["name_b"])) for row in rows]
best = float("inf")
for _ in range(int(sys.argv[2])):
    start = time.process_time()
    for a, b in pairs:
        algorithm.compare(a, b, config)
    best = min(best, time.process_time() - start)
print(best / len(pairs))
"""


def seconds_each(action: Callable[[str, str], object], pairs: list[tuple[str, str]]) -> float:
    """CPU seconds for one call, in the quickest of several rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for a, b in pairs:
            action(a, b)
        rounds.append(time.process_time() - start)
    return min(rounds) / len(pairs)


def test_a_pair_of_names_against_logic_v2() -> None:
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        pairs = [
            (row["name_a"], row["name_b"]) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    ours = seconds_each(compared, pairs)
    again = seconds_each(compare, pairs)
    keys = seconds_each(lambda a, b: (name_keys.__wrapped__(a), name_keys.__wrapped__(b)), pairs) / 2
    print(
        f"\na pair of names: {ours * 1e6:.1f} µs, met before {again * 1e6:.2f} µs; keys of a name: {keys * 1e6:.1f} µs"
    )
    if python := os.environ.get("LOGIC_V2_PYTHON"):
        command = [python, "-c", LOGIC_V2, str(PAIRS), str(ROUNDS)]
        theirs = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        print(f"logic-v2: {theirs * 1e6:.1f} µs; ours / logic-v2 = {ours / theirs:.3f}")
        assert ours < theirs
    assert again < ours
