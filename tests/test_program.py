from pathlib import Path

import pytest

from flows.program import library_digest, program_digest


def test_the_digest_of_a_program_is_that_of_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "invented_package"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "data" / "words.csv").write_text("word\narrest\n")
    monkeypatch.syspath_prepend(tmp_path)
    before = program_digest("invented_package")
    program_digest.cache_clear()
    assert program_digest("invented_package") == before
    (package / "data" / "words.csv").write_text("word\nrelease\n")
    program_digest.cache_clear()
    assert program_digest("invented_package") != before


def test_another_version_of_a_library_changes_the_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = library_digest()
    described = tmp_path / "invented_library-1.0.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: invented-library\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert library_digest() != before
