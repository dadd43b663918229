"""SHA256SUMS is what `sha256sum -c` reads, and tells every file that is not as it was released."""

import hashlib
from pathlib import Path

import pytest

from flows.release.checksums import checksum_faults


def test_lines_are_those_of_sha256sum(release: Path) -> None:
    names = sorted(path.name for path in release.iterdir() if path.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256((release / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    assert (release / "SHA256SUMS").read_text() == "".join(lines)
    assert not list(checksum_faults(release))


def test_each_file_that_is_not_as_it_was(release: Path) -> None:
    flipped = bytearray((release / "people.parquet").read_bytes())
    flipped[100] ^= 1
    (release / "people.parquet").write_bytes(flipped)
    (release / "counts.parquet").unlink()
    (release / "notes").mkdir()
    (release / "notes" / "mine.txt").write_text("mine")
    told = {(fault.where, fault.what.split(":")[0]) for fault in checksum_faults(release)}
    assert told == {
        (str(release / "people.parquet"), "the file is not as it was released"),
        (str(release / "counts.parquet"), "the file is missing"),
        (str(release / "notes" / "mine.txt"), "the file is not of this release"),
    }


@pytest.mark.parametrize("text", ["no digest  README.md\n", "a" * 64 + " README.md\n", "\x00\xff\n"])
def test_sums_that_cannot_be_read(release: Path, text: str) -> None:
    (release / "SHA256SUMS").write_text(text)
    (fault,) = checksum_faults(release)
    assert "it has a line that is not a digest" in str(fault)


def test_sums_that_are_cut_off(release: Path) -> None:
    sums = release / "SHA256SUMS"
    sums.write_bytes(sums.read_bytes()[:-30])
    assert [fault.what for fault in checksum_faults(release)] == ["its last line is cut off"]


def test_no_sums(release: Path) -> None:
    (release / "SHA256SUMS").unlink()
    (fault,) = checksum_faults(release)
    assert "it is missing" in str(fault)
