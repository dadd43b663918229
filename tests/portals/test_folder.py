"""A folder as a portal: whole or not at all, once, and the same to the byte."""

from pathlib import Path

import pytest

from flows.errors import CallFault, DataFault
from flows.portals.folder import publish_to_folder
from flows.release.checksums import write_checksums


@pytest.fixture
def release(tmp_path: Path) -> Path:
    made = tmp_path / "curated" / "1.0.0"
    made.mkdir(parents=True)
    (made / "people.parquet").write_bytes(b"PAR1 people")
    (made / "README.md").write_text("# Read me", encoding="utf-8")
    write_checksums(made)
    return made


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_file_is_there_and_latest_leads_to_it(release: Path, tmp_path: Path) -> None:
    publication = publish_to_folder(release, tmp_path / "portal")
    assert publication.new
    assert bytes_of(tmp_path / "portal" / "latest") == bytes_of(release)


def test_a_second_call_changes_nothing(release: Path, tmp_path: Path) -> None:
    publish_to_folder(release, tmp_path / "portal")
    assert not publish_to_folder(release, tmp_path / "portal").new


def test_an_older_release_does_not_become_the_latest(release: Path, tmp_path: Path) -> None:
    newer = release.rename(release.with_name("1.1.0"))
    publish_to_folder(newer, tmp_path / "portal")
    publish_to_folder(newer.rename(newer.with_name("1.0.0")), tmp_path / "portal")
    assert (tmp_path / "portal" / "latest").resolve().name == "1.1.0"


def test_another_release_under_the_same_version_is_refused(release: Path, tmp_path: Path) -> None:
    publish_to_folder(release, tmp_path / "portal")
    (release / "README.md").write_text("# Another", encoding="utf-8")
    write_checksums(release)
    with pytest.raises(CallFault, match="another release"):
        publish_to_folder(release, tmp_path / "portal")


def test_a_damaged_release_is_not_published(release: Path, tmp_path: Path) -> None:
    (release / "people.parquet").write_bytes(b"PAR1 peeple")
    with pytest.raises(DataFault, match=r"people\.parquet"):
        publish_to_folder(release, tmp_path / "portal")
    assert not (tmp_path / "portal").exists()


def test_a_damaged_publication_is_found(release: Path, tmp_path: Path) -> None:
    place = publish_to_folder(release, tmp_path / "portal").place
    (place / "README.md").write_text("# Changed", encoding="utf-8")
    with pytest.raises(DataFault, match=r"README\.md"):
        publish_to_folder(release, tmp_path / "portal")


def test_a_copy_that_does_not_read_back_is_never_seen(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_a_byte(source: Path, target: Path) -> None:
        target.mkdir()
        for path in source.iterdir():
            (target / path.name).write_bytes(path.read_bytes()[:-1])

    monkeypatch.setattr("shutil.copytree", lose_a_byte)
    with pytest.raises(DataFault):
        publish_to_folder(release, tmp_path / "portal")
    assert list((tmp_path / "portal" / "v").iterdir()) == []
