"""What keeps a release from being made again is told."""

import json
from pathlib import Path

import pytest

from flows.errors import DataFault
from flows.rebuild import rebuild
from flows.release.provenance import NAME
from flows.release.version import Version
from flows.release.write import write_release
from tests.release.invented import DATASET, PROVENANCE, invented


def test_the_release_before_is_missing(tmp_path: Path) -> None:
    release = write_release(invented(), tmp_path / "curated", Version(1, 1, 0), PROVENANCE, DATASET)
    (release / NAME).write_text(json.dumps({**PROVENANCE, "previous": "1.0.0"}))
    with pytest.raises(DataFault, match="it is missing, and its ids are handed on") as told:
        rebuild(tmp_path, release)
    assert told.value.where == str(release.with_name("1.0.0"))
