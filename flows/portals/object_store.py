"""An object store (S3 and what speaks like it, Google Cloud, Azure) as a portal.

`v/<version>/` holds a release and is never overwritten. `latest.json` names the newest release and lists all of them:
what it does not list is not published. It is one object, so that people see a release from one moment to the next.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

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

from flows.errors import CallFault, DataFault
from flows.portals.declared import ObjectStore
from flows.portals.edition import Edition, File
from flows.portals.portal import Draft, Listing
from flows.release.checksums import NAME
from flows.release.version import Version

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig  # of the stubs alone

LATEST = "latest.json"
VERSIONS = "v"
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"

TIMEOUTS: ClientConfig = {"timeout": timedelta(minutes=10), "connect_timeout": timedelta(seconds=15)}
RETRIES: RetryConfig = {
    "max_retries": 5,
    "retry_timeout": timedelta(minutes=5),
    "backoff": {"init_backoff": timedelta(seconds=1), "max_backoff": timedelta(minutes=1), "base": 2},
}


class Index(NamedTuple):
    """What latest.json says: by version, the digest of its SHA256SUMS; `e_tag` is the store's mark of this state."""

    releases: dict[str, str]
    e_tag: str | None

    @property
    def latest(self) -> str | None:
        """The newest release that it lists."""
        return str(max(map(Version.parse, self.releases))) if self.releases else None


class ObjectStorePortal:
    """The key of a draft is its version."""

    def __init__(self, settings: ObjectStore, token: SecretStr | None) -> None:
        """`token` is an S3 key and its secret, with a colon between; without one, the cloud's own ways are gone."""
        self._where, self._public = settings.url, settings.public
        self._store = _open(settings, token)

    def alone(self) -> AbstractContextManager[None]:
        """Nothing is kept out: conditional writes let one of two win."""
        return nullcontext()

    def find(self, version: str) -> Draft | None:
        """The release, if latest.json lists it."""
        return Draft(version) if version in self._index().releases else None

    def stage(self, edition: Edition, key: str | None) -> Draft:  # noqa: ARG002 - the prefix is the version's own
        """Puts SHA256SUMS first: the prefix belongs to whoever writes that, and nobody else can."""
        sums = edition.files[-1]
        draft = Draft(edition.version)
        with self._faults():
            try:
                self._put(draft, sums, "create")
            except AlreadyExistsError:
                if self.digest(draft, sums) != sums.sha256:
                    raise CallFault(
                        self.link(draft),
                        "another release is there, or was begun, under this version",
                        "Publish under a higher version",
                    ) from None
        return draft

    def digest(self, draft: Draft, file: File) -> str | None:
        """Reads the object through the store's API."""
        sha256 = hashlib.sha256()
        with self._faults():
            try:
                for chunk in obstore.get(self._store, _path(draft, file)).stream():
                    sha256.update(chunk)
            except FileNotFoundError:
                return None
        return sha256.hexdigest()

    def upload(self, draft: Draft, file: File) -> None:
        """Creates the object; one that is there and differs is removed, unless people see the release already."""
        with self._faults():
            try:
                self._put(draft, file, "create")
            except AlreadyExistsError:
                if self.digest(draft, file) != file.sha256 and not self.find(draft.key):
                    obstore.delete(self._store, _path(draft, file))
                    self._put(draft, file, "create")

    def show(self, draft: Draft, edition: Edition) -> None:
        """Lists the release in latest.json."""
        self._list(lambda releases: {**releases, draft.key: edition.digest})

    def link(self, draft: Draft) -> str:
        """The public address of the release; the name of a file follows."""
        return f"{self._public}/{VERSIONS}/{draft.key}/"

    def published(self) -> list[Listing]:
        """What latest.json lists."""
        index = self._index()
        found = sorted(map(Version.parse, index.releases))
        return [Listing(str(each), self.link(Draft(str(each))), str(each) == index.latest) for each in found]

    def withdraw(self, version: str) -> str:
        """Takes the release out of latest.json, then removes its objects, SHA256SUMS last."""
        prefix = f"{VERSIONS}/{version}/"
        self._list(lambda releases: {name: digest for name, digest in releases.items() if name != version})
        with self._faults():
            found = [each["path"] for batch in obstore.list(self._store, prefix=prefix) for each in batch]
            if not found:
                raise CallFault(self.link(Draft(version)), "there is no such release", "See `habeas published`")
            for path in sorted(found, key=lambda path: PurePosixPath(path).name == NAME):
                obstore.delete(self._store, path)
        return "what the store keeps of removed objects (versions, backups) stays; caches may serve them for a while"

    def _put(self, draft: Draft, file: File, mode: Any) -> None:
        attributes = {"Content-Type": file.media_type, "Cache-Control": _FOR_EVER}
        obstore.put(self._store, _path(draft, file), file.path, attributes=attributes, mode=mode, use_multipart=False)

    def _index(self) -> Index:
        with self._faults():
            try:
                answer = obstore.get(self._store, LATEST)
                said = json.loads(bytes(answer.bytes()))
                return Index(said["releases"], answer.meta["e_tag"])
            except FileNotFoundError:
                return Index({}, None)
            except (ValueError, TypeError, KeyError) as error:
                raise DataFault(
                    f"{self._public}/{LATEST}", "it is not what Habeas wrote", "Mend or remove it"
                ) from error

    def _list(self, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
        """Changes the list of releases. Raises DataFault where somebody else did since it was read."""
        index = self._index()
        changed = index._replace(releases=change(index.releases))
        if changed.releases == index.releases or any(self._replace(mark, changed) for mark in _marks(index)):
            return
        if self._index().releases != changed.releases:
            raise DataFault(f"{self._public}/{LATEST}", "somebody else published meanwhile", "Run it again")

    def _replace(self, mark: Any, index: Index) -> bool:
        """Writes latest.json, if it is still the one that `mark` names."""
        newest = index.latest
        said = {"version": newest, "path": newest and f"{VERSIONS}/{newest}/", "releases": index.releases}
        text = json.dumps(said, indent=1, sort_keys=True).encode() + b"\n"
        attributes = {"Content-Type": "application/json", "Cache-Control": _ASK_AGAIN}
        with self._faults():
            try:
                obstore.put(self._store, LATEST, text, attributes=attributes, mode=mark, use_multipart=False)
            except (AlreadyExistsError, PreconditionError):
                return False
        return True

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Tells what the store refuses as a fault."""
        try:
            yield
        except (PermissionDeniedError, UnauthenticatedError) as error:
            next_step = "Give a key that may write there; where it may, set the clock of this machine"
            raise CallFault(self._where, f"the store refuses it ({_words(error)})", next_step) from None
        except FileNotFoundError:
            raise CallFault(self._where, "there is no such bucket", "Make it, or mend `url` in portals.toml") from None
        except BaseError as error:
            if "InvalidCertificate" in str(error):
                next_step = "Check the address, and the authorities of this machine"
                raise CallFault(self._where, "its certificate does not hold", next_step) from None
            next_step = "Run it again later; it goes on where it stopped"
            raise DataFault(self._where, f"the store failed ({_words(error)})", next_step) from None


def _marks(index: Index) -> list[Any]:
    """Conditions under which latest.json may be written; Ceph up to 16 knows the mark only without its quotes."""
    if index.e_tag is None:
        return ["create"]
    return [{"e_tag": index.e_tag}, {"e_tag": index.e_tag.strip('"')}]


def _open(settings: ObjectStore, token: SecretStr | None) -> Store:
    options: dict[str, Any] = {}
    if settings.endpoint:
        options["endpoint"] = settings.endpoint
    if settings.region:
        options["region"] = settings.region
    if token:
        options["access_key_id"], _, options["secret_access_key"] = token.get_secret_value().partition(":")
    plain = (settings.endpoint or "").startswith("http://")  # only on this machine, see declared.py
    opened: Store = from_url(
        settings.url, client_options={"allow_http": plain, **TIMEOUTS}, retry_config=RETRIES, **options
    )
    return opened


def _path(draft: Draft, file: File) -> str:
    return f"{VERSIONS}/{draft.key}/{file.name}"


def _words(error: BaseError) -> str:
    """The first line of what went wrong, without the bindings' own account of it."""
    return str(error).strip().splitlines()[0][:300]
