"""datapackage.json, checked by frictionless: the descriptor, and every row against it."""

import json
import shutil
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from frictionless import Package, validate

from flows.release.checksums import digest
from flows.release.metadata.datapackage import slug
from schemas.tables import MODELS, arrow_schema
from tests.release.invented import EVENTS, PEOPLE


def test_the_package_and_its_rows_are_valid(release: Path) -> None:
    report = validate(str(release / "datapackage.json"))
    assert report.flatten(["type", "note"]) == []
    assert report.stats["tasks"] == len(list(release.glob("*.parquet")))


def test_every_column_is_described(release: Path) -> None:
    package = Package(str(release / "datapackage.json"))
    for name in MODELS:
        fields = package.get_resource(name).schema.fields
        assert [field.name for field in fields] == arrow_schema(name).names
        assert all(field.description for field in fields)


def test_keys_and_references_are_those_of_the_schemas(release: Path) -> None:
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    assert schemas["event_people"]["primaryKey"] == ["event_id", "person_id"]
    assert schemas["vocabularies"]["primaryKey"] == ["vocabulary", "term"]
    assert "primaryKey" not in schemas["rejected"]
    assert {
        (name, *key["fields"], key["reference"]["resource"], *key["reference"]["fields"])
        for name, schema in schemas.items()
        for key in schema.get("foreignKeys", [])
    } == {
        ("counts", "document_id", "documents", "document_id"),
        ("event_people", "event_id", "events", "event_id"),
        ("event_people", "person_id", "people", "person_id"),
        ("unsure", "person_id", "people", "person_id"),
        ("unsure", "other_id", "people", "person_id"),
        ("evidence", "document_id", "documents", "document_id"),
        ("people", "status_event_id", "events", "event_id"),
    }


@pytest.mark.parametrize(
    ("table", "row", "kind"),
    [
        ("event_people", {"event_id": EVENTS["arrest"], "person_id": "per_" + "a" * 16}, "foreign-key"),
        ("event_people", {"event_id": EVENTS["arrest"], "person_id": PEOPLE["Zoë Tarn"]}, "primary-key"),
        ("redirects", {"old_id": "per_a", "new_id": "", "since": "1.0.0"}, "constraint-error"),
    ],
)
def test_a_wrong_row_is_found(release: Path, tmp_path: Path, table: str, row: dict[str, str], kind: str) -> None:
    copy = Path(shutil.copytree(release, tmp_path / "copy"))
    path = copy / f"{table}.parquet"
    rows = pl.concat([pl.read_parquet(path), pl.DataFrame([row])])
    pq.write_table(rows.to_arrow().cast(arrow_schema(table)), path)
    text = (copy / "datapackage.json").read_text(encoding="utf-8")
    text = text.replace(digest(release / path.name), digest(path))
    (copy / "datapackage.json").write_text(text, encoding="utf-8")
    assert [found for (found,) in validate(str(copy / "datapackage.json")).flatten(["type"])] == [kind]


def test_a_changed_file_is_found(release: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(release, tmp_path / "copy"))
    shutil.copy(copy / "events.parquet", copy / "people.parquet")
    assert not validate(str(copy / "datapackage.json")).valid


@pytest.mark.parametrize(
    ("title", "name"), [("Held in Veldania: 2031!", "held-in-veldania-2031"), ("Ветка", "vetka"), ("—", "dataset")]
)
def test_a_name_for_machines(title: str, name: str) -> None:
    assert slug(title) == name
