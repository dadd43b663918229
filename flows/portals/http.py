"""Calls to a portal over HTTP: tried again where that may help, and never with a token to another host."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

import httpx
from pydantic import SecretStr
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from flows.errors import CallFault, DataFault

ATTEMPTS = 6
FIRST_WAIT, LONGEST_WAIT = 1.0, 120.0  # seconds
TIMEOUT = httpx.Timeout(120, connect=15)
MAX_REDIRECTS = 5
MEND = "Mend what it complains of, then run it again"
PLACES = "in HABEAS_TOKEN_<PORTAL> or in the keyring"  # of tokens
MAX_WORDS = 300  # letters of an answer that a fault repeats

PASSING = {408, 425, 429, 500, 502, 503, 504}
_REFUSED = {401, 403}
_ABSENT = {404, 410}

Answer = TypeVar("Answer")


class PassingFault(DataFault):
    """What may be gone when it is tried again: the network, or a server at its limits.

    `wait`: the seconds that the server asks for, if it does.
    """

    def __init__(self, where: object, what: str, wait: float | None = None) -> None:
        super().__init__(where, what, "Run it again later; it goes on where it stopped")
        self.wait = wait


class Upload(NamedTuple):
    """A file as the part `part` of a form, with the name and the media type that the portal is told."""

    part: str
    path: Path
    name: str
    media_type: str


class Http:
    """One portal's API below the address `base`.

    `headers` go to that host only, and what is secret in them is kept out of every message. Any call may reach the
    portal twice, since an answer can be lost on its way: whoever calls sees to it that this does no harm.
    """

    def __init__(self, base: str, headers: Mapping[str, SecretStr]) -> None:
        self._base = httpx.URL(base.rstrip("/") + "/")
        self._headers = {name: value.get_secret_value() for name, value in headers.items()}
        self._client = httpx.Client(timeout=TIMEOUT, headers={"User-Agent": "habeas"})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def json(
        self, method: str, path: str, *, answers: Collection[int] = (), upload: Upload | None = None, **body: Any
    ) -> tuple[int, Any]:
        """The status and the JSON of an answer; `body` as httpx takes it, `upload` a part of a form beside it.

        A status that is no success raises a fault, unless it is one of `answers`.
        """
        return tried(lambda: self._json(method, self._base.join(path), answers, upload, body))

    def sent(self, path: str, answers: Collection[int], **body: Any) -> tuple[int, Any, bool]:
        """As `json` for a POST, and whether it was sent again, so that an answer may tell of what the first one did."""
        (status, said), tries = counted(lambda: self._json("POST", self._base.join(path), answers, None, body))
        return status, said, tries > 1

    def put(self, path: str, content: Callable[[], Iterator[bytes]], size: int) -> Any:
        """The JSON that answers `size` bytes of content, which is made anew for each try."""
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(size)}
        url = self._base.join(path)
        return tried(lambda: self._json("PUT", url, (), None, {"content": content(), "headers": headers}))[1]

    def digest(self, path: str) -> str | None:
        """The SHA-256 of what lies at a path, read whole; none where nothing does."""
        return tried(lambda: self._digest(self._base.join(path)))

    def url(self, path: str) -> str:
        """The address of a path."""
        return str(self._base.join(path))

    def _json(
        self, method: str, url: httpx.URL, answers: Collection[int], upload: Upload | None, body: Mapping[str, Any]
    ) -> tuple[int, Any]:
        with _opened(upload) as form, self._answer(method, url, **form, **body) as response:
            response.read()
            if not response.is_success and response.status_code not in answers:
                raise self._fault(response)
            return response.status_code, self._parsed(response)

    def _digest(self, url: httpx.URL) -> str | None:
        with self._answer("GET", url) as response:
            if response.status_code in _ABSENT:
                return None
            if not response.is_success:
                response.read()
                raise self._fault(response)
            sha256 = hashlib.sha256()
            for chunk in response.iter_bytes():
                sha256.update(chunk)
            return sha256.hexdigest()

    @contextmanager
    def _answer(self, method: str, url: httpx.URL, **body: Any) -> Iterator[httpx.Response]:
        """The answer, after the redirects of a GET; only the portal's own origin is told the headers."""
        try:
            for _ in range(MAX_REDIRECTS + 1):
                headers = {**body.pop("headers", {}), **(self._headers if _same_origin(url, self._base) else {})}
                with self._client.stream(method, url, headers=headers, **body) as response:
                    if not response.has_redirect_location:
                        yield response
                        return
                    url = self._next(method, url, response)
        except httpx.TransportError as error:
            raise broken(url.copy_with(query=None), error) from None
        raise CallFault(
            self._base, f"it redirects more than {MAX_REDIRECTS} times", "Check its address in portals.toml"
        )

    def _next(self, method: str, url: httpx.URL, response: httpx.Response) -> httpx.URL:
        target = url.join(response.headers["Location"])
        if method != "GET":
            what = f"what is sent there is redirected to {target.copy_with(query=None, userinfo=b'')}"
            raise CallFault(url, what, "Name that address in portals.toml if you trust it")
        if url.scheme == "https" and target.scheme != "https":
            raise CallFault(url, "it redirects to an address without TLS", "Tell those who run the portal")
        return target

    def _parsed(self, response: httpx.Response) -> Any:
        if not response.content:
            return None
        try:
            return response.json()
        except ValueError as error:
            kind = response.headers.get("Content-Type", "something without a media type")
            where = response.url.copy_with(query=None)
            what = f"the portal answered {kind}, not JSON"
            raise DataFault(where, what, "Check its address in portals.toml") from error

    def _fault(self, response: httpx.Response) -> DataFault | CallFault:
        words = excerpt(response.text, self._headers.values())
        where = response.url.copy_with(query=None)  # which may be signed
        return refusal(where, response.status_code, words, response.headers)


def refusal(where: object, status: int, words: str, headers: Mapping[str, str]) -> DataFault | CallFault:
    """The fault that an answer tells of which is no success; `words` are the portal's own."""
    what = f"the portal answered {status} {words}"
    if status in PASSING:
        return PassingFault(where, what, _asked_wait(headers))
    if status in _REFUSED:
        return CallFault(where, what, f"Give a token that has not expired and may publish there, {PLACES}")
    return CallFault(where, what, MEND)


def excerpt(text: str, secrets: Iterable[str]) -> str:
    """The beginning of what a portal said, without the token, should it repeat it."""
    words = " ".join(text.split())
    for secret in secrets:
        words = words.replace(secret.rpartition(" ")[2], "***")
    return words[:MAX_WORDS]


def tried(call: Callable[[], Answer]) -> Answer:
    """What `call` gives at last: only faults that may pass are tried again, each after a longer while with a jitter."""
    return counted(call)[0]


def counted(call: Callable[[], Answer]) -> tuple[Answer, int]:
    """As `tried`, and how many times it was called."""
    retrying = Retrying(
        retry=retry_if_exception(lambda error: isinstance(error, PassingFault) and (error.wait or 0) <= LONGEST_WAIT),
        stop=stop_after_attempt(ATTEMPTS),
        wait=_wait,
        reraise=True,
    )
    return retrying(call), retrying.statistics["attempt_number"]


def _wait(state: RetryCallState) -> float:
    error = state.outcome and state.outcome.exception()
    asked = error.wait if isinstance(error, PassingFault) and error.wait else 0.0
    return asked + wait_random_exponential(multiplier=FIRST_WAIT, max=LONGEST_WAIT)(state)


def _asked_wait(headers: Mapping[str, str]) -> float | None:
    """The seconds of Retry-After; a date is counted from the server's own clock, since ours may be wrong."""
    asked = headers.get("Retry-After", "")
    if asked.isascii() and asked.isdigit():
        return float(asked)
    try:
        sent = headers.get("Date")
        now = parsedate_to_datetime(sent) if sent else datetime.now(UTC)
        return max(0.0, (parsedate_to_datetime(asked) - now).total_seconds())
    except (ValueError, TypeError):
        return None


def broken(url: object, error: Exception) -> DataFault | CallFault:
    """The fault that a connection tells of which failed."""
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return CallFault(url, "its certificate does not hold", "Check the address, and the authorities of this machine")
    return PassingFault(url, f"the connection failed ({type(error).__name__})")


def _same_origin(url: httpx.URL, base: httpx.URL) -> bool:
    return (url.scheme, url.host, url.port) == (base.scheme, base.host, base.port)


@contextmanager
def _opened(upload: Upload | None) -> Iterator[dict[str, Any]]:
    if upload is None:
        yield {}
        return
    with upload.path.open("rb") as file:
        yield {"files": {upload.part: (upload.name, file, upload.media_type)}}
