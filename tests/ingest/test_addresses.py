"""Which addresses a download may go to."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import CallFault, DataFault
from flows.ingest.addresses import check_url, is_public, resolve


@pytest.mark.parametrize("address", ["1.1.1.1", "151.101.1.1", "2606:4700::1111"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


OTHER_IPV4 = "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 255.255.255.255"
OTHER_IPV6 = "::1 :: fe80::1%eth0 fc00::1 ff02::1 2001:db8::1"
IPV4_IN_IPV6 = "::ffff:127.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: 2001:0:7f00:1::"


@pytest.mark.parametrize("address", f"{OTHER_IPV4} {OTHER_IPV6} {IPV4_IN_IPV6}".split())
def test_other_addresses(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8"))
def test_a_private_address_stays_private_in_ipv6(address: object) -> None:
    assert not is_public(str(address))
    assert not is_public(f"::ffff:{address}")
    assert not is_public(f"64:ff9b::{address}")


@pytest.mark.parametrize(
    "address",
    ["ftp://a.example/", "file:///etc/passwd", "http://", "http://a\x00b", "http://a:x/", "a.txt"],
)
def test_only_web_addresses_are_fetched(address: str) -> None:
    with pytest.raises(CallFault):
        check_url(address)


def test_a_password_is_neither_sent_nor_repeated() -> None:
    with pytest.raises(CallFault) as caught:
        check_url("https://user:secret@a.example/")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://2130706433/", "http://[::1]/", "http://localhost/"])
def test_a_private_host_is_refused_unless_allowed(address: str) -> None:
    url = check_url(address)
    with pytest.raises(CallFault, match="not on the public internet"):
        asyncio.run(resolve(url, allow_private=False))
    assert asyncio.run(resolve(url, allow_private=True))


def test_an_unknown_host_says_so() -> None:
    with pytest.raises(DataFault, match="not known"):
        asyncio.run(resolve(check_url("http://no-such-host.invalid/"), allow_private=True))
