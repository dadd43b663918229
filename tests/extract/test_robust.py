"""Any text gives valid claims or none, in time that grows with its length."""

import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.extract.claims import Claims
from flows.extract.engine import Engine
from schemas.edtf import is_edtf
from schemas.vocabulary import measures, terms

PUBLISHED = date(2031, 5, 21)
ENGINES = {"encoder": Engine(), "rules": Engine(encoder=None)}
LATIN = "Tomas Verel;was;arrested;on 3 May;40;students;at least;freed;said;.;,;\n\n;she;and;the three;in 2030;who"
OTHER = "не;был;арестован;被捕;اعتقل;“;”;[freed](x);behind bars"
WORDS = st.sampled_from(f"{LATIN};{OTHER}".split(";"))
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))


@pytest.fixture(scope="module", params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[request.param]


def check(text: str, claims: Claims) -> None:
    """The claims are what schemas and guidelines allow, and every quote is its slice."""
    names = [person.name for person in claims.people]
    assert len(names) == len(set(names))
    assert {person.capacity for person in claims.people} <= set(terms("capacities"))
    for event in claims.events:
        assert event.type in terms("event_types")
        assert set(event.people) <= set(names)
        assert bool(event.people) != bool(event.group)
        assert event.date is None or is_edtf(event.date)
    for count in claims.counts:
        assert count.measure in measures()
        assert count.as_of is None or is_edtf(count.as_of)
    for claim in claims:
        assert claim.passages
        assert all(text[passage.start : passage.end] == passage.quote for passage in claim.passages)


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


@pytest.mark.parametrize(
    "unit",
    [
        "Police arrested Tomas Verel and 40 students on 3 May, and he was freed, they said. ",
        "Tomas Verel, Ana Lisko, ",
        "arrested ",
        "40 ",
        "arrestedarrested",
        "(\n\n",
    ],
    ids=["story", "names", "act", "number", "one word", "marks"],
)
def test_time_grows_with_length_only(engine: Engine, unit: str) -> None:
    engine.read(unit, PUBLISHED)
    short, long = (unit * (size // len(unit)) for size in (8_000, 40_000))
    assert seconds(engine, long) < 5 * 2.5 * seconds(engine, short) + 0.2


def seconds(engine: Engine, text: str) -> float:
    started = time.process_time()
    check(text, engine.read(text, PUBLISHED))
    return time.process_time() - started
