"""Where tokens come from, and that they stay hidden."""

import keyring
import pytest
from keyring.errors import NoKeyringError

from flows.errors import CallFault
from flows.portals.tokens import block_name, find_token, from_environment, from_keyring, variable


def test_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HABEAS_TOKEN_MY_PORTAL", " told \n")
    token = find_token("my-portal", from_environment, lambda _: "kept")
    assert token is not None
    assert token.get_secret_value() == "told"
    assert "told" not in f"{token} {token!r}"


def test_the_next_source_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(variable("my-portal"), raising=False)
    token = find_token("my-portal", from_environment, lambda name: f"of {name}")
    assert token is not None
    assert token.get_secret_value() == "of my-portal"
    assert find_token("my-portal", from_environment) is None


@pytest.mark.parametrize("token", ["two\nlines", "geh\u00e4im", "a\x00b"])
def test_a_token_that_cannot_be_sent_is_not_repeated(token: str) -> None:
    with pytest.raises(CallFault, match="Set it anew") as caught:
        find_token("my-portal", lambda _: token)
    assert token not in f"{caught.value} {caught.value!r}"


def test_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = {("habeas", "my-portal"): "ring"}
    monkeypatch.setattr(keyring, "get_password", lambda *asked: passwords.get(asked))
    assert (from_keyring("my-portal"), from_keyring("another")) == ("ring", None)


def test_a_machine_without_a_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: str) -> str:
        raise NoKeyringError

    monkeypatch.setattr(keyring, "get_password", fails)
    assert from_keyring("my-portal") is None


def test_a_block_has_a_name_of_its_own() -> None:
    assert block_name("my-portal") == "habeas-token-my-portal"
