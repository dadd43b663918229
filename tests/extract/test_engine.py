"""The engine: claims of whole documents, the same whatever the order and the batch."""

from datetime import date

import pytest

from flows.extract.claims import Claims
from flows.extract.engine import Engine

PUBLISHED = date(2031, 5, 21)
STORY = """HARBOUR CITY, 21 May 2031 - Police arrested the poet Tomas Verel on 3 May 2031.

He was sentenced to six years on Monday, said his lawyer, Ana Lisko. More than 900 people remain behind bars.

"He must be released," Ms Lisko added. She was not arrested."""


@pytest.fixture(scope="module", params=[Engine(), Engine(encoder=None)], ids=["encoder", "rules"])
def engine(request: pytest.FixtureRequest) -> Engine:
    found = request.param
    assert isinstance(found, Engine)
    return found


def test_a_story_is_read(engine: Engine) -> None:
    claims = engine.read(STORY, PUBLISHED)
    assert [(person.name, person.capacity) for person in claims.people] == [
        ("Tomas Verel", "subject"),
        ("Ana Lisko", "source"),
    ]
    assert [(event.type, event.people, event.date) for event in claims.events] == [
        ("arrest", ("Tomas Verel",), "2031-05-03"),
        ("conviction", ("Tomas Verel",), "2031-05-19"),
    ]
    assert [(count.measure, count.value, count.qualifier, count.as_of) for count in claims.counts] == [
        ("held", 900, "more_than", "2031-05-21")
    ]


def test_every_quote_is_its_slice(engine: Engine) -> None:
    passages = [passage for claim in engine.read(STORY, PUBLISHED) for passage in claim.passages]
    assert passages
    assert all(STORY[passage.start : passage.end] == passage.quote for passage in passages)


def test_order_and_batch_change_nothing(engine: Engine) -> None:
    documents = [(STORY, PUBLISHED), ("It rained.", None), (STORY.upper(), PUBLISHED)]
    together = list(engine.read_many(documents))
    assert together == [engine.read(*document) for document in documents]
    assert together[::-1] == list(engine.read_many(documents[::-1]))


def test_a_text_without_claims_has_none(engine: Engine) -> None:
    assert engine.read("The orchestra played a waltz in the park, and the audience applauded.", PUBLISHED) == Claims()


def test_the_version_tells_the_engines_apart() -> None:
    assert Engine().version != Engine(encoder=None).version
