from pathlib import Path

import pytest

from flows.last_run import inputs, is_done, remember
from flows.release.checksums import write_checksums


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "curated" / "1.0.0"
    folder.mkdir(parents=True)
    (folder / "README.md").write_text("words")
    write_checksums(folder)
    return folder


def test_a_run_is_done_when_all_is_as_it_was(tmp_path: Path, release: Path) -> None:
    assert not is_done(tmp_path, "inputs", release)
    remember(tmp_path, "inputs", release)
    assert is_done(tmp_path, "inputs", release)
    assert not is_done(tmp_path, "other inputs", release)


def test_a_run_is_not_done_when_the_release_is_another(tmp_path: Path, release: Path) -> None:
    remember(tmp_path, "inputs", release)
    (release / "README.md").write_text("other words")
    write_checksums(release)
    assert not is_done(tmp_path, "inputs", release)


def test_the_inputs_are_those_of_the_raw_folder_and_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = inputs(tmp_path)
    (tmp_path / "a.txt").write_text("words")
    with_file = inputs(tmp_path)
    monkeypatch.setattr("flows.last_run.program_digest", lambda *_: "changed")
    assert len({before, with_file, inputs(tmp_path)}) == 3
