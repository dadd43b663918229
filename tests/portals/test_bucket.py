"""obstore, made to call a store as other portals are called: what is tried again, after what time, and what is told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr

from flows.errors import CallFault
from flows.portals import bucket, http
from flows.portals.bucket import Bucket, Mark
from flows.portals.declared import ObjectStore
from flows.portals.http import PassingFault
from tests.portals.test_http import Answer, Server, make_server

__all__ = ["make_server"]

SECRET = "a-secret-that-nobody-may-see"  # noqa: S105 - of no store
OK: Answer = (200, {"ETag": '"1"'}, b"")
CONTENT: Answer = (200, {"ETag": '"1"', "Last-Modified": "Sat, 03 May 2031 10:00:00 GMT"}, b"content")


@pytest.fixture
def server(make_server: Callable[[], Server]) -> Server:
    return make_server()


@pytest.fixture
def store(server: Server, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """A bucket at the server; waits are short."""
    monkeypatch.setattr(http, "FIRST_WAIT", 0.001)
    monkeypatch.setattr(bucket, "UNTOLD_WAIT", 0.001)
    return opened(server.url)


def opened(url: str) -> Bucket:
    """The bucket at an address."""
    declared = ObjectStore(kind="object-store", url="s3://data/held", endpoint=url, region="x", public=url)
    return Bucket(declared, SecretStr(f"KEY:{SECRET}"))


@pytest.mark.parametrize("status", [0, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(store: Bucket, server: Server, status: int) -> None:
    broken: Answer = (status, {}, b"not now")
    server.answers = [broken, broken, OK, broken, CONTENT]
    assert store.create("README.md", b"content", {})
    assert store.digest("README.md")
    assert server.answers == []


@pytest.mark.parametrize("status", [400, 401, 403, 413, 507])
def test_what_cannot_pass_is_not(store: Bucket, server: Server, status: int) -> None:
    server.answers = [(status, {}, b"never")]
    with pytest.raises(CallFault, match="never") as caught:
        store.create("README.md", b"content", {})
    assert SECRET not in f"{caught.value!r} {caught.value} {store!r}"
    assert len(server.asked) == 1


def test_no_fault_repeats_the_token(store: Bucket, server: Server) -> None:
    server.answers = [(403, {}, f"<Key>KEY</Key><Secret>{SECRET}</Secret>".encode())]
    with pytest.raises(CallFault, match=r"\*\*\*") as caught:
        store.read("latest.json")
    assert SECRET not in f"{caught.value!r} {caught.value}"


@pytest.mark.parametrize("token", ["KEY", ":", "KEY:", f":{SECRET}", SECRET])
def test_a_token_that_is_no_key_and_secret(token: str) -> None:
    declared = ObjectStore(kind="object-store", url="s3://data/held", public="https://data.example.org")
    with pytest.raises(CallFault, match="KEY:SECRET") as caught:
        Bucket(declared, SecretStr(token))
    assert SECRET not in f"{caught.value!r} {caught.value}"


def test_it_gives_up_at_last(store: Bucket, server: Server) -> None:
    server.answers = [(503, {}, b"not now")] * http.ATTEMPTS
    with pytest.raises(PassingFault, match="503"):
        store.read("README.md")
    assert server.answers == []


def test_a_store_at_its_limits_is_left_alone_for_longer(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its Retry-After, which is shorter, does not come through."""
    waits: list[float] = []
    monkeypatch.setattr("tenacity.nap.time.sleep", waits.append)
    asked = {"Retry-After": "10"}
    server.answers = [(429, asked, b""), (503, asked, b""), (500, {}, b""), OK]
    opened(server.url).create("README.md", b"content", {})
    assert [wait > 10 for wait in waits] == [True, True, False]


def test_a_file_is_sent_anew_at_each_try(store: Bucket, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    path.write_bytes(b"PAR1 people")
    server.answers = [(502, {}, b""), OK]
    store.create(path.name, path, {"Content-Type": "text/plain"})
    assert [body for *_, body in server.asked] == [b"PAR1 people"] * 2


def test_what_is_there_is_not_written_over(store: Bucket, server: Server) -> None:
    server.answers = [(412, {}, b""), (412, {}, b""), (412, {}, b"")]
    assert not store.create("latest.json", b"{}", {})
    assert not store.replace("latest.json", b"{}", Mark('"1"', None), {})
    marks = [asked[2] for asked in server.asked]
    assert [mark.get("if-none-match") or mark.get("if-match") for mark in marks] == ["*", '"1"', "1"]


def test_what_is_not_there(store: Bucket, server: Server) -> None:
    server.answers = [(404, {}, b"")] * 2
    assert store.read("latest.json") is None
    assert store.digest("latest.json") is None


def test_there_is_no_bucket(store: Bucket, server: Server) -> None:
    server.answers = [(404, {}, b"<Code>NoSuchBucket</Code>")]
    with pytest.raises(CallFault, match="no such bucket"):
        store.create("README.md", b"content", {})


def test_nobody_answers(store: Bucket, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "ATTEMPTS", 1)
    server.stop()
    with pytest.raises(PassingFault, match="the store failed"):
        store.read("latest.json")
