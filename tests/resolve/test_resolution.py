"""Documents in any order, at once or one release after the other, give the same people, events and ids."""

import random
from collections.abc import Sequence

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from flows.extract.claims import Claims, Reading
from flows.ingest.document import Document
from flows.resolve.identity import Identity, identity_of
from flows.resolve.resolution import resolve
from schemas.edtf import bounds
from schemas.tables import MODELS
from tests.resolve.builders import Text, Told, document, told

NAMES = ["Ada Lovel", "Ben Kor", "Cyd Mar", "Ádá Lovél"]
DATES = [None, "2030", "2030-05", "2030-05-03", "2030-06-01", "2030-05-03/2030-06-02"]
TYPES = ["arrest", "release", "conviction"]

Corpus = list[tuple[Document, Reading]]


def tables_of(corpus: Corpus, last: Identity | None = None) -> dict[str, pl.DataFrame]:
    documents, readings = [one for one, _ in corpus], [one for _, one in corpus]
    return resolve(documents, readings, [], last or Identity())


events = st.tuples(
    st.sampled_from(TYPES), st.sampled_from(DATES), st.lists(st.sampled_from(NAMES), max_size=2, unique=True)
)


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    contents = draw(
        st.lists(st.tuples(st.lists(events, max_size=3), st.lists(st.integers(1, 9), max_size=2)), max_size=5)
    )
    return [told(number, acts, counts) for number, (acts, counts) in enumerate(contents)]


def row_of(frame: pl.DataFrame, **values: object) -> dict[str, object]:
    return frame.row(by_predicate=pl.all_horizontal(pl.col(key) == value for key, value in values.items()), named=True)


def resolved(*documents: Sequence[Told]) -> dict[str, pl.DataFrame]:
    return tables_of([told(number, acts) for number, acts in enumerate(documents)])


@given(corpora(), st.randoms())
def test_order_of_documents_does_not_matter(corpus: Corpus, chance: random.Random) -> None:
    shuffled = chance.sample(corpus, len(corpus))
    for table, rows in tables_of(corpus).items():
        assert_frame_equal(tables_of(shuffled)[table], rows)


@given(corpora())
def test_every_table_passes_its_schema(corpus: Corpus) -> None:
    for table, rows in tables_of(corpus).items():
        MODELS[table].validate(rows, lazy=True)


@given(corpora(), st.integers(0, 5))
def test_ids_of_the_last_release_stay_or_redirect(corpus: Corpus, cut: int) -> None:
    first = tables_of(corpus[:cut])
    second = tables_of(corpus, identity_of(first))
    redirects = dict(second["redirects"].select("old_id", "new_id").iter_rows())
    for table, column in (("people", "person_id"), ("events", "event_id"), ("counts", "count_id")):
        now = set(second[table][column])
        assert {redirects.get(row_id, row_id) for row_id in first[table][column]} <= now
        assert not now & set(redirects)


@given(corpora())
def test_the_same_documents_again_change_nothing(corpus: Corpus) -> None:
    first = tables_of(corpus)
    second = tables_of(corpus, identity_of(first))
    for table, rows in first.items():
        assert_frame_equal(second[table], rows)


@given(corpora())
def test_every_claim_is_evidence_of_a_row(corpus: Corpus) -> None:
    passages = {
        (reading.document_id, passage.quote)
        for _, reading in corpus
        for claim in reading.claims
        for passage in claim.passages
    }
    kept = set(tables_of(corpus)["evidence"].select("document_id", "quote").iter_rows())
    assert kept == passages


def test_one_act_told_twice_is_one_event_with_the_precise_date() -> None:
    tables = resolved([("arrest", "2030-05", ["Ada Lovel"])], [("arrest", "2030-05-03", ["Ada Lovel"])])
    assert tables["events"]["date"].to_list() == ["2030-05-03"]
    assert tables["evidence"].filter(table="events").height == 2


def test_dates_that_contradict_stay_two_events() -> None:
    tables = resolved([("arrest", "2030-05-03", ["Ada Lovel"])], [("arrest", "2030-06-01", ["Ada Lovel"])])
    assert tables["events"].height == 2


def test_two_acts_of_one_text_stay_two_events() -> None:
    assert resolved([("arrest", "2030", ["Ada Lovel"]), ("arrest", None, ["Ada Lovel"])])["events"].height == 2


def test_a_claim_that_fits_two_acts_stays_apart() -> None:
    tables = resolved(
        [("arrest", "2030-05-03", ["Ada Lovel"])],
        [("arrest", "2030-06-01", ["Ada Lovel"])],
        [("arrest", "2030", ["Ada Lovel"])],
    )
    assert tables["events"].height == 3


def test_names_that_differ_by_diacritics_are_one_person() -> None:
    people = resolved([("arrest", None, ["Ada Lovel"])], [("arrest", None, ["Ádá Lovél"])])["people"]
    assert people["other_names"].to_list() == [["Ádá Lovél"]]


def test_a_single_name_stays_with_its_document() -> None:
    assert resolved([("arrest", None, ["Ada"])], [("arrest", None, ["Ada"])])["people"].height == 2


def test_namesakes_in_two_countries_are_two_people() -> None:
    corpus: Corpus = []
    for number, country in enumerate(["BY", "VE"]):
        text = Text()
        claims = Claims((text.person("Ada Lovel"),), (text.event("arrest", None, ["Ada Lovel"], country),))
        corpus.append((made := document(number, text.text), Reading(made.document_id, claims)))
    assert set(tables_of(corpus)["people"]["country"]) == {"BY", "VE"}


def test_a_person_has_the_days_of_the_documents() -> None:
    people = resolved([("arrest", None, ["Ada Lovel"])], [("release", None, ["Ada Lovel"])])["people"]
    person = row_of(people, name="Ada Lovel")
    assert (str(person["first_seen"]), str(person["last_seen"])) == ("2031-01-01", "2031-01-02")


@given(st.sampled_from([value for value in DATES if value]))
def test_plain_dates_of_an_event_are_those_of_its_date(value: str) -> None:
    event = resolved([("arrest", value, ["Ada Lovel"])])["events"].row(0, named=True)
    assert (event["date_first"], event["date_last"]) == bounds(value)


def test_a_quote_that_is_not_its_slice_stops_the_run() -> None:
    made, reading = told(1, [("arrest", None, ["Ada Lovel"])])
    other = document(1, "Another text altogether, as long as the one that was read.")
    with pytest.raises(ValueError, match=made.document_id):
        resolve([other], [reading], [], Identity())
