from pathlib import Path


def test_release(release: Path) -> None:
    assert (release.parent / "latest").resolve() == release
