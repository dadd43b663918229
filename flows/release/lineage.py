"""The releases from one on to a later one, each of which names the one before it."""

from pathlib import Path

from flows.release.checksums import checksum_faults, tables_digest
from flows.release.provenance import read_provenance


def releases_since(old: Path, new: Path) -> list[Path]:
    """The releases after `old`, of which `new` is the last; none where one of them is not at hand, beside `new`.

    A release is known by its tables, wherever it lies.
    """
    facts = read_provenance(new)
    expected = facts.get("previous_sha256")
    if expected is None:
        return []
    if expected == tables_digest(old):
        return [new]
    before = new.parent / facts["previous"]
    if not before.is_dir() or any(checksum_faults(before)) or tables_digest(before) != expected:
        return []
    found = releases_since(old, before)
    return [*found, new] if found else []
