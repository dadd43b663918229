"""portals.toml: what it may say."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import CallFault, DataFault
from flows.portals.declared import Ckan, Folder, HuggingFace, declared, has_sandbox, read_portals

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

[portal.hub]
kind = "hugging-face"
repository = "watch/held-in-veldania"

[portal.university]
kind = "dataverse"
url = "https://dataverse.example.org"
collection = "Watch"
slug = "held-in-veldania"
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "portals.toml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_each_portal_is_known_by_its_name(data: Path) -> None:
    assert list(read_portals(data)) == ["archive", "open-data", "bucket", "hub", "university"]
    found = declared(data, "open-data")
    assert isinstance(found, Ckan)
    assert (found.url, found.keep) == ("https://data.example.org", None)


def test_the_hub_is_hugging_faces_own_and_has_no_sandbox(data: Path) -> None:
    found = declared(data, "hub")
    assert isinstance(found, HuggingFace)
    assert found.url == "https://huggingface.co"
    assert not has_sandbox(found)


@pytest.mark.parametrize("repository", ["held", "watch/held/more", "watch/../held", "watch/"])
def test_a_repository_has_an_owner_and_a_name(tmp_path: Path, repository: str) -> None:
    text = f'[portal.hub]\nkind = "hugging-face"\nrepository = "{repository}"\n'
    (tmp_path / "portals.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataFault, match="should match pattern"):
        read_portals(tmp_path)


@pytest.mark.parametrize(("sandbox", "expected"), [("", False), ('sandbox = "https://demo.example.org"', True)])
def test_a_dataverse_may_have_a_sandbox(tmp_path: Path, sandbox: str, *, expected: bool) -> None:
    text = GOOD[GOOD.index("[portal.university]") :] + sandbox
    (tmp_path / "portals.toml").write_text(text, encoding="utf-8")
    assert has_sandbox(declared(tmp_path, "university")) == expected


def test_a_path_is_a_folder(data: Path) -> None:
    assert declared(data, "/srv/data") == Folder(kind="folder", path="/srv/data")


def test_an_unknown_name_is_told_the_known_ones(data: Path) -> None:
    with pytest.raises(CallFault, match="archive, bucket, hub, open-data, university"):
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
