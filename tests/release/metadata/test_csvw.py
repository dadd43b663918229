"""The metadata of the CSV export, checked by csvw on the files of the export."""

import shutil
from pathlib import Path

import pytest
from csvw import CSVW

from flows.release.contents import schemas
from flows.release.export import export
from flows.release.metadata.csvw import NAME, csvw
from flows.release.metadata.files import as_json


@pytest.fixture(scope="module")
def exported(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The CSV files and their metadata."""
    target = tmp_path_factory.mktemp("csvw") / "csv"
    export(release, "csv", target)
    (target / NAME).write_text(as_json(csvw(release)), encoding="utf-8")
    return target


def test_only_columns_that_are_never_null_refer(release: Path) -> None:
    referring = {
        (table["url"], key["columnReference"])
        for table in csvw(release)["tables"]
        for key in table["tableSchema"].get("foreignKeys", [])
    }
    assert referring == {
        ("counts.csv", "document_id"),
        ("event_people.csv", "event_id"),
        ("event_people.csv", "person_id"),
        ("evidence.csv", "document_id"),
        ("unsure.csv", "person_id"),
        ("unsure.csv", "other_id"),
    }


def is_right(folder: Path) -> bool:
    """Whether csvw finds nothing wrong: some faults it logs, at others it stops."""
    try:
        return bool(CSVW(str(folder / NAME), validate=True).is_valid)
    except ValueError:
        return False


def test_the_files_are_as_described(exported: Path) -> None:
    found = CSVW(str(exported / NAME), validate=True)
    assert found.is_valid, found.warnings
    assert not found.warnings
    assert [Path(table.local_name).stem for table in found.t.tables] == sorted(schemas())


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("people", ",released,", ",flown,"),
        ("people", "per_", "prs_"),
        ("counts", ",41,", ",-41,"),
        ("documents", "2031-05-09", "9 May"),
        ("events", '"[""doc_', '"[doc_'),
    ],
)
def test_a_wrong_value_is_found(exported: Path, tmp_path: Path, table: str, old: str, new: str) -> None:
    copy = Path(shutil.copytree(exported, tmp_path / "copy"))
    path = copy / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert not is_right(copy)
