"""The newest release of a folder, which hands its ids and its number on to the next one."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.release.checksums import checksum_faults
from flows.release.contents import VOCABULARIES
from flows.release.version import Version, versions
from schemas.tables import MODELS, Tables


@dataclass(frozen=True)
class Last:
    """A release that is there: its folder, its number, those of the tables that it has, its vocabularies and views."""

    folder: Path
    version: Version
    tables: Tables
    vocabularies: pl.DataFrame
    habeas_sql: str


def read_last(curated: Path) -> Last | None:
    """The newest release in `curated`; none where there is none yet. Raises DataFault where it was touched since."""
    found = versions(curated) if curated.is_dir() else []
    if not found:
        return None
    folder = curated / str(found[-1])
    for fault in checksum_faults(folder):
        raise fault
    terms = pl.read_parquet(folder / f"{VOCABULARIES}.parquet")
    return Last(folder, found[-1], read_tables(folder), terms, (folder / "habeas.sql").read_text(encoding="utf-8"))


def read_tables(folder: Path) -> Tables:
    """The tables of a release; one of an older version may lack some."""
    paths = {name: folder / f"{name}.parquet" for name in MODELS}
    return {name: pl.read_parquet(path) for name, path in paths.items() if path.exists()}
