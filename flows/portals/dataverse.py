"""Dataverse as a portal, by its native API (https://guides.dataverse.org/en/latest/api/native-api.html).

All releases are versions of one dataset. A release is uploaded and read back in the dataset's draft, which only those
see who may edit it, and which holds the files of the version before, so that only what differs is sent. A published
version can be taken back, not removed.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from tenacity import Retrying, retry_if_result, stop_after_delay, wait_fixed

from flows.errors import CallFault, DataFault
from flows.portals.dataverse_terms import EDITION, MARK, RELEASE, described, marks
from flows.portals.declared import Dataverse
from flows.portals.edition import Edition, File
from flows.portals.http import Http, Upload, refusal
from flows.portals.portal import Draft, Listing
from flows.release.version import Version

POLL, LONGEST_LOCK = 2.0, 300.0  # seconds
STAYS = "a page at its DOI says that it was withdrawn, and the portal keeps the files, which only its editors see"
REASON = "Withdrawn by its publisher."

_DRAFT = ":draft"
_ABSENT, _REFUSED = 404, (403, 409)

Record = Mapping[str, Any]


class DataversePortal:
    """The key of a draft is the dataset's persistent id and the portal's name of the version, with a space between."""

    def __init__(self, settings: Dataverse, http: Http) -> None:
        self._settings, self._http = settings, http
        self._pid: str | None = None
        self._rows: dict[str, dict[str, Record]] = {}  # by draft and by file
        self._told: Record = {}  # the metadata of the draft as the portal gave it out

    def alone(self) -> AbstractContextManager[None]:
        """Nobody is kept out: a dataset has but one draft, and an edit of somebody else in it is seen."""
        return nullcontext()

    def find(self, version: str) -> Draft | None:
        """The published version that holds the release."""
        number = _releases(self._versions()).get(version)
        return self._known(number) if number else None

    def stage(self, edition: Edition, key: str | None) -> Draft:
        """The draft of the dataset, which is made where there is none, without the files of other releases."""
        self._pid = key.partition(" ")[0] if key else None
        if not self._versions():
            self._create(edition)
        self._settle()
        self._begin(edition, self._versions())
        draft = self._known(_DRAFT)
        self._told, self._rows[draft.key] = self._draft(), self._files(_DRAFT)
        for name in self._rows[draft.key].keys() - {file.name for file in edition.files}:
            self._remove(self._rows[draft.key].pop(name))
        return draft

    def digest(self, draft: Draft, file: File) -> str | None:
        """Downloads the file, which the portal is asked not to count."""
        if draft.key not in self._rows:
            self._rows[draft.key] = self._files(draft.key.partition(" ")[2])
        row = self._rows[draft.key].get(file.name)
        return self._http.digest(f"api/access/datafile/{_id(row)}?gbrecs=true") if row else None

    def upload(self, draft: Draft, file: File) -> None:
        """Adds the file to the draft, in the place of one that differs."""
        if not draft.key.endswith(_DRAFT):
            return
        if row := self._rows[draft.key].get(file.name):
            self._remove(row)
        told = {"description": file.description, "mimeType": file.media_type, "restrict": "false", "tabIngest": "false"}
        upload = Upload("file", file.path, file.name, file.media_type)
        added = self._act("POST", "add", upload=upload, data={"jsonData": json.dumps(told)})["files"][0]
        if added["label"] != file.name:  # it was there, and the answer lost: the portal makes another name of it
            self._remove(added)
        self._rows[draft.key] = self._files(_DRAFT)

    def show(self, draft: Draft, edition: Edition) -> bool:
        """Publishes the draft: as a major version always, for the portal takes no minor one with other files."""
        self._settle()
        if self.find(edition.version):
            return False
        if self._changed(draft):
            where = self.link(draft)
            raise DataFault(where, "somebody edited the dataset meanwhile", "Look at it, then run it again")
        query = {"persistentId": self._pid, "type": "major"}
        status, said, again = self._http.sent("api/datasets/:persistentId/actions/:publish", _REFUSED, params=query)
        self._settle()
        if self.find(edition.version):  # even where it was refused: another was quicker, or an answer was lost
            return status not in _REFUSED or again
        if status in _REFUSED:
            raise refusal(self.link(draft), status, _message(said), {})
        raise DataFault(self.link(draft), "the portal did not publish the draft", "Look at it there, then run it again")

    def link(self, draft: Draft) -> str:
        """The page of the dataset, which shows its newest version."""
        return self._page(draft.key.partition(" ")[0])

    def published(self) -> list[Listing]:
        """The releases in the published versions."""
        found = _releases(self._versions())
        ordered = sorted(found, key=Version.parse)
        return [Listing(each, f"{self._page()}&version={found[each]}", each == ordered[-1]) for each in ordered]

    def withdraw(self, version: str) -> str:
        """Takes back a published version, or discards the draft."""
        versions = self._versions()
        if number := _releases(versions).get(version):
            self._act("POST", f"versions/{number}/deaccession", json={"deaccessionReason": REASON})
            return STAYS
        if not versions or not _is_draft(versions[0]) or marks(versions[0]).get(RELEASE) != version:
            where = self._http.url(f"dataverse/{self._settings.collection}")
            raise CallFault(where, "there is no such release", "See `habeas published`")
        self._discard(f"versions/{_DRAFT}" if versions[1:] else "")
        return "it was a draft, of which nothing stays"

    def _begin(self, edition: Edition, versions: list[Record]) -> None:
        """Makes the draft of the next version. Raises a fault where another one is there, or a newer release."""
        newest = max(map(Version.parse, _releases(versions)), default=None)
        if newest and newest > Version.parse(edition.version):
            what = f"release {newest} is there, and the newest version is the one that people are led to"
            raise CallFault(self._page(), what, "Publish under a higher version")
        editions = [marks(each).get(EDITION) for each in versions]
        if not _is_draft(versions[0]):
            self._act("PUT", f"versions/{_DRAFT}", json=described(edition, self._mark))
        elif editions[0] in editions[1:]:
            raise DataFault(self._page(), "somebody is editing the dataset", "Publish or discard that draft first")
        elif editions[0] != edition.digest:
            what = f"another release was begun there, as {marks(versions[0]).get(RELEASE)}"
            raise CallFault(self._page(), what, "Publish that one, or `habeas unpublish` it")

    def _create(self, edition: Edition) -> None:
        """Makes a dataset, and takes it away where there is one by now: an answer was lost, or somebody was quicker."""
        path = f"api/dataverses/{self._settings.collection}/datasets"
        body = {"datasetVersion": described(edition, self._mark)}
        self._pid = str(self._data(self._http.json("POST", path, json=body)[1])["persistentId"])
        first = next(self._datasets(), self._pid)
        if first != self._pid:
            self._discard("")
        self._pid = first

    def _changed(self, draft: Draft) -> bool:
        """Whether the draft is no longer what was staged, uploaded and read back."""
        before, now = self._rows[draft.key], self._files(_DRAFT)
        same_files = {name: _id(row) for name, row in before.items()} == {name: _id(row) for name, row in now.items()}
        return not same_files or self._draft() != self._told

    def _settle(self) -> None:
        """Waits until nothing holds the dataset. Raises DataFault where something does for long."""
        wait = Retrying(
            retry=retry_if_result(bool),
            stop=stop_after_delay(LONGEST_LOCK),
            wait=wait_fixed(POLL),
            retry_error_callback=lambda state: state.outcome and state.outcome.result(),
        )
        if locks := wait(self._act, "GET", "locks"):
            what = f"it is locked ({', '.join(sorted(each['lockType'] for each in locks))})"
            raise DataFault(self._page(), what, "Run it again when that is over; it goes on where it stopped")

    def _versions(self) -> list[Record]:
        """The versions of the dataset, newest first; none where there is no dataset."""
        if found := self._versions_of(self._pid) if self._pid else []:
            return found
        self._pid = next(self._datasets(), None)
        return self._versions_of(self._pid) if self._pid else []

    def _versions_of(self, pid: str) -> list[Record]:
        query = {"persistentId": pid, "excludeFiles": "true"}
        path = "api/datasets/:persistentId/versions"
        status, said = self._http.json("GET", path, answers=(_ABSENT,), params=query)
        return [] if status == _ABSENT else list(self._data(said))

    def _datasets(self) -> Iterator[str]:
        """The persistent ids of the datasets in the collection that are known by the slug, in the order of their age.

        The index knows those that were published; of drafts the collection itself is asked, since the index lags.
        """
        collection = self._settings.collection
        query = {"q": f'otherIdValue:"{self._mark}"', "type": "dataset", "subtree": collection}
        hits = self._data(self._http.json("GET", "api/search", params=query)[1])["items"]
        rows = self._data(self._http.json("GET", f"api/dataverses/{collection}/contents")[1])
        drafts = (each for each in rows if each["type"] == "dataset" and "publicationDate" not in each)
        ids = [f"{each['protocol']}:{each['authority']}/{each['identifier']}" for each in sorted(drafts, key=_age)]
        for pid in dict.fromkeys([*(each["global_id"] for each in hits), *ids]):
            if any(marks(each).get(MARK) == self._mark for each in self._versions_of(pid)):
                yield pid

    def _draft(self) -> Record:
        """The metadata of the draft."""
        found: Record = self._act("GET", f"versions/{_DRAFT}/metadata")
        return found

    def _files(self, version: str) -> dict[str, Record]:
        return {row["label"]: row for row in self._act("GET", f"versions/{version}/files")}

    def _remove(self, row: Record) -> None:
        """Takes a file out of the draft; published versions keep it."""
        self._http.json("DELETE", f"api/files/{_id(row)}", answers=(_ABSENT,))

    def _discard(self, path: str) -> None:
        """Takes away a draft, or a dataset that was never published, if it is there."""
        query = {"persistentId": self._pid}
        self._http.json("DELETE", f"api/datasets/:persistentId/{path}", answers=(_ABSENT,), params=query)

    def _act(self, method: str, path: str, **body: Any) -> Any:
        """What a call on the dataset gives."""
        query = {"persistentId": self._pid}
        return self._data(self._http.json(method, f"api/datasets/:persistentId/{path}", params=query, **body)[1])

    def _data(self, said: Any) -> Any:
        if not isinstance(said, dict) or said.get("status") != "OK" or "data" not in said:
            raise DataFault(self._settings.url, "what answers is no Dataverse", "Check its address in portals.toml")
        return said["data"]

    @property
    def _mark(self) -> str:
        """What the dataset is known by."""
        return f"habeas:{self._settings.slug}"

    def _known(self, version: str) -> Draft:
        pid = self._pid or ""
        return Draft(f"{pid} {version}", pid.removeprefix("doi:") if pid.startswith("doi:") else None)

    def _page(self, pid: str | None = None) -> str:
        return self._http.url(f"dataset.xhtml?persistentId={pid or self._pid}")


def _releases(versions: list[Record]) -> dict[str, str]:
    """By release, what the portal calls the newest published version that holds it."""
    published = [each for each in versions if each["versionState"] == "RELEASED" and RELEASE in marks(each)]
    return {marks(each)[RELEASE]: f"{each['versionNumber']}.{each['versionMinorNumber']}" for each in published[::-1]}


def _age(row: Record) -> int:
    return int(row["id"])


def _is_draft(version: Record) -> bool:
    return bool(version["versionState"] == "DRAFT")


def _id(row: Record) -> int:
    return int(row["dataFile"]["id"])


def _message(said: Any) -> str:
    return str(said.get("message", "")) if isinstance(said, dict) else ""
