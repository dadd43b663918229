"""What comparing two releases costs: CPU seconds, and memory of the process at its peak. `make bench` prints it."""

import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.release.checksums import write_checksums
from tests.bench.synthetic import write_synthetic

DIFF = """
import sys, time
from pathlib import Path
from flows.release.changes import told
from flows.release.compare import diff

started = time.process_time()
with diff(*map(Path, sys.argv[1:])) as changes:
    told(changes)
    rows = sum(batch.num_rows for batch in changes.to_arrow_reader(10_000))
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(rows, time.process_time() - started, int(peak) / 1e6)
"""


def make_release(folder: Path, events: int, revision: int) -> int:
    """Writes a synthetic release; gives its number of rows."""
    write_synthetic(folder, events, revision=revision)
    (folder / "provenance.json").write_text("{}")
    write_checksums(folder)
    return sum(pq.read_metadata(path).num_rows for path in folder.glob("*.parquet"))


@pytest.mark.parametrize(
    ("events", "revision"),
    [(190_000, 1), (950_000, 1), (950_000, 50)],
    ids=["a million rows", "five million rows", "five million rows, half of them others"],
)
def test_time_and_memory_of_a_comparison(tmp_path: Path, events: int, revision: int) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    rows, _ = make_release(old, events, 0), make_release(new, events, revision)
    command = [sys.executable, "-c", DIFF, str(old), str(new)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    changes, seconds, gigabytes = int(told[0]), float(told[1]), float(told[2])
    print(f"\n{rows:,} rows, {changes:,} changes: {seconds:.1f} s, {gigabytes:.2f} GB at the peak")
    assert changes
    assert gigabytes < 2
