"""Calls to a portal: what is tried again, and who is told the token."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from flows.errors import CallFault, DataFault, Fault
from flows.portals import http
from flows.portals.http import Http, PassingFault, Upload
from tests.portals.loopback import Loopback, QuietHandler

TOKEN = "a-token-that-nobody-may-see"  # noqa: S105 - of no portal
Answer = tuple[int, dict[str, str], bytes]
OK: Answer = (200, {"Content-Type": "application/json"}, b'{"well": true}')


class Server(Loopback):
    """A server on loopback that gives the answers it is told to, one after the other, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        server = self

        class Handler(QuietHandler):
            def _answer(self) -> None:
                body = self.content()
                server.asked.append((self.command, self.path, dict(self.headers), body))
                status, headers, content = server.answers.pop(0)
                if status == 0:
                    return  # the connection ends without an answer
                self.send_response_only(status)
                for name, value in {"Content-Length": str(len(content)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = _answer  # noqa: N815 - named by the library

        super().__init__(Handler)


@pytest.fixture
def make_server() -> Iterator[Callable[[], Server]]:
    """Starts servers, and stops them."""
    servers: list[Server] = []

    def make() -> Server:
        servers.append(Server())
        return servers[-1]

    yield make
    for server in servers:
        server.stop()


@pytest.fixture
def server(make_server: Callable[[], Server]) -> Server:
    return make_server()


@pytest.fixture
def portal(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Http]:
    """The API of the server; waits are short."""
    monkeypatch.setattr(http, "FIRST_WAIT", 0.001)
    with Http(server.url, {"Authorization": SecretStr(TOKEN)}) as made:
        yield made


@pytest.mark.parametrize("status", [0, 408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(portal: Http, server: Server, status: int) -> None:
    server.answers = [(status, {}, b"not now"), (status, {}, b"not now"), OK]
    assert portal.json("GET", "api") == (200, {"well": True})
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 413, 422, 507])
def test_what_cannot_pass_is_not(portal: Http, server: Server, status: int) -> None:
    server.answers = [(status, {}, b"never")]
    with pytest.raises(CallFault, match="never"):
        portal.json("GET", "api")
    assert len(server.asked) == 1


def test_it_gives_up_at_last(portal: Http, server: Server) -> None:
    server.answers = [(503, {}, b"not now")] * http.ATTEMPTS
    with pytest.raises(PassingFault, match="503"):
        portal.json("GET", "api")
    assert server.answers == []


def test_retry_after_is_waited_for(portal: Http, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("tenacity.nap.time.sleep", waits.append)
    date = "Sat, 03 May 2031 10:00:{} GMT"
    server.answers = [
        (429, {"Retry-After": "7"}, b""),
        (503, {"Retry-After": date.format("09"), "Date": date.format("00")}, b""),
        (503, {"Retry-After": "soon"}, b""),
        OK,
    ]
    portal.json("GET", "api")
    assert [round(wait) for wait in waits] == [7, 9, 0]


def test_a_wait_that_is_too_long_is_a_fault(portal: Http, server: Server) -> None:
    server.answers = [(503, {"Retry-After": "86400"}, b"tomorrow")]
    with pytest.raises(PassingFault, match="tomorrow"):
        portal.json("GET", "api")


def test_another_host_is_never_told_the_token(portal: Http, server: Server, make_server: Callable[[], Server]) -> None:
    store = make_server()
    server.answers = [(302, {"Location": f"{store.url}/file"}, b"")]
    store.answers = [(200, {}, b"content")]
    assert portal.digest("file") == hashlib.sha256(b"content").hexdigest()
    assert TOKEN in json.dumps(server.asked[0][2])
    assert TOKEN not in json.dumps(store.asked[0][2])


def test_the_same_host_is(portal: Http, server: Server) -> None:
    server.answers = [(302, {"Location": "/elsewhere"}, b""), (200, {}, b"content")]
    portal.digest("file")
    assert [asked[2]["Authorization"] for asked in server.asked] == [TOKEN, TOKEN]


def test_what_is_sent_is_not_sent_elsewhere(portal: Http, server: Server, make_server: Callable[[], Server]) -> None:
    store = make_server()
    server.answers = [(307, {"Location": f"{store.url}/api?key=1"}, b"")]
    with pytest.raises(CallFault, match="redirected") as caught:
        portal.json("POST", "api", json={"a": 1})
    assert store.asked == []
    assert "key=1" not in str(caught.value)


def test_what_was_sent_before_is_known(portal: Http, server: Server) -> None:
    refused: Answer = (409, {}, b"{}")
    server.answers = [refused, (0, {}, b""), refused]
    assert portal.sent("api", (409,)) == (409, {}, False)
    assert portal.sent("api", (409,)) == (409, {}, True)


def test_no_fault_repeats_what_an_address_is_signed_with(
    portal: Http, server: Server, make_server: Callable[[], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "ATTEMPTS", 1)
    store = make_server()
    leads: Answer = (302, {"Location": f"{store.url}/file?signature=1"}, b"")
    server.answers, store.answers = [leads, leads], [(0, {}, b""), (200, {}, b"<html>")]
    for ask in (lambda: portal.digest("file"), lambda: portal.json("GET", "file")):
        with pytest.raises(DataFault) as caught:
            ask()
        assert "signature" not in f"{caught.value} {caught.value!r}"


def test_redirects_end(portal: Http, server: Server) -> None:
    server.answers = [(302, {"Location": "/again"}, b"")] * (http.MAX_REDIRECTS + 1)
    with pytest.raises(CallFault, match="redirects more than"):
        portal.digest("file")


def test_a_page_where_data_was_expected(portal: Http, server: Server) -> None:
    server.answers = [(200, {"Content-Type": "text/html"}, b"<html>Log in</html>")]
    with pytest.raises(DataFault, match="text/html, not JSON"):
        portal.json("GET", "api")


@pytest.mark.parametrize("status", [400, 403, 500])
def test_no_fault_repeats_the_token(portal: Http, server: Server, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "ATTEMPTS", 1)
    server.answers = [(status, {}, f"the token {TOKEN} is wrong".encode())]
    with pytest.raises(Fault) as caught:
        portal.json("GET", "api")
    assert TOKEN not in f"{caught.value!r} {caught.value} {portal!r}"


def test_a_file_is_sent_anew_at_each_try(portal: Http, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    path.write_bytes(b"PAR1 people")
    server.answers = [(502, {}, b""), OK]
    portal.json("POST", "api", upload=Upload("upload", path, path.name, "text/plain"), data={"id": "1"})
    assert all(b"PAR1 people" in body for *_, body in server.asked)


def test_content_is_made_anew_at_each_try(portal: Http, server: Server) -> None:
    server.answers = [(502, {}, b""), OK]
    portal.put("file", lambda: iter([b"PAR1 ", b"people"]), 11)
    assert [body for *_, body in server.asked] == [b"PAR1 people"] * 2


def test_a_file_that_is_not_there(portal: Http, server: Server) -> None:
    server.answers = [(404, {}, b"")]
    assert portal.digest("file") is None


def test_nobody_answers(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "ATTEMPTS", 1)
    server.stop()
    with Http(server.url, {}) as portal, pytest.raises(PassingFault, match="the connection failed"):
        portal.json("GET", "api")
