from collections.abc import Callable
from pathlib import Path

import pytest

from flows.errors import DataFault
from flows.release.provenance import read_provenance, tree_digest


def _rename(folder: Path) -> None:
    (folder / "a.txt").rename(folder / "b.txt")


def _edit(folder: Path) -> None:
    (folder / "a.txt").write_text("other words")


def _move_link(folder: Path) -> None:
    (folder / "link.txt").unlink()
    (folder / "link.txt").symlink_to("elsewhere.txt")


def _add_below(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "c.txt").touch()


@pytest.mark.parametrize("change", [_rename, _edit, _move_link, _add_below])
def test_any_change_of_a_folder_changes_its_digest(tmp_path: Path, change: Callable[[Path], None]) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "link.txt").symlink_to("a.txt")
    before = tree_digest(tmp_path)
    assert tree_digest(tmp_path) == before
    change(tmp_path)
    assert tree_digest(tmp_path) != before


def test_a_digest_is_told_of_any_name_and_of_what_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b\udcff.txt").write_text("words")
    plain = tree_digest(tmp_path)

    def refuse(_path: Path) -> str:
        raise PermissionError

    monkeypatch.setattr("flows.release.provenance.digest", refuse)
    assert tree_digest(tmp_path) != plain


def test_facts_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "provenance.json").write_text("{")
    with pytest.raises(DataFault, match=r"provenance\.json: it is not JSON"):
        read_provenance(tmp_path)
