"""What the orchestrator costs, as ratios of one run on this machine: `make bench` prints them.

The corpus is the invented training texts, each several times with another last line, so that none is a duplicate.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from flows.extract.readings import read_shard, readable, shards, workers
from flows.ingest.dataset import read_dataset
from flows.ingest.documents import read_documents
from flows.ingest.records import read_records
from flows.pipeline import SHARD, pipeline
from flows.release.provenance import provenance
from flows.release.version import FIRST
from flows.release.write import write_release
from flows.resolve.identity import Identity
from flows.resolve.resolution import resolve
from schemas.validation import validate

ROOT = Path(__file__).parents[2]
DOCUMENTS = 1000
PROCESSES = 2

FIVE_EMPTY_TASKS = """
from prefect import flow, task

@task
def nothing() -> None: ...

@flow
def five() -> None:
    for _ in range(5):
        nothing()

five()
"""


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def corpus(folder: Path) -> Path:
    """A data folder with many invented documents."""
    texts = sorted((ROOT / "tests" / "gold" / "train").glob("*.txt"))
    documents = folder / "raw" / "documents" / "invented"
    documents.mkdir(parents=True)
    shutil.copy(ROOT / "raw" / "dataset.toml", folder / "raw" / "dataset.toml")
    for number, path in enumerate(islice(cycle(texts), DOCUMENTS)):
        text = f"{path.read_text(encoding='utf-8')}\n\nEdition {number}.\n"
        (documents / f"{number:04}.txt").write_text(text, encoding="utf-8")
    return folder


def plainly(data: Path, curated: Path) -> None:
    """The steps of the pipeline without the orchestrator, with as many worker processes."""
    ingested, noted = read_documents(data / "raw"), read_records(data / "raw")
    texts = [document for document in ingested.documents if readable(document)]
    read = workers(PROCESSES).map(read_shard, shards(texts, SHARD))
    readings = [reading for shard in read for reading in shard]
    documents = [*ingested.documents, *noted.documents]
    tables = resolve(documents, [*readings, *noted.readings], ingested.rejected, Identity())
    facts = provenance(data / "raw", None, "bench")
    write_release(validate(tables).tables, curated, FIRST, facts, read_dataset(data / "raw"))


def test_what_the_orchestrator_adds_to_1000_documents(tmp_path: Path) -> None:
    data = corpus(tmp_path / "data")
    empty = tmp_path / "empty"
    (empty / "raw").mkdir(parents=True)
    shutil.copy(ROOT / "raw" / "dataset.toml", empty / "raw" / "dataset.toml")
    list(workers(PROCESSES).map(read_shard, [[], []]))
    start_up = seconds(lambda: pipeline(empty, processes=PROCESSES))
    nothing = seconds(lambda: pipeline(empty, processes=PROCESSES))
    plain = seconds(lambda: plainly(data, tmp_path / "plain"))
    first = seconds(lambda: pipeline(data, processes=PROCESSES))
    again = seconds(lambda: pipeline(data, processes=PROCESSES))
    print(f"\norchestrator started in {start_up:.1f} s; a run on nothing {nothing:.1f} s")
    print(f"pipeline / plain steps, {DOCUMENTS} documents: {first:.1f} s / {plain:.1f} s = {first / plain:.2f}")
    beyond = again - nothing
    print(f"nothing new, beyond a run on nothing / first run: {beyond:.1f} s / {first:.1f} s = {beyond / first:.3f}")


def test_a_run_on_the_seed_against_a_bare_flow(tmp_path: Path) -> None:
    data = tmp_path
    shutil.copytree(ROOT / "raw", data / "raw")
    own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    command = [sys.executable, "-m", "flows.cli", "run", "--data", str(data)]

    def whole() -> None:
        shutil.rmtree(data / "curated", ignore_errors=True)
        (data / ".habeas" / "readings.sqlite").unlink(missing_ok=True)
        subprocess.run(command, check=True, cwd=ROOT, env=own, capture_output=True)

    def five() -> None:
        subprocess.run([sys.executable, "-c", FIVE_EMPTY_TASKS], check=True, capture_output=True)

    whole()  # the databases are made
    five()
    runs = [(seconds(whole), seconds(five)) for _ in range(3)]
    run, empty = (min(times) for times in zip(*runs, strict=True))
    print(f"\nhabeas run on the seed / five empty tasks: {run:.1f} s / {empty:.1f} s = {run / empty:.2f}")
