"""Hugging Face's own library, made to call its Hub as other portals are called.

What the library sends goes through one client here: the token stays at the Hub, what may pass is tried again as
everywhere else, and nothing tells the Hub of this machine.
"""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import httpx2
from huggingface_hub import HfApi, close_session, constants, is_offline_mode, set_client_factory
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.utils.tqdm import disable_progress_bars
from pydantic import SecretStr

from flows.errors import CallFault, DataFault, Fault
from flows.portals.http import PASSING, broken, excerpt, refusal, tried

TIMEOUT = httpx2.Timeout(120, connect=15)  # seconds
NEXT = "Check its address in portals.toml, and run it again"

Answer = TypeVar("Answer")


class Hub:
    """The library at the Hub of an address, with this token or with none: never one that lies on this machine."""

    def __init__(self, address: str, token: SecretStr | None) -> None:
        secret = token.get_secret_value() if token else ""
        self._address, self._secrets = address, [secret] if secret else []
        self._api = HfApi(endpoint=address, token=secret or False, headers={"user-agent": "habeas"})
        self.absent = (404,) if token else (401, 404)  # to whom it does not know, the Hub does not tell what is missing

    def call(self, act: Callable[[HfApi], Answer], answers: Collection[int] = ()) -> Answer | None:
        """What the library gives; none where the Hub answers with one of the statuses in `answers`.

        Any call may reach the Hub twice: whoever calls sees to it that this does no harm.
        """
        return tried(lambda: self._call(act, answers))

    def _call(self, act: Callable[[HfApi], Answer], answers: Collection[int]) -> Answer | None:
        try:
            return act(self._api)
        except HfHubHTTPError as error:
            if error.response.status_code in answers:
                return None
            raise self._refusal(error.response) from None
        except RuntimeError as error:  # what fails in an upload, the library wraps in one
            raise error.__cause__ if isinstance(error.__cause__, Fault) else self._unknown() from None
        except (ValueError, KeyError, TypeError):
            raise self._unknown() from None

    def _refusal(self, response: httpx2.Response) -> Fault:
        words = excerpt(response.text, self._secrets)
        return refusal(_place(response.url), response.status_code, words, response.headers)

    def _unknown(self) -> DataFault:
        return DataFault(self._address, "what it answers is not what the Hub answers", NEXT)


@contextmanager
def connected(address: str, token: SecretStr | None) -> Iterator[Hub]:
    """The Hub, as long as the block lasts. Raises CallFault where the environment keeps this machine offline."""
    if is_offline_mode():
        raise CallFault(address, "HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE is set", "Unset it, then run it again")
    constants.HF_HUB_DISABLE_IMPLICIT_TOKEN = True
    constants.HF_HUB_DISABLE_TELEMETRY = True
    constants.HF_HUB_DISABLE_XET = True  # uploads go by git LFS, over the client below
    disable_progress_bars()
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # what may pass is no news; what does not is a fault
    set_client_factory(lambda: _Client(address))
    try:
        yield Hub(address, token)
    finally:
        close_session()


class _Client(httpx2.Client):
    """Sends what the library has to say; only the Hub's own origin is told the token."""

    def __init__(self, address: str) -> None:
        super().__init__(timeout=TIMEOUT)
        self._hub = httpx2.URL(address)

    def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        at_home = _origin(request.url) == _origin(self._hub)
        if not at_home:
            request.headers.pop("Authorization", None)
            self._check_secure(request.url)
        try:
            response = super().send(request, **{**options, "follow_redirects": request.method == "GET"})
        except httpx2.RequestError as error:
            raise broken(_place(request.url), error) from None
        _check(response, data=at_home and "/resolve/" not in request.url.path)
        return response

    def _check_secure(self, url: httpx2.URL) -> None:
        if self._hub.scheme == "https" != url.scheme:
            raise CallFault(_place(url), "the Hub leads to an address without TLS", "Tell those who run it")


def _check(response: httpx2.Response, *, data: bool) -> None:
    """Raises what the library would not, or would try again in its own way; `data` where no page may be answered."""
    where, kind = _place(response.url), response.headers.get("Content-Type", "")
    if response.status_code in PASSING:
        raise refusal(where, response.status_code, response.reason_phrase, response.headers)
    if response.has_redirect_location:
        what = f"what is sent there is redirected to {_place(httpx2.URL(response.headers['Location']))}"
        raise CallFault(where, what, "Name the address that it leads to in portals.toml if you trust it")
    if data and response.is_success and kind.startswith("text/html"):
        raise DataFault(where, f"the portal answered {kind}, not JSON", "Check its address in portals.toml")


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _place(url: httpx2.URL) -> httpx2.URL:
    """An address without what may be signed in it."""
    return url.copy_with(query=None, userinfo=b"")
