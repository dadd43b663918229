"""A portal over TLS: one whose certificate does not hold is told nothing."""

import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from pydantic import SecretStr

from flows.errors import CallFault, Fault
from flows.portals import http
from flows.portals.bucket import Bucket
from flows.portals.declared import ObjectStore
from flows.portals.http import Http
from tests.portals.loopback import Loopback, QuietHandler

HOST = "127.0.0.1"
AUTHORITY, STRANGER = trustme.CA(), trustme.CA()
PAST = datetime.now(UTC) - timedelta(days=1)

BAD = {
    "of an authority that nobody knows": STRANGER.issue_cert(HOST),
    "of another host": AUTHORITY.issue_cert("portal.example.org"),
    "expired": AUTHORITY.issue_cert(HOST, not_before=PAST - timedelta(days=1), not_after=PAST),
}


class Secure(Loopback):
    """A server, over TLS if it has a certificate, that keeps the paths and the signatures that reach it."""

    def __init__(self, certificate: trustme.LeafCert | None, location: str | None = None) -> None:
        self.asked: list[tuple[str, str | None]] = []
        server = self

        class Handler(QuietHandler):
            def _answer(self) -> None:
                server.asked.append((self.path, self.headers.get("Authorization")))
                self.send_response_only(302 if location else 200)
                if location:
                    self.send_header("Location", location)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            do_GET = _answer  # noqa: N815 - named by the library

        super().__init__(Handler)
        if certificate:
            self._secure(certificate)

    def _secure(self, certificate: trustme.LeafCert) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = self.url.replace("http://", "https://")


Serve = Callable[..., Secure]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Serve]:
    """Starts servers on a machine that knows one authority."""
    known = tmp_path / "authorities.pem"
    AUTHORITY.cert_pem.write_to_path(str(known))
    monkeypatch.setenv("SSL_CERT_FILE", str(known))
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    servers: list[Secure] = []

    def start(certificate: trustme.LeafCert | None, location: str | None = None) -> Secure:
        servers.append(Secure(certificate, location))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def ask_portal(url: str) -> None:
    """Asks a portal over HTTP."""
    with Http(url, {"Authorization": SecretStr("token-of-the-tests")}) as portal:
        portal.json("GET", "api")


def ask_store(url: str) -> None:
    """Asks an object store."""
    settings = ObjectStore(kind="object-store", url="s3://data/held", endpoint=url, region="x", public=url)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http, "ATTEMPTS", 1)
        Bucket(settings, SecretStr("key:token-of-the-tests")).digest("latest.json")


Ask = Callable[[str], None]


@pytest.mark.parametrize("ask", [ask_portal, ask_store])
@pytest.mark.parametrize("bad", BAD)
def test_a_certificate_that_does_not_hold(serve: Serve, ask: Ask, bad: str) -> None:
    server = serve(BAD[bad])
    with pytest.raises(CallFault, match="certificate does not hold"):
        ask(server.url)
    assert server.asked == []


def test_a_certificate_that_holds(serve: Serve) -> None:
    server = serve(AUTHORITY.issue_cert(HOST))
    ask_portal(server.url)
    ask_store(server.url)
    assert [path for path, _ in server.asked] == ["/api", "/data/held/latest.json"]
    assert all(signature for _, signature in server.asked)


@pytest.mark.parametrize("ask", [ask_portal, ask_store])
def test_another_host_is_never_shown_the_token(serve: Serve, ask: Ask) -> None:
    other = serve(AUTHORITY.issue_cert(HOST))
    server = serve(AUTHORITY.issue_cert(HOST), f"{other.url}/elsewhere")
    ask(server.url)
    assert [path for path, _ in other.asked] == ["/elsewhere"]
    assert [signature for _, signature in other.asked] == [None]


@pytest.mark.parametrize("ask", [ask_portal, ask_store])
def test_a_redirect_to_a_host_without_a_good_certificate(serve: Serve, ask: Ask) -> None:
    other = serve(BAD["of an authority that nobody knows"])
    server = serve(AUTHORITY.issue_cert(HOST), f"{other.url}/elsewhere")
    with pytest.raises(CallFault, match="certificate does not hold"):
        ask(server.url)
    assert other.asked == []


@pytest.mark.parametrize("ask", [ask_portal, ask_store])
def test_no_redirect_leaves_tls(serve: Serve, ask: Ask) -> None:
    plain = serve(None)
    server = serve(AUTHORITY.issue_cert(HOST), f"{plain.url}/elsewhere")
    with pytest.raises(Fault):
        ask(server.url)
    assert plain.asked == []
