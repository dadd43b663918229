"""The scores of the engine on the gold sets, which every release tells. `make scores` measures them.

They stand in a table, since a release is made where the gold sets are not at hand. Tests hold it against the engine.
"""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import tomli_w

from flows.extract.engine import Engine
from flows.extract.evaluate import TOTALS, evaluate

GOLD = Path("tests/gold")
_NAME = "scores.toml"
_HEAD = """\
# By gold set and engine, F1 (for capacity and as_of the accuracy) of each total. Measured, not written by hand:
# `make scores` writes them anew, here and in the README, and the tests fail where they are not those of the engine.
"""

# The rows of the table in the README, each with its set.
_ROWS = {"this engine": "dev", "deterministic rules alone": "dev, rules alone"}

Scores = Mapping[str, Mapping[str, float]]


def published() -> Scores:
    """The scores by set and total."""
    return tomllib.loads((files("flows.extract") / _NAME).read_text(encoding="utf-8"))


def measure(gold: Path) -> Scores:
    """The scores, measured on the sets in a folder; three digits, since more would not be the same on all machines."""
    engines = {"dev": ("dev", Engine()), "seed": ("seed", Engine()), "dev, rules alone": ("dev", Engine(encoder=None))}
    found = {name: evaluate(gold / folder, engine).figures for name, (folder, engine) in engines.items()}
    return {
        name: {total: round(figures[total].f1, 3) for total in TOTALS if total in figures}
        for name, figures in found.items()
    }


def told(text: str, scores: Scores) -> str:
    """The README with these scores in its table."""
    for label, name in _ROWS.items():
        row = f"| {label} | {' | '.join(f'{scores[name][total]:.2f}' for total in TOTALS)} |"
        text = re.sub(rf"^\| {label} \|.*$", row, text, flags=re.MULTILINE)
    return text


if __name__ == "__main__":
    measured, readme = measure(GOLD), Path("README.md")
    Path(__file__).with_name(_NAME).write_text(f"{_HEAD}\n{tomli_w.dumps(measured)}", encoding="utf-8")
    readme.write_text(told(readme.read_text(encoding="utf-8"), measured), encoding="utf-8")
