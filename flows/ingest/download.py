"""A download of one page or file, with its limits."""

import asyncio
from dataclasses import dataclass
from email.message import Message

import httpx

from flows.errors import DataFault
from flows.ingest.addresses import check_url, resolve
from flows.ingest.limits import MAX_FILE_BYTES, MAX_REDIRECTS, MAX_SECONDS, MEGABYTE

_CODINGS = {"", "identity", "gzip", "deflate"}  # others unpack to far more than a thousand times their size
_HEADERS = {"Accept-Encoding": "gzip, deflate", "User-Agent": "habeas"}


@dataclass(frozen=True, slots=True)
class Download:
    """What a server sent: from which address at last, the bytes unpacked, the media type, and its name for the file."""

    url: str
    data: bytes
    media_type: str
    filename: str | None


def download(address: str, *, allow_private: bool = False, limit: int | None = None) -> Download:
    """Fetch `address` over http or https, within the limits of time, redirects and size (`limit`, in bytes).

    Every hop's host is looked up once, its addresses are checked, and the connection goes to a checked address; no
    proxy is asked. Raises CallFault where the address may not be fetched, DataFault where the fetching fails.
    """
    return asyncio.run(_download_in_time(address, allow_private=allow_private, limit=limit or MAX_FILE_BYTES))


async def _download_in_time(address: str, *, allow_private: bool, limit: int) -> Download:
    try:
        async with asyncio.timeout(MAX_SECONDS):
            return await _follow(address, allow_private=allow_private, limit=limit)
    except TimeoutError as error:
        raise DataFault(
            address, f"it took longer than {MAX_SECONDS:g} seconds", "Try again, or fetch it by hand"
        ) from error
    except httpx.HTTPError as error:
        what = f"the download failed ({type(error).__name__}: {error})"
        raise DataFault(address, what, "Check the address and the network") from error


async def _follow(address: str, *, allow_private: bool, limit: int) -> Download:
    # No connection is used again: another host at the same address must show a certificate of its own.
    once = httpx.Limits(max_keepalive_connections=0)
    async with httpx.AsyncClient(trust_env=False, headers=_HEADERS, limits=once) as client:
        url = check_url(address)
        for _ in range(MAX_REDIRECTS + 1):
            answer = await _ask(client, url, await resolve(url, allow_private=allow_private), limit)
            if isinstance(answer, Download):
                return answer
            url = answer
    raise DataFault(address, f"it redirects more than {MAX_REDIRECTS} times", "Give the address that it leads to")


async def _ask(client: httpx.AsyncClient, url: httpx.URL, addresses: list[str], limit: int) -> Download | httpx.URL:
    """What the first of `addresses` that answers sends: the file, or where it redirects to."""
    for ip in addresses[:-1]:
        try:
            return await _ask_at(client, url, ip, limit)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue
    return await _ask_at(client, url, addresses[-1], limit)


async def _ask_at(client: httpx.AsyncClient, url: httpx.URL, ip: str, limit: int) -> Download | httpx.URL:
    host = url.netloc.decode("ascii")
    named = {"sni_hostname": url.raw_host.decode("ascii")} if url.scheme == "https" else {}
    async with client.stream("GET", url.copy_with(host=ip), headers={"Host": host}, extensions=named) as response:
        if response.has_redirect_location:
            return check_url(response.headers["Location"], url)
        if response.status_code != httpx.codes.OK:
            raise DataFault(url, f"the server answered {response.status_code}", "Check the address in a browser")
        return Download(str(url), await _body(url, response, limit), *_said(response))


async def _body(url: httpx.URL, response: httpx.Response, limit: int) -> bytes:
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    if coding not in _CODINGS:
        raise DataFault(url, f"the server packs the file as {coding!r}", "Fetch it by hand and add that")
    data = bytearray()
    async for chunk in response.aiter_bytes():
        data += chunk
        if len(data) > limit:
            raise DataFault(url, f"it is larger than {limit // MEGABYTE} MB", "Fetch it by hand and split it")
    return bytes(data)


def _said(response: httpx.Response) -> tuple[str, str | None]:
    headers = Message()
    for name in ("Content-Type", "Content-Disposition"):
        if name in response.headers:
            headers[name] = response.headers[name]
    media_type = headers.get_content_type() if "Content-Type" in headers else ""
    return media_type, headers.get_filename()
