"""An empty dataset."""

import re
import tomllib
from pathlib import Path

import pytest

from flows.errors import CallFault
from flows.ingest.dataset import read_dataset
from flows.ingest.documents import Ingested, read_documents
from flows.ingest.init import init
from flows.ingest.record_sidecar import RecordSidecar
from flows.ingest.records import Noted, read_records
from flows.ingest.sidecar import Sidecar
from tests.ingest.builders import put


def test_an_empty_dataset_can_be_read(tmp_path: Path) -> None:
    written = init(tmp_path / "mine")
    assert all(path.exists() for path in written)
    raw = tmp_path / "mine/raw"
    assert read_dataset(raw).title
    assert read_documents(raw) == Ingested((), ())
    assert read_records(raw) == Noted()


def test_the_examples_are_sidecars_with_every_key(tmp_path: Path) -> None:
    init(tmp_path)
    example = (tmp_path / "raw/example-sidecar.toml").read_text()
    Sidecar.model_validate(tomllib.loads(example))
    assert set(Sidecar.model_fields) == set(re.findall(r"^(?:# )?(\w+) = ", example, re.MULTILINE))
    RecordSidecar.model_validate(tomllib.loads((tmp_path / "raw/example-record.toml").read_text()))


def test_nothing_is_written_where_something_is(tmp_path: Path) -> None:
    put(tmp_path, "mine/notes.txt", "x")
    with pytest.raises(CallFault, match="not empty"):
        init(tmp_path / "mine")
    with pytest.raises(CallFault, match="it is a file"):
        init(tmp_path / "mine/notes.txt")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_a_folder_that_may_not_be_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(CallFault, match="Permission denied"):
        init(tmp_path)
