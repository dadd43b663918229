"""The folder of a release: written aside, checked, moved into place whole."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from flows.errors import CallFault
from flows.ingest.dataset import Dataset
from flows.release.changes import changelog
from flows.release.checksums import checksum_faults, write_checksums
from flows.release.compare import compare
from flows.release.contents import Content, content, contents, schemas
from flows.release.last import read_tables
from flows.release.metadata.description import describe_release
from flows.release.metadata.files import metadata_files
from flows.release.page import page
from flows.release.parquet import holds, write_parquet
from flows.release.provenance import NAME as PROVENANCE
from flows.release.query import LATEST
from flows.release.readme import readme
from flows.release.report import report
from flows.release.sql import habeas_sql
from flows.release.staging import alone_in, point, put_in_place
from flows.release.version import Version, versions
from flows.release.withheld import Named, keep_silent, nobody, withhold
from schemas.tables import Tables, frame


def write_release(  # noqa: PLR0913 - what a release is made of
    tables: Tables,
    folder: Path,
    version: Version,
    provenance: Mapping[str, Any],
    dataset: Dataset,
    *,
    withdrawn: Named = nobody,
) -> Path:
    """Writes `tables` as the release `version` in `folder`, lets `latest` name the newest, and gives its path.

    The changes are those since the release that `provenance` names; of whom a text that is `withdrawn` names, they tell
    nothing.
    The same arguments give the same bytes. Raises DataFault where `dataset` names such a person, and CallFault where
    that version is there already, where somebody else writes in `folder`, or where nothing can be written; then nothing
    has changed.
    """
    target = folder / str(version)
    keep_silent(dataset, withdrawn)
    with alone_in(folder):
        if target.exists():
            raise CallFault(
                target, "this release is there already, and a release is never edited", "Take a higher version"
            )
        with put_in_place(target) as aside:
            aside.mkdir()
            holdings = contents(tables)
            _write_tables(aside, holdings)
            changes = content("changes", _changes(aside, provenance["previous"], withdrawn))
            _write_tables(aside, {"changes": changes})
            holdings["changes"] = changes
            _write_texts(aside, holdings, str(version), provenance, dataset)
            write_checksums(aside)
            _check_written(aside, holdings)
        point(folder / LATEST, str(versions(folder)[-1]))
    return target


def _write_tables(folder: Path, holdings: Mapping[str, Content]) -> None:
    for name, held in holdings.items():
        write_parquet(held, folder / f"{name}.parquet")


def _changes(folder: Path, previous: str | None, withdrawn: Named) -> pl.DataFrame:
    """The changes from the release `previous`, which lies beside `folder`, to the tables there."""
    if previous is None:
        return frame("changes")
    last = folder.parent / previous
    return withhold(compare(last, folder), read_tables(last), withdrawn)


def _write_texts(
    folder: Path, holdings: Mapping[str, Content], version: str, provenance: Mapping[str, Any], dataset: Dataset
) -> None:
    tables = {name: held.rows for name, held in holdings.items()}
    description = describe_release(folder, dataset, version, provenance, tables["documents"])
    findings = report(version, provenance["engine"], tables)
    texts = {
        "habeas.sql": habeas_sql(schemas()),
        "README.md": readme(dataset, version, schemas()),
        "CHANGES.md": changelog(version, provenance["previous"], tables),
        "REPORT.md": findings,
        "REPORT.html": page(findings),
        PROVENANCE: json.dumps(provenance, indent=2, sort_keys=True, ensure_ascii=False) + "\n",
        **metadata_files(description),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _check_written(folder: Path, holdings: Mapping[str, Content]) -> None:
    """Reads the files back. Raises OSError where they are not what was written: the disk or the file system lies."""
    for name, held in holdings.items():
        if not holds(folder / f"{name}.parquet", held):
            raise OSError(f"{folder / name}.parquet does not read back as it was written")
    for fault in checksum_faults(folder):
        raise OSError(str(fault))
