"""Hugging Face's library, made to behave: who is told the token, what is tried again, what is never sent."""

from collections.abc import Callable, Iterator

import pytest
from huggingface_hub import constants
from huggingface_hub.utils._headers import build_hf_headers
from pydantic import SecretStr

from flows.errors import CallFault, DataFault
from flows.portals import http
from flows.portals.http import PassingFault
from flows.portals.hub import Hub, connected
from tests.portals.test_http import Server, make_server

__all__ = ["make_server"]

TOKEN = "hf_a-token-that-nobody-may-see"  # noqa: S105 - of no portal
JSON = {"Content-Type": "application/json"}
OK = (200, JSON, b'{"branches": [], "converts": [], "tags": []}')


@pytest.fixture
def server(make_server: Callable[[], Server]) -> Server:
    return make_server()


@pytest.fixture
def hub(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """The Hub at the server; waits are short."""
    monkeypatch.setattr(http, "FIRST_WAIT", 0.001)
    with connected(server.url, SecretStr(TOKEN)) as opened:
        yield opened


def refs(hub: Hub) -> bool:
    """Asks for branches and tags; whether there is a repository."""
    return hub.call(lambda api: api.list_repo_refs("watch/held", repo_type="dataset"), hub.absent) is not None


def tag(hub: Hub) -> None:
    """Sets a tag."""
    hub.call(lambda api: api.create_tag("watch/held", tag="v1.0.0", repo_type="dataset"))


def test_the_hub_is_told_the_token_and_nothing_of_this_machine(hub: Hub, server: Server) -> None:
    server.answers = [OK]
    assert refs(hub)
    headers = {name.lower(): value for name, value in server.asked[0][2].items()}
    assert headers["authorization"] == f"Bearer {TOKEN}"
    assert headers["user-agent"] == "habeas"


def test_no_token_of_this_machine_is_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    server.answers = [(401, JSON, b"{}"), (401, JSON, b'{"error": "Invalid username or password."}')]
    with connected(server.url, None) as hub:
        assert "authorization" not in build_hf_headers()
        assert not refs(hub)
        with pytest.raises(CallFault, match="Give a token"):
            tag(hub)
    assert TOKEN not in str(server.asked)


def test_uploads_go_by_git_lfs_and_nothing_is_counted(hub: Hub) -> None:
    assert hub
    assert constants.HF_HUB_DISABLE_XET
    assert constants.HF_HUB_DISABLE_TELEMETRY


@pytest.mark.parametrize("status", [0, 429, 500, 503])
def test_what_may_pass_is_tried_again(hub: Hub, server: Server, status: int) -> None:
    server.answers = [(status, {}, b""), (status, {}, b""), OK]
    assert refs(hub)
    assert len(server.asked) == 3


def test_it_gives_up_at_last(hub: Hub, server: Server) -> None:
    server.answers = [(503, {}, b"")] * http.ATTEMPTS
    with pytest.raises(PassingFault, match="503"):
        refs(hub)
    assert server.answers == []


def test_no_fault_repeats_the_token(hub: Hub, server: Server) -> None:
    server.answers = [(400, JSON, f'{{"error": "the token {TOKEN} is wrong"}}'.encode())]
    with pytest.raises(CallFault, match="is wrong") as caught:
        tag(hub)
    assert TOKEN not in f"{caught.value!r} {caught.value} {hub!r}"


def test_another_host_is_never_told_the_token(hub: Hub, server: Server, make_server: Callable[[], Server]) -> None:
    elsewhere = make_server()
    server.answers = [(302, {"Location": f"{elsewhere.url}/refs"}, b"")]
    elsewhere.answers = [OK]
    assert refs(hub)
    assert TOKEN not in str(elsewhere.asked)


def test_what_is_sent_is_not_sent_elsewhere(hub: Hub, server: Server, make_server: Callable[[], Server]) -> None:
    elsewhere = make_server()
    server.answers = [(307, {"Location": f"{elsewhere.url}/tag?key=1"}, b"")]
    with pytest.raises(CallFault, match="redirected") as caught:
        tag(hub)
    assert elsewhere.asked == []
    assert "key=1" not in str(caught.value)


def test_a_page_where_data_was_expected(hub: Hub, server: Server) -> None:
    server.answers = [(200, {"Content-Type": "text/html"}, b"<html>Log in</html>")]
    with pytest.raises(DataFault, match="text/html, not JSON"):
        refs(hub)


@pytest.mark.parametrize("said", [b"[]", b"{}", b"no JSON"])
def test_data_that_is_not_the_hubs(hub: Hub, server: Server, said: bytes) -> None:
    server.answers = [(200, JSON, said)]
    with pytest.raises(DataFault, match="not what the Hub answers"):
        refs(hub)


def test_a_machine_that_is_kept_offline(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(CallFault, match="HF_HUB_OFFLINE"), connected(server.url, None):
        raise AssertionError("it was opened")
