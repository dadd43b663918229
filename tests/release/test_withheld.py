"""A person who is withdrawn leaves no trace in the changes but a number."""

from pathlib import Path

import polars as pl
import pytest

from flows.release.checksums import tables_digest
from flows.release.compare import compare, diff
from flows.release.version import Version
from flows.release.withheld import withhold
from flows.release.write import write_release
from schemas.tables import MODELS
from tests.release.invented import DATASET, EVENTS, PEOPLE, PROVENANCE

LEE = PEOPLE['O\'Brian "=Lee"']


def names_lee(text: str) -> bool:
    """Whether a text names the withdrawn person."""
    return "Lee" in text


def since(release: Path) -> dict[str, object]:
    """What the release after another one says of how it was made."""
    return {**PROVENANCE, "previous": release.name, "previous_sha256": tables_digest(release)}


@pytest.fixture
def without(release: Path, tables: dict[str, pl.DataFrame]) -> Path:
    """The next release: one of the people is left out of every table, and a status of the other was corrected."""
    others = {
        "people": tables["people"].filter(pl.col("person_id") != LEE).with_columns(status_date=pl.lit("2031-05")),
        "event_people": tables["event_people"].filter(pl.col("person_id") != LEE),
        "evidence": tables["evidence"]
        .filter(pl.col("row_id") != LEE)
        .with_columns(pl.col("prefix").str.replace_all('O\'Brian "=Lee"', "[withdrawn]", literal=True)),
        "unsure": tables["unsure"].clear(),
    }
    return write_release(
        {**tables, **others}, release.parent, Version(1, 0, 1), since(release), DATASET, withdrawn=names_lee
    )


def test_only_the_number_is_told(without: Path) -> None:
    found = pl.read_parquet(without / "changes.parquet")
    withdrawn = dict(found.filter(change="withdrawn").select("table", "rows").iter_rows())
    assert withdrawn == {"people": 1, "event_people": 1, "evidence": 2, "unsure": 1}
    assert found.filter(change="withdrawn")["row_id"].null_count() == len(withdrawn)
    assert found.filter(pl.col("change") != "withdrawn").select("table", "column").rows() == [("people", "status_date")]


def test_no_file_of_the_changes_names_the_person(release: Path, without: Path) -> None:
    text = (without / "CHANGES.md").read_text(encoding="utf-8")
    values = pl.read_parquet(without / "changes.parquet").write_json()
    known = {LEE, "Lee", *pl.read_parquet(release / "evidence.parquet").filter(row_id=LEE)["evidence_id"]}
    assert [word for word in known if word in text or word in values] == []
    assert "| people | withdrawn |  | 1 |" in text


def test_events_of_the_person_are_not_told(release: Path, without: Path) -> None:
    last = {name: pl.read_parquet(release / f"{name}.parquet") for name in MODELS}
    events = pl.read_parquet(without / "events.parquet").with_columns(source=pl.lit("a lawyer"))
    events.write_parquet(without / "events.parquet")
    told = withhold(compare(release, without), last, names_lee).filter(table="events")
    assert told.select("row_id", "change", "rows").rows() == [
        (EVENTS["arrest"], "changed", 1),
        (None, "withdrawn", 1),
    ]


def test_a_comparison_tells_no_more_than_the_changes(release: Path, without: Path) -> None:
    with diff(release, without) as changes:
        assert changes.pl().equals(pl.read_parquet(without / "changes.parquet"))


def test_nor_does_one_over_several_releases(release: Path, without: Path) -> None:
    tables = {name: pl.read_parquet(without / f"{name}.parquet") for name in MODELS}
    corrected = tables["people"].with_columns(country=pl.lit("XX"), status_date=pl.lit("2031"))
    fewer = {**tables, "people": corrected, "counts": tables["counts"][1:]}
    last = write_release(fewer, release.parent, Version(1, 0, 2), since(without), DATASET)
    with diff(release, last) as changes:
        found = changes.pl()
    withdrawn = dict(found.filter(change="withdrawn").select("table", "rows").iter_rows())
    assert withdrawn == {"people": 1, "event_people": 1, "evidence": 2, "unsure": 1}
    told = found.filter(pl.col("change") != "withdrawn").select("table", "change", "column", "new").rows()
    assert told == [
        ("counts", "removed", None, None),
        ("people", "changed", "country", "XX"),
        ("people", "changed", "status_date", "2031"),
    ]


def test_between_releases_of_no_one_line_all_is_told(release: Path, without: Path) -> None:
    with diff(without, release) as changes:
        assert changes.pl().filter(change="withdrawn").is_empty()
