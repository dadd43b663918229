"""An object store (S3 and what speaks like it, Google Cloud, Azure) as a portal.

`v/<version>/` holds a release and is never overwritten. `latest.json` names the newest release and lists all of them:
what it does not list is not published. It is one object, so that people see a release from one moment to the next.
"""

import json
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import PurePosixPath
from typing import NamedTuple

from flows.errors import CallFault, DataFault
from flows.portals.bucket import Bucket, Mark
from flows.portals.edition import Edition, File
from flows.portals.portal import Draft, Listing
from flows.release.checksums import NAME
from flows.release.version import Version

LATEST = "latest.json"
VERSIONS = "v"
STAYS = "what the store keeps of removed objects (versions, backups) stays; caches may serve them for a while"
RIVALS = 10  # others who may write latest.json in between before this one gives up

_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"


class Index(NamedTuple):
    """What latest.json says: by version, the digest of its SHA256SUMS; `change` tells who wrote it last.

    `mark` is the store's name of this state; none where there is no latest.json.
    """

    releases: dict[str, str]
    change: str = ""
    mark: Mark | None = None

    @property
    def latest(self) -> str | None:
        """The newest release that it lists."""
        return str(max(map(Version.parse, self.releases))) if self.releases else None

    def text(self) -> bytes:
        """The content of latest.json."""
        newest = self.latest
        path = newest and f"{VERSIONS}/{newest}/"
        said = {"version": newest, "path": path, "releases": self.releases, "change": self.change}
        return json.dumps(said, indent=1, sort_keys=True).encode() + b"\n"


class ObjectStorePortal:
    """The key of a draft is its version; `public` is the address at which people read the bucket."""

    def __init__(self, public: str, bucket: Bucket) -> None:
        self._public, self._bucket = public, bucket

    def alone(self) -> AbstractContextManager[None]:
        """Nothing is kept out: conditional writes let one of two win."""
        return nullcontext()

    def find(self, version: str) -> Draft | None:
        """The release, if latest.json lists it."""
        return Draft(version) if version in self._index().releases else None

    def stage(self, edition: Edition, key: str | None) -> Draft:  # noqa: ARG002 - the prefix is the version's own
        """Puts SHA256SUMS first: the prefix belongs to whoever writes that, and nobody else can."""
        draft, sums = Draft(edition.version), edition.files[-1]
        if not self._create(draft, sums) and self.digest(draft, sums) != sums.sha256:
            what = "another release is there, or was begun, under this version"
            raise CallFault(self.link(draft), what, "Publish under a higher version")
        return draft

    def digest(self, draft: Draft, file: File) -> str | None:
        """Reads the object through the store's API."""
        return self._bucket.digest(_path(draft, file))

    def upload(self, draft: Draft, file: File) -> None:
        """Creates the object; one that is there and differs is removed, unless people see the release already."""
        if self._create(draft, file):
            return
        if self.digest(draft, file) != file.sha256 and not self.find(draft.key):
            self._bucket.remove(_path(draft, file))
            self._create(draft, file)

    def show(self, draft: Draft, edition: Edition) -> bool:
        """Lists the release in latest.json."""
        return self._list(lambda releases: {**releases, draft.key: edition.digest})

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
        self._list(lambda releases: {name: digest for name, digest in releases.items() if name != version})
        found = self._bucket.paths(f"{VERSIONS}/{version}/")
        if not found:
            raise CallFault(self.link(Draft(version)), "there is no such release", "See `habeas published`")
        for path in sorted(found, key=lambda path: PurePosixPath(path).name == NAME):
            self._bucket.remove(path)
        return STAYS

    def _create(self, draft: Draft, file: File) -> bool:
        attributes = {"Content-Type": file.media_type, "Cache-Control": _FOR_EVER}
        return self._bucket.create(_path(draft, file), file.path, attributes)

    def _index(self) -> Index:
        found = self._bucket.read(LATEST)
        if found is None:
            return Index({})
        try:
            said = json.loads(found.content)
            return Index(dict(said["releases"]), said.get("change", ""), found.mark)
        except (ValueError, TypeError, KeyError) as error:
            where = f"{self._public}/{LATEST}"
            raise DataFault(where, "it is not what Habeas wrote", "Mend or remove it") from error

    def _list(self, change: Callable[[dict[str, str]], dict[str, str]]) -> bool:
        """Changes the list of releases; whether it was this call that did, and nobody else meanwhile."""
        own = secrets.token_hex(8)
        for _ in range(RIVALS):
            index = self._index()
            changed = Index(change(index.releases), own, index.mark)
            if changed.releases == index.releases:
                return index.change == own  # it was written, and the answer lost
            if self._write(changed):
                return True
        raise DataFault(f"{self._public}/{LATEST}", "others change it all the time", "Run it again later")

    def _write(self, index: Index) -> bool:
        """Writes latest.json, if it is still as it was read."""
        attributes = {"Content-Type": "application/json", "Cache-Control": _ASK_AGAIN}
        if index.mark is None:
            return self._bucket.create(LATEST, index.text(), attributes)
        return self._bucket.replace(LATEST, index.text(), index.mark, attributes)


def _path(draft: Draft, file: File) -> str:
    return f"{VERSIONS}/{draft.key}/{file.name}"
