"""Numbers of releases."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.release.version import Version, versions

NUMBERS = st.integers(0, 10**6)


@given(number=st.tuples(NUMBERS, NUMBERS, NUMBERS))
def test_a_version_reads_back(number: tuple[int, int, int]) -> None:
    assert Version.parse(str(Version(*number))) == number


@pytest.mark.parametrize(
    "text", ["", "1", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", "1.0.0-rc1", "1.0.٣", " 1.0.0", "1.0.0\n"]
)
def test_what_is_no_version(text: str) -> None:
    with pytest.raises(ValueError, match="is not a version"):
        Version.parse(text)


def test_versions_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name in ("1.10.0", "1.9.0", "1.9.10", "latest-notes", ".writing-2.0.0-ab"):
        (tmp_path / name).mkdir()
    (tmp_path / "latest").symlink_to("1.10.0")
    (tmp_path / "3.0.0").write_text("a file")
    assert list(map(str, versions(tmp_path))) == ["1.9.0", "1.9.10", "1.10.0"]
