"""What long and odd texts cost, and what many texts leave behind in memory: `make bench` prints it."""

import random
import re
from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import pytest

from flows.extract.engine import Engine
from flows.extract.gold import read_gold
from tests.texts import ODD, Text, check, clock, cued, listed, names, sentence

TRAIN = Path(__file__).parents[1] / "gold" / "train"
PUBLISHED = date(2031, 5, 21)
DOCUMENTS = 10_000
BEGINNING = 800  # characters of a document, so that so many are soon read
MEGABYTE = 1_000_000
ORDINARY = 100_000  # characters; longer where the time for them is short


@pytest.fixture(scope="module")
def engine() -> Engine:
    found = Engine()
    found.read(sentence(1_000), PUBLISHED)
    return found


def megabytes() -> int:
    return getrusage(RUSAGE_SELF).ru_maxrss // 1024


def document(size: int) -> str:
    """The sentences of the training texts, shuffled, as often as it takes."""
    sentences = [each for gold in read_gold(TRAIN) for each in re.split(r"(?<=[.!?])\s+|\n+", gold.text)]
    random.Random(5).shuffle(sentences)  # noqa: S311
    text = "\n\n".join(" ".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5))
    return (text * (size // len(text) + 1))[:size]


def renamed(number: int) -> Iterator[str]:
    """So many documents: how the training texts begin, each time with other names."""
    invented = iter(cycle(names(16_000)))
    for gold in islice(cycle(read_gold(TRAIN)), number):
        text = gold.text[:BEGINNING]
        for person in gold.annotation["people"]:
            text = text.replace(person["name"], next(invented))
        yield text


def test_memory_stays_flat_over_many_documents(engine: Engine) -> None:
    taken = []
    for number, text in enumerate(renamed(DOCUMENTS), start=1):
        engine.read(text, PUBLISHED)
        if number % (DOCUMENTS // 10) == 0:
            taken.append(megabytes())
            print(f"\n{number:,} documents: {taken[-1]:,} MB at most", end="")
    assert taken[-1] < 1.05 * taken[0]


LARGE: dict[str, tuple[Text, int]] = {
    **{name: (text, ORDINARY) for name, text in ODD.items()},
    "document": (document, 5 * MEGABYTE),
    "one sentence": (sentence, MEGABYTE),
    "names in a row": (listed(", "), 140_000),  # 10,000 of them
    "a name a line": (listed("\n"), 140_000),
    "no blanks": (ODD["no blanks"], MEGABYTE),
    "one letter": (ODD["one letter"], MEGABYTE),
    "combining marks": (ODD["combining marks"], MEGABYTE),
    "newlines": (ODD["newlines"], 200_000),
    "no blanks, read closely": (cued(ODD["no blanks"]), ORDINARY),
}


@pytest.mark.parametrize("kind", LARGE)
def test_time_grows_with_length_only(engine: Engine, kind: str) -> None:
    text, size = LARGE[kind]
    costs = []
    for part in (4, 2, 1):
        made = text(size // part)
        with clock() as passed:
            claims = engine.read(made, PUBLISHED)
            costs.append(passed() / len(made))
        check(made, claims)
    shown = " ".join(f"{cost * MEGABYTE:.0f}" for cost in costs)
    print(f"\n{kind}, {size:,} characters: {shown} s a million at a quarter, half and all; {megabytes():,} MB at most")
    assert costs[2] < 1.5 * costs[0] + 0.2 / size
