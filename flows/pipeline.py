"""The main flow: raw texts and records in, a checked release out.

Each task calls plain functions of the stages, which know nothing of Prefect.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.futures import as_completed

from flows.decisions.correct import stop_turned_away
from flows.decisions.decision import Decisions
from flows.decisions.read import read_decisions
from flows.extract.claims import Reading
from flows.extract.readings import ReadingStore, engine, read_shard, readable, shards, unreadable, workers
from flows.ingest.dataset import read_dataset
from flows.ingest.document import Document, Rejection
from flows.ingest.documents import Ingested, read_documents
from flows.ingest.records import Noted, read_records
from flows.last_run import inputs, is_done, remember
from flows.release.last import Last, read_last
from flows.release.numbering import next_version
from flows.release.provenance import provenance
from flows.release.withheld import nobody
from flows.release.write import write_release
from flows.resolve.identity import Identity, identity_of, released
from flows.resolve.resolution import resolve as resolve_claims
from flows.state import state_folder
from flows.summary import Summary, summarise
from flows.withdrawals.record import with_key
from schemas.tables import Tables
from schemas.validation import validate as validate_tables

SHARD = 200_000  # code points: some seconds of reading, against the 30 ms that a task costs
TIMEOUT = 3600  # seconds for one shard

log = logging.getLogger("habeas")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The release that stands for the raw folder now, and what is in it; `new` is false where it was there already."""

    release: Path
    new: bool
    summary: Summary


@flow(name="habeas")
def pipeline(
    data: Path = Path(), curated: Path | None = None, processes: int | None = None, version: str | None = None
) -> Outcome:
    """Read `data`/raw, and write a release to `curated` (by default `data`/curated) unless nothing has changed.

    `processes` is the number of worker processes (by default one per core); `version` may raise the number.
    """
    raw, curated = data / "raw", curated or data / "curated"
    last, state, started_from = read_last(curated), state_folder(data), inputs(raw)
    if last and is_done(state, started_from, last.folder):
        return Outcome(last.folder, new=False, summary=summarise(last.tables))
    decisions = with_key(read_decisions(raw))
    ingested = ingest(raw)
    noted = note(raw)
    readings = extract(ingested.documents, ReadingStore(state / "readings.sqlite"), processes)
    tables = resolve(
        [*ingested.documents, *noted.documents],
        [*readings, *noted.readings],
        [*ingested.rejected, *noted.rejected, *unreadable(ingested.documents)],
        identity_of(last.tables) if last else Identity(),
        decisions,
    )
    named = decisions.matcher.names if decisions.matcher else nobody
    checked = validate(tables, decisions)
    outcome = release(checked, last, raw, partial(write_release, folder=curated, withdrawn=named), version)
    remember(state, started_from, outcome.release)
    return outcome


@task
def ingest(raw: Path) -> Ingested:
    """The documents of raw/documents, and what could not be read."""
    log.info("reading %s", raw / "documents")
    return read_documents(raw)


@task
def note(raw: Path) -> Noted:
    """The claims that people noted in raw/records, and what could not be read."""
    log.info("reading %s", raw / "records")
    return read_records(raw)


def extract(documents: Iterable[Document], store: ReadingStore, processes: int | None) -> list[Reading]:
    """The claims of each readable document: those of former runs, and for the rest a task per shard."""
    wanted = [document for document in documents if readable(document)]
    found = store.find(wanted)
    new = [document for document in wanted if document.document_id not in found]
    log.info("%d documents, %d of them new", len(wanted), len(new))
    running = [read.submit(shard, store, processes) for shard in shards(new, SHARD)]
    for done, _ in enumerate(as_completed(running), start=1):
        log.info("read %d of %d shards", done, len(running))
    return [*found.values(), *(reading for future in running for reading in future.result())]


@task(retries=2)
def read(shard: Sequence[Document], store: ReadingStore, processes: int | None) -> list[Reading]:
    """The claims of one shard, read in a worker process and kept for the next run."""
    try:
        readings = workers(processes).submit(read_shard, shard).result(timeout=TIMEOUT)
    except BrokenProcessPool:
        workers.cache_clear()  # a worker died; the next try starts new ones
        raise
    store.keep(shard, readings)
    return readings


@task
def resolve(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    rejected: Sequence[Rejection],
    last: Identity,
    decisions: Decisions,
) -> Tables:
    """One row per person, act and claim of a number."""
    log.info("resolving the claims of %d readings", len(readings))
    return resolve_claims(documents, readings, rejected, last, decisions)


@task
def validate(tables: Tables, decisions: Decisions) -> Tables:
    """The tables without the rows that failed a check, which are in `rejected` now; none of them was corrected."""
    log.info("checking %d tables", len(tables))
    checked = validate_tables(tables)
    stop_turned_away(decisions.corrections, tables, checked.rejected)
    return checked.tables


@task
def release(tables: Tables, last: Last | None, raw: Path, write: Callable[..., Path], version: str | None) -> Outcome:
    """The release of the tables; the last one where nothing has changed."""
    number = next_version(tables, last, version)
    if last and number == last.version:
        return Outcome(last.folder, new=False, summary=summarise(tables))
    log.info("writing release %s", number)
    tables = {**tables, "redirects": released(tables["redirects"], str(number))}
    facts = provenance(raw, last.folder if last else None, engine().version)
    folder = write(tables, version=number, provenance=facts, dataset=read_dataset(raw))
    report = (folder / "REPORT.md").read_text(encoding="utf-8")
    create_markdown_artifact(key="report", markdown=report, description=f"Report on release {number}")
    return Outcome(folder, new=True, summary=summarise(tables))
