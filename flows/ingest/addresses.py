"""Which addresses a download may go to."""

import asyncio
import socket
from ipaddress import IPv6Address, ip_address

import httpx

from flows.errors import CallFault, DataFault

_PORTS = {"http": 80, "https": 443}


def check_url(address: str, base: httpx.URL | None = None) -> httpx.URL:
    """`address`, where relative counted from `base`, as a URL.

    Raises CallFault where it is not of http or https, has no host, or bears a password."""
    try:
        url = base.join(address) if base else httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise CallFault(address, f"it is no address ({error})", "Copy it anew from the browser") from error
    if url.scheme not in _PORTS or not url.host:
        raise CallFault(address, "only http and https addresses are fetched", "Give one that begins with https://")
    if url.userinfo:
        raise CallFault(
            url.copy_with(userinfo=b""), "the address bears a password", "Fetch the file by hand and add that"
        )
    return url


async def resolve(url: httpx.URL, *, allow_private: bool) -> list[str]:
    """The IP addresses of a URL's host; what connects to one of these cannot be led elsewhere.

    Raises DataFault where the host is not known, and CallFault where an address of it is not public.
    """
    loop = asyncio.get_running_loop()
    try:
        port = url.port or _PORTS[url.scheme]
        found = await loop.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DataFault(url, f"its host is not known ({error})", "Check the address and the network") from error
    addresses = [str(each[4][0]) for each in found]
    hidden = [address for address in addresses if not is_public(address)]
    if hidden and not allow_private:
        what = f"its host has the address {hidden[0]}, which is not on the public internet"
        raise CallFault(url, what, "Allow private addresses if you mean a server of your own network")
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not private, loopback, link-local, reserved or multicast.

    IPv6 addresses that carry an IPv4 one (6to4, and by reservation NAT64 and mapped ones) are not.
    """
    ip = ip_address(address.partition("%")[0])
    carries = isinstance(ip, IPv6Address) and ip.sixtofour is not None
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or carries)
