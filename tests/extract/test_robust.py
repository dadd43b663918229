"""Any text gives valid claims or none, in time that grows with its length."""

from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.extract.claims import Claims
from flows.extract.engine import Engine
from tests.texts import ODD, Text, again, check, clock

PUBLISHED = date(2031, 5, 21)
ENGINES = {"encoder": Engine(), "rules": Engine(encoder=None)}
LATIN = "Tomas Verel;was;arrested;on 3 May;40;students;at least;freed;said;.;,;\n\n;she;and;the three;in 2030;who"
OTHER = "не;был;арестован;被捕;اعتقل;“;”;[freed](x);behind bars"
WORDS = st.sampled_from(f"{LATIN};{OTHER}".split(";"))
STORIES = st.lists(st.sampled_from([text(400) for text in ODD.values()]), min_size=1, max_size=3).map("\n\n".join)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))


@pytest.fixture(scope="module", params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[request.param]


@given(text=TEXTS)
@example(text="")
@example(text="\x00\ud7ff\u200b\n\r\t")
@example(text="Arrested. " * 50)
@settings(max_examples=40)
def test_any_text_gives_valid_claims(engine: Engine, text: str) -> None:
    check(text, engine.read(text, PUBLISHED))
    check(text, engine.read(text, None))


@pytest.mark.parametrize(
    "text",
    [
        "Задержан учитель, приговорён к шести годам.",
        "三名教师被捕。",
        "اعتقل ثلاثة معلمين",
        "Drei Lehrer wurden verhaftet.",
    ],
)
def test_other_languages_give_no_acts(engine: Engine, text: str) -> None:
    assert engine.read(text, PUBLISHED).events == ()


@pytest.mark.parametrize("kind", ODD)
def test_odd_texts_give_valid_claims(kind: str) -> None:
    text = ODD[kind](1_500)
    check(text, ENGINES["encoder"].read(text, PUBLISHED))


@given(texts=st.lists(STORIES, min_size=2, max_size=4), order=st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None)
def test_order_and_batch_change_nothing(texts: list[str], order: Random) -> None:
    encoder = ENGINES["encoder"]
    one_by_one = {text: encoder.read(text, PUBLISHED) for text in texts}
    order.shuffle(texts)
    assert list(encoder.read_many((text, PUBLISHED) for text in texts)) == [one_by_one[text] for text in texts]


def test_another_process_changes_nothing() -> None:
    texts = [text(400) for text in ODD.values()]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as workers:
        elsewhere = workers.submit(_read, texts[::-1]).result()
    assert elsewhere[::-1] == _read(texts)


def _read(texts: list[str]) -> list[Claims]:
    return list(ENGINES["encoder"].read_many((text, PUBLISHED) for text in texts))


UNITS = {
    "story": "Police arrested Tomas Verel and 40 students on 3 May, and he was freed, they said. ",
    "names": "Tomas Verel, Ana Lisko, ",
    "act": "arrested ",
    "number": "40 ",
    "one word": "arrestedarrested",
    "marks": "(\n\n",
}


@pytest.mark.parametrize("kind", UNITS)
def test_time_grows_with_length_only(engine: Engine, kind: str) -> None:
    engine.read(UNITS[kind], PUBLISHED)
    assert_linear(engine, again(UNITS[kind]), 2_500, 4)


@pytest.mark.parametrize("kind", ["names in a row", "a name a line", "brackets", "dates", "emoji"])
def test_time_grows_with_length_only_in_odd_texts(kind: str) -> None:
    assert_linear(ENGINES["encoder"], ODD[kind], 2_500, 4)


def assert_linear(engine: Engine, text: Text, size: int, times: int) -> None:
    """A text so many times as long takes no more than 2.5 times as long a character."""
    assert seconds(engine, text(times * size)) < 2.5 * times * seconds(engine, text(size)) + 0.2


def seconds(engine: Engine, text: str) -> float:
    with clock() as passed:
        check(text, engine.read(text, PUBLISHED))
        return passed()
