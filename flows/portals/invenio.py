"""InvenioRDM, the software of Zenodo, as a portal (https://inveniordm.docs.cern.ch/reference/rest_api_index/).

A release is a record with a DOI. The DOI is reserved for the draft and written into the release's metadata before a
file is uploaded. The next release is a new version of the same record, so that one DOI of the concept leads to the
newest. A published record cannot be taken back.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from flows.errors import CallFault, DataFault
from flows.portals.declared import Invenio
from flows.portals.edition import Edition, File
from flows.portals.http import MEND, Http, refusal
from flows.portals.portal import Draft, Listing
from flows.release.version import Version

PART = 64 * 1024 * 1024  # bytes; a larger file goes in parts of this size
STAYS = "its DOI was never registered, so nothing stays"
_CHUNK = 1024 * 1024
_DRAFT = "/draft"
_NO_FILES_YET = "files.enabled"  # what the portal finds fault with in every draft before the first upload
_ABSENT, _REFUSED = 404, (400, 403, 409)

Record = Mapping[str, Any]


class InvenioPortal:
    """The key of a draft is the id of its record, with `/draft` after it until it is published."""

    def __init__(self, settings: Invenio, http: Http) -> None:
        self._settings, self._http = settings, http

    def alone(self) -> AbstractContextManager[None]:
        """Nobody is kept out: a record has but one draft of its next version."""
        return nullcontext()

    def find(self, version: str) -> Draft | None:
        """The published record of that version."""
        found = (each for each in self._records() if each["is_published"] and _version(each) == version)
        return next((Draft(each["id"], _doi(each)) for each in found), None)

    def stage(self, edition: Edition, key: str | None) -> Draft:
        """The draft of that version, or of the next one of the same record, or of the first; with a reserved DOI."""
        draft = self._draft(edition, key)
        described = {"metadata": self._metadata(edition), "access": _PUBLIC, "files": {"enabled": True}}
        draft = self._well(self._call("PUT", f"{draft['id']}{_DRAFT}", json={**described, "pids": draft["pids"]}))
        if not draft["pids"].get("doi"):
            draft = self._well(self._call("POST", f"{draft['id']}{_DRAFT}/pids/doi"))
        return Draft(f"{draft['id']}{_DRAFT}", _doi(draft))

    def digest(self, draft: Draft, file: File) -> str | None:
        """Downloads the file, if its upload came to its end."""
        done = _is_whole(self._entries(draft).get(file.name))
        return self._http.digest(f"api/records/{draft.key}/files/{file.name}/content") if done else None

    def upload(self, draft: Draft, file: File) -> None:
        """Begins the file anew, since a broken upload cannot go on; then its content, in parts if it is large."""
        if not draft.key.endswith(_DRAFT):
            return
        files = f"{draft.key}/files"
        if file.name in self._entries(draft):
            self._call("DELETE", f"{files}/{file.name}", answers=(_ABSENT,))
        parts = math.ceil(file.size / PART)
        transfer = {"type": "M", "parts": parts, "part_size": PART} if parts > 1 else {"type": "L"}
        begun = [{"key": file.name, "size": file.size, "transfer": transfer}]
        self._bring_about(files, lambda: file.name in self._entries(draft), json=begun)
        for number in range(max(parts, 1)):
            start, size = number * PART, min(PART, file.size - number * PART)
            path = f"api/records/{files}/{file.name}/content{f'/{number + 1}' if parts > 1 else ''}"
            self._http.put(path, partial(_chunks, file.path, start, size), size)
        self._bring_about(f"{files}/{file.name}/commit", lambda: _is_whole(self._entries(draft).get(file.name)))

    def show(self, draft: Draft, edition: Edition) -> bool:
        """Publishes the draft and registers its DOI, for ever."""
        record = draft.key.removesuffix(_DRAFT)
        self._give_way(record, edition.version)
        status, _, again = self._http.sent(f"api/records/{draft.key}/actions/publish", (_ABSENT,))
        if status == _ABSENT:  # it is published by now: else there is no such record either
            self._call("GET", record)
        return status != _ABSENT or again

    def link(self, draft: Draft) -> str:
        """The page of the record."""
        return self._http.url(f"records/{draft.key.removesuffix(_DRAFT)}")

    def published(self) -> list[Listing]:
        """The published versions of the record."""
        found = {_version(each): each["id"] for each in self._records() if each["is_published"]}
        ordered = sorted(found, key=Version.parse)
        return [Listing(each, self.link(Draft(found[each])), each == ordered[-1]) for each in ordered]

    def withdraw(self, version: str) -> str:
        """Discards a draft. Raises CallFault for a published record."""
        if found := self.find(version):
            what = f"a published record stays, and its DOI {found.doi} leads to it"
            next_step = "Ask those who run the portal to withdraw it; a tombstone stays at the DOI"
            raise CallFault(self.link(found), what, next_step)
        drafts = [each for each in self._records() if _version(each) == version]
        if not drafts:
            raise CallFault(self._http.url("me/uploads"), "there is no such release", "See `habeas published`")
        for each in drafts:
            self._call("DELETE", f"{each['id']}{_DRAFT}")
        return STAYS

    def _draft(self, edition: Edition, key: str | None) -> Record:
        if key:
            status, said = self._http.json("GET", f"api/records/{key}", answers=(_ABSENT,))
            if status != _ABSENT:
                return _mapping(said)
        records = self._records()
        for each in records:
            if not each["is_published"] and _version(each) == edition.version:
                return _mapping(self._call("GET", f"{each['id']}{_DRAFT}"))
        published = sorted((Version.parse(_version(each)), each["id"]) for each in records if each["is_published"])
        if published:
            return _mapping(self._call("POST", f"{published[-1][1]}/versions"))
        described = {"metadata": self._metadata(edition), "access": _PUBLIC, "files": {"enabled": True}}
        return self._well(self._http.json("POST", "api/records", json=described)[1])

    def _give_way(self, own: str, version: str) -> None:
        """Discards the record that is about to be the dataset's first, where somebody else began one as well.

        Both look, and only one of the two may go on: the published one, or else the one whose id comes first.
        """
        status, draft = self._http.json("GET", f"api/records/{own}{_DRAFT}", answers=(_ABSENT,))
        if status == _ABSENT:
            return
        records, concept = self._records(), _concept(_mapping(draft))
        others = [each for each in records if _concept(each) != concept]
        is_first = not any(each["is_published"] for each in records if _concept(each) == concept)
        if is_first and any(
            each["is_published"] or (_version(each) == version and each["id"] < own) for each in others
        ):
            self._call("DELETE", f"{own}{_DRAFT}")
            raise DataFault(self.link(Draft(own)), "somebody else published this dataset meanwhile", "Run it again")

    def _records(self) -> list[Record]:
        """The records and drafts of this dataset that the token's user owns, every version."""
        query = {"q": f'metadata.identifiers.identifier:"{self._mark}"', "allversions": "true", "size": "100"}
        hits = _mapping(self._http.json("GET", "api/user/records", params=query)[1])["hits"]["hits"]
        return [each for each in hits if self._mark in _identifiers(each)]

    @property
    def _mark(self) -> str:
        """What the records of this dataset are known by."""
        return f"habeas:{self._settings.slug}"

    def _entries(self, draft: Draft) -> dict[str, Record]:
        entries = _mapping(self._call("GET", f"{draft.key}/files"))["entries"]
        return {entry["key"]: entry for entry in entries}

    def _bring_about(self, path: str, is_done: Callable[[], bool], **body: Any) -> None:
        """Sends what the portal refuses the second time, unless the first time did it and only the answer was lost."""
        status, said, again = self._http.sent(f"api/records/{path}", _REFUSED, **body)
        if status in _REFUSED and not (again and is_done()):
            raise refusal(self._http.url(f"api/records/{path}"), status, str(_mapping(said).get("message", "")), {})

    def _call(self, method: str, path: str, **body: Any) -> Any:
        return self._http.json(method, f"api/records/{path}", **body)[1]

    def _well(self, said: Any) -> Record:
        """A draft in which the portal finds no fault: it says so in an answer that tells of success."""
        errors = [each for each in _mapping(said).get("errors", []) if each["field"] != _NO_FILES_YET]
        if errors:
            words = "; ".join(f"{each['field']}: {' '.join(each['messages'])}" for each in errors)
            raise CallFault(self._http.url("api/records"), f"the portal refuses the description ({words})", MEND)
        return _mapping(said)

    def _metadata(self, edition: Edition) -> dict[str, Any]:
        """A release in the terms of InvenioRDM. Raises DataFault where the release has no day of publication."""
        package, day = edition.package, edition.citation.get("date-released")
        if day is None:
            raise DataFault(
                "dataset.toml", "it has no `published`, which this portal must be told", "Add it and make a new release"
            )
        publisher = package["contributors"][0]["title"]
        return {
            "resource_type": {"id": "dataset"},
            "title": package["title"],
            "description": MarkdownIt("commonmark", {"html": False}).enable("table").render(edition.readme),
            "publication_date": str(day),
            "publisher": publisher,
            "version": edition.version,
            "creators": [{"person_or_org": {"type": "organizational", "name": publisher}}],
            "rights": [_rights(package["licenses"][0])],
            "subjects": [{"subject": keyword} for keyword in package.get("keywords", [])],
            "identifiers": [{"scheme": "other", "identifier": self._mark}],
        }


_PUBLIC = {"record": "public", "files": "public"}


def _rights(licence: Mapping[str, str]) -> dict[str, Any]:
    """InvenioRDM knows licences by their SPDX identifiers in lower case; any other is told in its own words."""
    if "name" in licence and "path" in licence:
        return {"id": licence["name"].lower()}
    return {"title": {"en": licence["title"]}, **({"link": licence["path"]} if "path" in licence else {})}


def _mapping(said: Any) -> Record:
    if not isinstance(said, dict):
        raise DataFault("the portal", "what it answers is not what InvenioRDM answers", "Check its address")
    return said


def _is_whole(entry: Record | None) -> bool:
    """Whether the upload of a file came to its end."""
    return entry is not None and entry.get("status", "completed") == "completed"


def _concept(record: Record) -> str:
    return str(record["parent"]["id"])


def _version(record: Record) -> str:
    return str(record["metadata"].get("version", ""))


def _identifiers(record: Record) -> list[str]:
    return [each["identifier"] for each in record["metadata"].get("identifiers", [])]


def _doi(record: Record) -> str | None:
    found = record.get("pids", {}).get("doi", {}).get("identifier")
    return None if found is None else str(found)


def _chunks(path: Path, start: int, size: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while size > 0 and (chunk := file.read(min(_CHUNK, size))):
            size -= len(chunk)
            yield chunk
