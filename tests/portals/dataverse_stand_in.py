"""A stand-in for Dataverse: test code that answers as its guides say, and keeps datasets in memory."""

import copy
import hashlib
import itertools
import json
from email import message_from_bytes
from email.message import Message
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.portals.loopback import DataHandler, Loopback

TOKEN = "of-the-tests"  # noqa: S105 - of no portal
DOI = "doi:10.5072/FK2/HELD"
COLLECTION = "watch"
ABSENT = 404, {"status": "ERROR", "message": "Not found."}

Said = tuple[int, Any]
Version = dict[str, Any]


class DataverseStandIn(Loopback):
    """The versions of each dataset, oldest first: each has its state, number, metadata, and rows of files by label.

    `indexed`: whether the search index knows of what was published. `locks`: what holds a dataset, answer by answer.
    """

    def __init__(self, first: str = DOI) -> None:
        self.first = first
        self.datasets: dict[str, list[Version]] = {}
        self.contents: dict[int, bytes] = {}
        self.indexed = True
        self.locks: list[list[str]] = []
        self._ids = itertools.count(1)
        stand_in = self

        class Handler(DataHandler):
            def respond(self, content: bytes) -> Said:
                address = urlsplit(self.path)
                known = self.headers.get("X-Dataverse-key") == TOKEN
                if not known and self.command != "GET":
                    return 401, {"status": "ERROR", "message": "User :guest is not permitted to perform this action."}
                query = {name: values[0] for name, values in parse_qs(address.query).items()}
                if self.headers.get_content_type() == "multipart/form-data":
                    content = b"Content-Type: " + self.headers["Content-Type"].encode() + b"\r\n\r\n" + content
                parts = address.path.strip("/").split("/")[1:]
                if parts[:2] == ["datasets", ":persistentId"]:
                    if query["persistentId"] not in stand_in.visible(known=known):
                        return ABSENT
                    return stand_in.act(self.command, [*parts[2:], ""], content, query, known=known)
                return stand_in.answer(self.command, parts, content, known=known)

        super().__init__(Handler)

    def visible(self, *, known: bool) -> list[str]:
        """The persistent ids of the datasets that one sees with the token, or without."""
        return [pid for pid, versions in self.datasets.items() if known or _published(versions)]

    def answer(self, method: str, parts: list[str], content: bytes, *, known: bool) -> Said:
        """The status and the JSON, or the bytes, of an answer; `parts` is the path below `api`."""
        match method, parts:
            case "GET", ["search"]:
                found = [pid for pid, versions in self.datasets.items() if self.indexed and _published(versions)]
                return _well({"items": [{"type": "dataset", "global_id": pid} for pid in found]})
            case "GET", ["dataverses", alias, "contents"] if alias == COLLECTION:
                return _well([self._row(pid) for pid in self.visible(known=known)])
            case "POST", ["dataverses", alias, "datasets"] if alias == COLLECTION:
                pid = self.first if self.first not in self.datasets else f"{self.first}-{next(self._ids)}"
                self.datasets[pid] = [_draft(json.loads(content)["datasetVersion"]["metadataBlocks"], {})]
                return 201, {"status": "OK", "data": {"id": self._row(pid)["id"], "persistentId": pid}}
            case "GET", ["access", "datafile", number] if int(number) in self.contents:
                return 200, self.contents[int(number)]
            case "DELETE", ["files", number]:
                return self._remove(int(number))
        return ABSENT

    def act(self, method: str, parts: list[str], content: bytes, query: dict[str, str], *, known: bool) -> Said:  # noqa: PLR0911 - one each
        """What an act on one dataset is answered; `parts` is the path below it."""
        versions = self.datasets[query["persistentId"]]
        match method, parts:
            case "GET", ["versions", ""]:
                found = versions if known else _published(versions)
                return _well([{k: v for k, v in each.items() if k != "files"} for each in reversed(found)])
            case "GET", ["versions", name, what, ""]:
                version = _numbered(versions, name)
                return _well(version["metadataBlocks"] if what == "metadata" else list(version["files"].values()))
            case "GET", ["locks", ""]:
                return _well([{"lockType": each} for each in self.locks.pop(0)] if self.locks else [])
            case "PUT", ["versions", ":draft", ""]:
                edited(versions)["metadataBlocks"] = json.loads(content)["metadataBlocks"]
                return _well({})
            case "POST", ["add", ""]:
                return self._upload(edited(versions), content)
            case "POST", ["actions", ":publish", ""]:
                return _publish(versions, query["type"])
            case "POST", ["versions", name, "deaccession", ""]:
                _numbered(versions, name)["versionState"] = "DEACCESSIONED"
                return _well({"message": json.loads(content)["deaccessionReason"]})
            case "DELETE", _:
                versions.pop()
                self.datasets = {pid: each for pid, each in self.datasets.items() if each}
                return _well({"message": "deleted"})
        return ABSENT

    def add(self, version: Version, label: str, content: bytes) -> dict[str, Any]:
        """Puts a file into a version, under another name where there is one of that name."""
        files, number = version["files"], next(self._ids)
        stem, _, end = label.rpartition(".")
        checksum = {"type": "MD5", "value": hashlib.md5(content, usedforsecurity=False).hexdigest()}
        data_file = {"id": number, "filename": label, "filesize": len(content), "checksum": checksum}
        row = {"label": f"{stem}-1.{end}" if label in files else label, "restricted": False, "dataFile": data_file}
        self.contents[number] = content
        files[row["label"]] = row
        return row

    def shown(self) -> list[dict[str, bytes]]:
        """What people without a token see: by label, the files of each published version."""
        return [
            {label: self.contents[row["dataFile"]["id"]] for label, row in version["files"].items()}
            for versions in self.datasets.values()
            for version in _published(versions)
        ]

    def _upload(self, version: Version, content: bytes) -> Said:
        parts = {_name(part): part for part in message_from_bytes(content, policy=HTTP).iter_parts()}
        assert json.loads(_content(parts["jsonData"]))["tabIngest"] == "false"
        label = parts["file"].get_filename()
        return _well({"files": [self.add(version, str(label), _content(parts["file"]))]})

    def _remove(self, number: int) -> Said:
        for versions in self.datasets.values():
            for label, row in list(versions[-1]["files"].items()):
                if row["dataFile"]["id"] == number:
                    del edited(versions)["files"][label]
                    return _well({"message": "deleted"})
        return ABSENT

    def _row(self, pid: str) -> dict[str, Any]:
        """A dataset in the list of what the collection holds; as real ones do, it has no date until it is public."""
        protocol, _, rest = pid.partition(":")
        authority, _, identifier = rest.partition("/")
        row = {"protocol": protocol, "authority": authority, "identifier": identifier, "type": "dataset"}
        public = {"publicationDate": "2031-05-10"} if _published(self.datasets[pid]) else {}
        return {"id": list(self.datasets).index(pid) + 1, **row, **public}


def edited(versions: list[Version]) -> Version:
    """The draft of a dataset, which an edit of a published one makes."""
    if versions[-1]["versionState"] != "DRAFT":
        versions.append(_draft(versions[-1]["metadataBlocks"], copy.deepcopy(versions[-1]["files"])))
    return versions[-1]


def _draft(metadata: dict[str, Any], files: dict[str, Any]) -> Version:
    return {"versionState": "DRAFT", "metadataBlocks": metadata, "files": files}


def _publish(versions: list[Version], kind: str) -> Said:
    if versions[-1]["versionState"] != "DRAFT":
        return 403, {"status": "ERROR", "message": "Latest version is already released."}
    if kind != "major":
        return 403, {"status": "ERROR", "message": "Cannot release as minor version. Re-try as major release."}
    versions[-1] |= {"versionState": "RELEASED", "versionNumber": len(versions), "versionMinorNumber": 0}
    return _well({})


def _numbered(versions: list[Version], name: str) -> Version:
    if name == ":draft":
        return edited(versions)
    return next(each for each in versions if f"{each.get('versionNumber')}.0" == name)


def _published(versions: list[Version]) -> list[Version]:
    return [each for each in versions if each["versionState"] == "RELEASED"]


def _well(data: Any) -> Said:
    return 200, {"status": "OK", "data": data}


def _name(part: Message) -> str:
    return str(part.get_param("name", header="Content-Disposition"))


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content
