"""obstore, made to call an object store as other portals are called: what may pass is tried again, in our own way."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import obstore
from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)
from obstore.store import ObjectStore as Store
from obstore.store import from_url
from pydantic import SecretStr

from flows.errors import CallFault, Fault
from flows.portals.declared import ObjectStore
from flows.portals.http import MEND, PASSING, PLACES, PassingFault, excerpt, tried

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig  # of the stubs alone

TIMEOUTS: ClientConfig = {"timeout": timedelta(minutes=10), "connect_timeout": timedelta(seconds=15)}
ONCE: RetryConfig = {"max_retries": 0}

# Seconds. How long a store at its limits asks us to wait (Retry-After), obstore does not tell: stores ask for less.
UNTOLD_WAIT = 15.0
_LIMITS = {429, 503}

_STATUS = re.compile(r"status code: (\d{3})")
_FULL = "QuotaExceeded"
_BROKEN = "HTTP error"  # no answer, or half of one

Answer = TypeVar("Answer")


class Mark(NamedTuple):
    """A state of an object, in the terms of S3 and Azure, and of Google Cloud."""

    e_tag: str | None
    version: str | None

    def told(self) -> dict[str, str]:
        """As obstore takes it."""
        return {name: value for name, value in self._asdict().items() if value is not None}


class Found(NamedTuple):
    """An object as it was read."""

    content: bytes
    mark: Mark


class Bucket:
    """A bucket and a prefix in it.

    Any call may reach the store twice: what writes says whether it did, which the try before it may have done.
    """

    def __init__(self, settings: ObjectStore, token: SecretStr | None) -> None:
        """`token` is an S3 key and its secret, with a colon between; without one, the cloud's own ways are gone."""
        key, colon, secret = token.get_secret_value().partition(":") if token else ("", "", "")
        if token and not (key and secret):
            raise CallFault(settings.url, "its token is no key and its secret", "Set it anew, as KEY:SECRET")
        self._where, self._secrets = settings.url, [key, secret] if colon else []
        self._store = _open(settings, {"access_key_id": key, "secret_access_key": secret} if colon else {})

    def read(self, path: str) -> Found | None:
        """A small object; none where there is none."""

        def get() -> Found | None:
            try:
                answer = obstore.get(self._store, path)
                return Found(bytes(answer.bytes()), Mark(answer.meta["e_tag"], answer.meta["version"]))
            except FileNotFoundError:
                return None

        return self._call(get)

    def digest(self, path: str) -> str | None:
        """The SHA-256 of an object, read whole; none where there is none."""

        def get() -> str | None:
            sha256 = hashlib.sha256()
            try:
                for chunk in obstore.get(self._store, path).stream():
                    sha256.update(chunk)
            except FileNotFoundError:
                return None
            return sha256.hexdigest()

        return self._call(get)

    def create(self, path: str, content: bytes | Path, attributes: dict[str, str]) -> bool:
        """Writes an object; not where there is one."""
        return self._put(path, content, "create", attributes)

    def replace(self, path: str, content: bytes, mark: Mark, attributes: dict[str, str]) -> bool:
        """Writes an object anew; not where it is no longer the one that `mark` names."""
        # Ceph up to 16 knows the mark only without its quotes.
        marks = dict.fromkeys((mark, mark._replace(e_tag=mark.e_tag and mark.e_tag.strip('"'))))
        return any(self._put(path, content, each.told(), attributes) for each in marks)

    def remove(self, path: str) -> None:
        """Removes an object, if it is there."""

        def delete() -> None:
            try:
                obstore.delete(self._store, path)
            except FileNotFoundError:
                return

        self._call(delete)

    def paths(self, prefix: str) -> list[str]:
        """The objects below a prefix."""
        return self._call(
            lambda: [each["path"] for batch in obstore.list(self._store, prefix=prefix) for each in batch]
        )

    def _put(self, path: str, content: bytes | Path, mode: Any, attributes: dict[str, str]) -> bool:
        def put() -> bool:
            try:
                obstore.put(self._store, path, content, attributes=attributes, mode=mode, use_multipart=False)
            except (AlreadyExistsError, PreconditionError):
                return False
            return True

        return self._call(put)

    def _call(self, act: Callable[[], Answer]) -> Answer:
        return tried(lambda: self._once(act))

    def _once(self, act: Callable[[], Answer]) -> Answer:
        try:
            return act()
        except FileNotFoundError:
            raise CallFault(self._where, "there is no such bucket", "Make it, or mend `url` in portals.toml") from None
        except BaseError as error:
            raise self._fault(error) from None

    def _fault(self, error: BaseError) -> Fault:
        # The first line tells what went wrong, the rest how the bindings came by it.
        words, told = excerpt(str(error).strip().splitlines()[0], self._secrets), _STATUS.search(str(error))
        status = int(told.group(1)) if told else None
        if _FULL in str(error):
            return CallFault(self._where, f"it is full ({words})", "Free some space there, then run it again")
        if isinstance(error, PermissionDeniedError | UnauthenticatedError):
            next_step = f"Give a key that may write there, {PLACES}; where it may, set the clock of this machine"
            return CallFault(self._where, f"the store refuses it ({words})", next_step)
        if "InvalidCertificate" in str(error):
            next_step = "Check the address, and the authorities of this machine"
            return CallFault(self._where, "its certificate does not hold", next_step)
        what = f"the store failed ({words})"
        if status in PASSING or (status is None and _BROKEN in str(error)):
            return PassingFault(self._where, what, UNTOLD_WAIT if status in _LIMITS else None)
        return CallFault(self._where, what, MEND)


def _open(settings: ObjectStore, keys: dict[str, str]) -> Store:
    told = {"endpoint": settings.endpoint, "region": settings.region}
    options: dict[str, Any] = {**keys, **{name: value for name, value in told.items() if value}}
    plain = (settings.endpoint or "").startswith("http://")  # only on this machine, see declared.py
    opened: Store = from_url(
        settings.url, client_options={"allow_http": plain, **TIMEOUTS}, retry_config=ONCE, **options
    )
    return opened
