"""Speed of the engine against spaCy's full default pipeline: documents per second, as a ratio of one run."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import spacy

from flows.extract.engine import Engine
from flows.extract.gold import read_gold
from flows.extract.syntax import MODEL

TRAIN = Path(__file__).parents[1] / "gold" / "train"
RELEVANT = [document.text for document in read_gold(TRAIN)[::8]]
BATCH = 32
ORDINARY = """Rovers held to a draw by late goal

Rovers were held to a 2-2 draw by Harbour City on Saturday after a goal by Marek Dolan in the last minute. "We
were the better side for an hour," said the coach, Ines Pardo, who has won nine of her first fourteen matches.
The club, founded in 1921, drew 18,000 spectators to its new ground, and its shop sold out of scarves before
noon.

Dolan, 24, came on for the injured Petr Havel and scored with his second touch. He joined in July from a club
in the north, for a fee of about two million. Havel will miss three weeks, the club's doctor said on its
website, and may return for the cup match in November. Tickets for that match go on sale on Monday at ten.

The league's table is led by Lakeside United, who beat the champions 3-1 on Friday night in heavy rain. Their
striker, Tom Arden, has scored in seven matches in a row, a record for the club. Next week they travel to the
coast, where they have not won since 2019. Pardo smiled when she was asked about the title. "Ask me in May,"
she said, and went to catch her train.

In the women's league, Harbour City climbed to third place with a win over the university side. Two thousand
people watched on a cold afternoon as Lena Sorg made her hundredth appearance for the club, and her brother
Emil played the trumpet."""


@pytest.fixture(scope="module")
def pipeline() -> Callable[[list[str]], object]:
    nlp = spacy.load(MODEL)
    list(nlp.pipe(RELEVANT[:2]))
    return lambda texts: list(nlp.pipe(texts, batch_size=BATCH))


@pytest.fixture(scope="module")
def engine() -> Callable[[list[str]], object]:
    found = Engine()
    found.read(RELEVANT[0], None)
    return lambda texts: list(found.read_many((text, None) for text in texts))


def seconds(reader: Callable[[list[str]], object], texts: Iterable[str]) -> float:
    """The processor time of one process for all of the texts: the best of two runs."""
    documents = list(texts)
    times = []
    for _ in range(2):
        started = time.process_time()
        reader(documents)
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.parametrize(("share", "least"), [(1, 1.0), (10, 6.0)], ids=["relevant", "one in ten relevant"])
def test_the_engine_is_as_fast_as_a_plain_pipeline(
    pipeline: Callable[[list[str]], object], engine: Callable[[list[str]], object], share: int, least: float
) -> None:
    texts = [text for relevant in RELEVANT for text in [relevant, *[ORDINARY] * (share - 1)]]
    ratio = seconds(pipeline, texts) / seconds(engine, texts)
    print(f"\nengine, one document in {share} relevant: {ratio:.2f} times spaCy's documents per second")
    assert ratio >= least
