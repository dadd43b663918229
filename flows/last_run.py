"""What the last run started from. Where all of it is the same again, there is nothing to do."""

from pathlib import Path

from flows.program import digest_of, library_digest, program_digest
from flows.release import checksums
from flows.release.provenance import tree_digest

NAME = "last_run"


def inputs(raw: Path) -> str:
    """One digest of all that decides what a run gives, but for the release before: raw folder, program, libraries."""
    return digest_of([tree_digest(raw), program_digest("flows", "schemas"), library_digest()])


def is_done(state: Path, inputs: str, release: Path) -> bool:
    """Whether the last run on `state` had these inputs, and `release` stands for what it gave."""
    note = state / NAME
    return note.is_file() and note.read_text(encoding="utf-8") == _note(inputs, release)


def remember(state: Path, inputs: str, release: Path) -> None:
    """Note that a run with these inputs gave `release`, or found it the same."""
    (state / NAME).write_text(_note(inputs, release), encoding="utf-8")


def _note(inputs: str, release: Path) -> str:
    return f"{inputs}  {release.resolve()}  {checksums.digest(release / checksums.NAME)}\n"
