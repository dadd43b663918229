"""The views and macros of habeas.sql answer the first questions, from the folder of the release and from elsewhere."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.release.name_words import name_words
from flows.release.query import open_release
from flows.release.readme import examples
from flows.release.sql import quoted, views
from flows.release.version import Version
from flows.release.write import write_release
from schemas.tables import empty, frame
from tests.release.invented import COUNTS, DATASET, EVENTS, PEOPLE, PROVENANCE, TEXTS, count, event, person, rows

ROOT = Path(__file__).parents[2]


@pytest.fixture
def connection(release: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The release, open."""
    with open_release(release) as opened:
        yield opened


def ask(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    """The rows that a query gives."""
    return pl.DataFrame(connection.sql(sql).to_arrow_table()).to_dicts()


@settings(max_examples=20)  # each example opens DuckDB
@given(text=st.text())
def test_a_literal_is_its_text(text: str) -> None:
    text = text.replace("\0", "")
    with duckdb.connect() as plain:
        assert plain.execute(f"SELECT {quoted(text)}").fetchone() == (text,)


def test_it_is_read_in_its_folder(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(release)
    with duckdb.connect() as plain:
        plain.execute((release / "habeas.sql").read_text(encoding="utf-8"))
        assert len(ask(plain, "FROM held_over_time")) == 3


def test_it_is_read_from_elsewhere(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as plain:
        plain.execute(f"SET file_search_path = {quoted(str(release))}")
        plain.execute((release / "habeas.sql").read_text(encoding="utf-8"))
        assert len(ask(plain, "FROM person_timeline")) == 3
        silent = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
        assert ask(plain, silent) == []
        assert ask(plain, "SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL") == []


def test_each_view_describes_its_columns(connection: duckdb.DuckDBPyConnection) -> None:
    for view in views():
        if view.kind == "VIEW":
            assert list(view.columns) == connection.sql(f"FROM {view.name}").columns


def test_claims_lead_to_their_words(connection: duckdb.DuckDBPyConnection) -> None:
    claims = ask(connection, "FROM claims")
    assert len(claims) == len(rows()["evidence"])
    assert all(claim["quote"] is None or claim["quote"] in "".join(TEXTS.values()) for claim in claims)
    (arrest,) = (claim for claim in claims if claim["row_id"] == EVENTS["arrest"])
    assert arrest["statement"] == "arrest, 2031-05-03, VE"
    assert arrest["url"] == "https://example.org/first"


def test_claims_of_the_whole_contradict_each_other(connection: duckdb.DuckDBPyConnection) -> None:
    (pair,) = ask(connection, "FROM contradictions")
    assert (pair["row_id"], pair["other_row_id"]) == (COUNTS["31"], COUNTS["over 40"])
    assert pair["same_day"]
    opposed = {row["count_id"]: row["contradicted_by"] for row in ask(connection, "FROM held_over_time")}
    assert opposed == {COUNTS["31"]: [COUNTS["over 40"]], COUNTS["over 40"]: [COUNTS["31"]], COUNTS["part"]: []}


BOUNDS = st.tuples(st.none() | st.integers(0, 4), st.none() | st.integers(4, 9)) | st.integers(0, 9).map(
    lambda n: (n, n)
)
DAYS = st.tuples(st.integers(1, 9), st.integers(1, 9)).map(sorted)


@settings(max_examples=20)  # each example opens DuckDB
@given(claims=st.tuples(*[st.tuples(BOUNDS, DAYS, st.sampled_from(["VE", None, "XX"]))] * 2))
def test_a_contradiction_is_no_common_number_on_a_common_day(claims: Any) -> None:
    found = [
        count(
            name, "page", value=0, qualifier="exact", lower=lower, upper=upper, country=country,
            as_of_first=date(2031, 5, first), as_of_last=date(2031, 5, last),
        )
        for name, ((lower, upper), (first, last), country) in zip(("31", "over 40"), claims, strict=True)
    ]  # fmt: skip
    numbers, days = (
        [set(range(lower or 0, (10 if upper is None else upper) + 1)) for (lower, upper), _, _ in claims],
        [set(range(first, last + 1)) for _, (first, last), _ in claims],
    )
    same_country = claims[0][2] is not None and claims[0][2] == claims[1][2]
    expected = same_country and not numbers[0] & numbers[1] and bool(days[0] & days[1])
    (view,) = (view for view in views() if view.name == "contradictions")
    with duckdb.connect() as connection:
        for table, data in {**empty(), "counts": frame("counts", found)}.items():
            connection.register(table, data.to_arrow())
        connection.execute(view.statement)
        pairs = ask(connection, "FROM contradictions")
    assert len(pairs) == expected
    assert all(pair["same_day"] == (len(days[0]) == len(days[1]) == 1) for pair in pairs)


def test_a_timeline_is_in_order(connection: duckdb.DuckDBPyConnection) -> None:
    timeline = ask(connection, f"FROM person_timeline WHERE person_id = '{PEOPLE['Zoë Tarn']}'")
    assert [row["type"] for row in timeline] == ["arrest", "release"]


def test_the_latest_status_has_its_words(connection: duckdb.DuckDBPyConnection) -> None:
    statuses = ask(connection, "FROM latest_status")
    assert {row["name"] for row in statuses} == set(PEOPLE)
    assert all(row["quotes"] == ["released on 9 May 2031"] for row in statuses)


def test_the_evidence_of_a_row(connection: duckdb.DuckDBPyConnection) -> None:
    (shown,) = ask(connection, f"FROM evidence_of('{EVENTS['release']}')")
    assert (shown["quote"], shown["suffix"]) == ("released on 9 May 2031", ".")


@pytest.mark.parametrize(("day", "found"), [("2031-05-03", {"arrest"}), ("2031-05-09", {"release", "held exact 31"})])
def test_on_day(connection: duckdb.DuckDBPyConnection, day: str, found: set[str]) -> None:
    assert {row["what"] for row in ask(connection, f"FROM on_day(DATE '{day}')")} >= found


@pytest.mark.parametrize(
    "words",
    ["zoe", "ZOË", "tarn zoe", "  tarn ", "Zoe Tarn", "Тарн", "Tarnn Zoya", "Zoe Petrovna Tarn", "טרן", "Z. Tarn"],
)
def test_search_person(connection: duckdb.DuckDBPyConnection, words: str) -> None:
    (person,) = ask(connection, f"FROM search_person('{words}')")
    assert person["name"] == "Zoë Tarn"


def test_search_person_finds_no_other(connection: duckdb.DuckDBPyConnection) -> None:
    assert ask(connection, "FROM search_person('Venn')") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Шчарбакоўскі", "Shcharbakouski"),
        ("Жук", "Zhuk"),
        ("Ветлянскі", "Vietlanski"),
        ("Вєтлянський", "Vetlianskyi"),
        ("ვეტლაძე", "Vetladze"),
        ("Վետլյան", "Vetlyan"),
        ("Βετλιανος", "Vetlianos"),
        ("וטליאנצקי", "Vetliantski"),
    ],
)
def test_scripts_and_spellings_have_one_key(one: str, other: str) -> None:
    keys = [view.statement for view in views() if view.name == "name_key"]
    with duckdb.connect() as connection:
        connection.execute(keys[0])
        found = connection.execute("SELECT jaro_winkler_similarity(name_key(?), name_key(?))", [one, other]).fetchone()
    assert found is not None
    assert found[0] > 0.9


def search(names: Sequence[str]) -> duckdb.DuckDBPyConnection:
    """A connection in which search_person finds people of these names, each with its name for an id."""
    connection = duckdb.connect()
    people = [{**person("Zoë Tarn"), "name": name, "person_id": name} for name in names]
    for table, data in {"people": frame("people", people), "name_words": name_words()}.items():
        connection.register(table, data.to_arrow())
    for view in views():
        if view.name.startswith("name_") or view.name == "search_person":
            connection.execute(view.statement)
    return connection


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Nikolai Vetlov", "Mikalai Vetlou"),
        ("Николай Ветлов", "Mikalai Vetlou"),
        ("Vetlov Kolya", "Mikalai Vetlou"),
        ("Николай Иванович Ветлов", "Mikalai Vetlou"),
        ("Tikhan Vetlovsky", "Tsikhan Vietlouski"),
        ("李卓文", "Lee Cheuk-man"),
        ("李卓文", "Li Zhuowen"),
        ("Li Zhuowen", "李卓文"),
        ("نبيل فرحات", "Nabil Farhat"),
        ("Nabil al-Farhat", "Nabeel Farhat"),
    ],
)
def test_search_person_finds_other_forms(words: str, name: str) -> None:
    names = [name, "Orla Brennan", "Tomas Kral", "Wang Wei"]
    with search(names) as connection:
        assert [row["name"] for row in ask(connection, f"FROM search_person({quoted(words)})")] == [name]


# Of pairs of spellings of one name, those of which search_person finds the one by the other. The matcher finds 87%.
RECALL = 0.88


def test_search_person_finds_most_spellings() -> None:
    path = ROOT / "tests" / "gold" / "names" / "dev.tsv"
    pairs = pl.read_csv(path, separator="\t", quote_char=None).filter(same=1).select("name_a", "name_b").rows()
    with search([name for name, _ in pairs]) as connection:
        found = [
            (name,) in connection.execute("SELECT name FROM search_person(?)", [words]).fetchall()
            for name, words in pairs
        ]
    assert sum(found) / len(found) >= RECALL


def test_search_person_takes_any_text() -> None:
    with search(["Zoë Tarn"]) as connection:

        @settings(max_examples=20, deadline=None)  # each takes some tenth of a second
        @given(words=st.text())
        def takes(words: str) -> None:
            assert len(connection.execute("FROM search_person(?)", [words.replace("\0", "")]).fetchall()) <= 1

        takes()


@pytest.mark.parametrize("example", examples(), ids=lambda example: str(example["question"]))
def test_each_example_of_the_readme_runs(connection: duckdb.DuckDBPyConnection, example: dict[str, str]) -> None:
    assert connection.sql(example["sql"]).columns


def test_names_cannot_break_out(tmp_path: Path, tables: dict[str, pl.DataFrame]) -> None:
    name = "'); DROP TABLE people; --\n\"=1+1|`"
    people = tables["people"].with_columns(name=pl.lit(name))
    release = write_release({**tables, "people": people}, tmp_path, Version(1, 0, 0), PROVENANCE, DATASET)
    with open_release(release) as connection:
        assert {row["name"] for row in ask(connection, "FROM people")} == {name}


def dates_of(kind: str, one: str, other: str, documents: tuple[str, str]) -> list[dict[str, Any]]:
    """The contradictions of two events of one kind, told of one person by two documents on two dates."""
    pair = zip(EVENTS.values(), (one, other), documents, strict=True)
    found = [{**event("arrest", day, name), "event_id": event_id, "type": kind} for event_id, day, name in pair]
    done = [{"event_id": event_id, "person_id": PEOPLE["Zoë Tarn"]} for event_id in EVENTS.values()]
    tables = {**empty(), "events": frame("events", found), "event_people": frame("event_people", done)}
    (view,) = (view for view in views() if view.name == "contradictions")
    with duckdb.connect() as connection:
        for table, data in tables.items():
            connection.register(table, data.to_arrow())
        connection.execute(view.statement)
        return ask(connection, "FROM contradictions")


@pytest.mark.parametrize(
    ("kind", "other", "documents", "expected"),
    [
        ("arrest", "2031-05-09", ("first", "second"), [6]),
        ("arrest", "2031-05", ("first", "second"), []),
        ("arrest", "2031-05-09", ("first", "first"), []),
        ("arrest", "2032-01", ("first", "second"), []),
        ("death", "2032-01", ("first", "second"), [243]),
    ],
)
def test_dates_of_one_act_contradict_each_other(
    kind: str, other: str, documents: tuple[str, str], expected: list[int]
) -> None:
    assert [row["days_apart"] for row in dates_of(kind, "2031-05-03", other, documents)] == expected
