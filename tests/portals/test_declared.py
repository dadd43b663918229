"""portals.toml: what it may say."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import CallFault, DataFault
from flows.portals.declared import Ckan, Folder, declared, read_portals

GOOD = """
[portal.archive]
kind = "folder"
path = "out/archive"

[portal.open-data]
kind = "ckan"
url = "https://data.example.org/"
organization = "watch"
slug = "held-in-veldania"

[portal.bucket]
kind = "object-store"
url = "s3://held/habeas"
public = "https://held.example.org/habeas"
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "portals.toml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_each_portal_is_known_by_its_name(data: Path) -> None:
    assert list(read_portals(data)) == ["archive", "open-data", "bucket"]
    found = declared(data, "open-data")
    assert isinstance(found, Ckan)
    assert (found.url, found.keep) == ("https://data.example.org", None)


def test_a_path_is_a_folder(data: Path) -> None:
    assert declared(data, "/srv/data") == Folder(kind="folder", path="/srv/data")


def test_an_unknown_name_is_told_the_known_ones(data: Path) -> None:
    with pytest.raises(CallFault, match="archive, bucket, open-data"):
        declared(data, "elsewhere")


def test_no_file_declares_no_portal(tmp_path: Path) -> None:
    assert read_portals(tmp_path) == {}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('url = "http://data.example.org"', "must begin with https://"),
        ('url = "https://user:word@data.example.org"', "without a user"),
        ('url = "https://data.example.org?key=1"', "without a user"),
        ('token = "secret"', "is not known"),
        ("keep = 0", "greater than or equal to 1"),
        ('slug = "Held in Veldania"', "should match pattern"),
    ],
)
def test_what_it_may_not_say(tmp_path: Path, line: str, words: str) -> None:
    key = line.partition(" ")[0]
    lines = [each for each in GOOD.split("\n\n")[1].splitlines() if not each.startswith(key)]
    (tmp_path / "portals.toml").write_text("\n".join([*lines, line]), encoding="utf-8")
    with pytest.raises(DataFault, match=words) as caught:
        read_portals(tmp_path)
    assert "secret" not in str(caught.value)


def test_a_server_of_this_machine_needs_no_certificate(tmp_path: Path) -> None:
    for host in ("127.0.0.1:5000", "localhost:5000", "[::1]:5000"):
        (tmp_path / "portals.toml").write_text(GOOD.replace("https://data.example.org/", f"http://{host}/"))
        assert declared(tmp_path, "open-data").kind == "ckan"


@given(st.text())
def test_any_other_name_is_a_fault_or_a_folder(name: str) -> None:
    try:
        assert isinstance(declared(Path("nowhere"), name), Folder)
    except (CallFault, ValueError) as error:
        assert "/" not in name or "null" in str(error)
