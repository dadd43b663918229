"""A release as it goes to a portal, with and without a DOI."""

import json
from pathlib import Path

import yaml

from flows.portals.edition import edition_with_doi, read_edition
from flows.release.checksums import checksum_faults

DOI = "10.5072/zenodo.1"


def test_an_edition_has_every_file_and_its_sums_last(first: Path) -> None:
    edition = read_edition(first)
    assert {file.name for file in edition.files} == {path.name for path in first.iterdir()}
    assert edition.files[-1].name == "SHA256SUMS"
    assert edition.digest == edition.files[-1].sha256
    assert edition.version == "1.0.0"
    assert edition.readme.startswith("# Held in Veldania")


def test_every_file_has_a_media_type_and_a_format(first: Path) -> None:
    kinds = {file.name: (file.media_type, file.format) for file in read_edition(first).files}
    assert kinds["people.parquet"] == ("application/vnd.apache.parquet", "Parquet")
    assert kinds["SHA256SUMS"] == ("text/plain", "TXT")


def test_a_doi_is_in_all_metadata_and_the_sums_hold(first: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in first.iterdir()}
    folder = tmp_path / "edition"
    edition = edition_with_doi(first, DOI, folder)
    assert list(checksum_faults(folder)) == []
    assert yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))["doi"] == DOI
    keys = {
        "datapackage.json": "id",
        "croissant.json": "sameAs",
        "dcat.jsonld": "dct:identifier",
        "schema-org.jsonld": "identifier",
    }
    for name, key in keys.items():
        assert json.loads((folder / name).read_text(encoding="utf-8"))[key] == f"https://doi.org/{DOI}"
    changed = {name for name, content in before.items() if (folder / name).read_bytes() != content}
    assert changed == {*keys, "CITATION.cff", "SHA256SUMS"}
    assert {path.name: path.read_bytes() for path in first.iterdir()} == before
    assert edition_with_doi(first, DOI, folder) == edition
