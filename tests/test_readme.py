"""What the README shows is what a reader gets."""

import re
import shlex
from pathlib import Path

import pytest

from flows.extract.evaluate import TOTALS
from flows.extract.scores import published, told
from flows.release.query import find_release, open_release
from flows.terminal.results import as_csv, ask

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```console\n\$ (habeas query .+)\n([^`]+)```", README)


@pytest.mark.parametrize(("line", "shown"), EXAMPLES)
def test_a_query_of_the_readme_gives_what_it_shows(line: str, shown: str) -> None:
    _, _, sql, *_ = shlex.split(line)
    with open_release(find_release(ROOT / "curated", "1.0.0")) as connection:
        assert as_csv(ask(connection, sql)).decode() == shown


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 4


def test_the_scores_are_the_published_ones() -> None:
    assert told(README, published()) == README
    assert told(README, {name: dict.fromkeys(TOTALS, 0.123) for name in published()}).count("| 0.12 |") >= 2
