"""A stand-in for InvenioRDM: test code that answers as its documentation says, and keeps records in memory."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.portals.loopback import Loopback, QuietHandler

TOKEN = "Bearer of-the-tests"  # noqa: S105 - of no portal


class InvenioStandIn(Loopback):
    """Records by id: their metadata, concept, DOI, files, and whether they are published."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, Any]] = {}
        stand_in = self

        class Handler(QuietHandler):
            def _answer(self) -> None:
                content = self.content()
                parts = urlsplit(self.path).path.strip("/").split("/")[1:]
                if self.headers.get("Authorization") != TOKEN and self.command != "GET":
                    status, said = 403, {"message": "Permission denied."}
                else:
                    status, said = stand_in.answer(self.command, parts, content)
                body = said if isinstance(said, bytes) else json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - named by the library

        super().__init__(Handler)

    def answer(self, method: str, parts: list[str], content: bytes) -> tuple[int, Any]:  # noqa: PLR0911 - one each
        """The status and the JSON, or the bytes, of an answer; `parts` is the path below `api`."""
        match parts:
            case ["user", "records"]:
                return 200, {"hits": {"hits": [_shown(each) for each in self.records.values()]}}
            case ["records"]:
                return self._new(json.loads(content), concept=f"concept-{len(self.records)}")
            case ["records", record, "versions"]:
                return self._new_version(self.records[record])
            case ["records", record, "draft", *rest] if record in self.records:
                draft = self.records[record]
                return (404, {}) if draft["is_published"] else self._draft(draft, method, rest, content)
            case ["records", record, "files", *rest] if record in self.records:
                return self._files(self.records[record], "GET", rest, b"")
            case ["records", record] if self.records.get(record, {}).get("is_published"):
                return 200, _shown(self.records[record])
        return 404, {"message": "The persistent identifier does not exist."}

    def _new(self, said: dict[str, Any], concept: str) -> tuple[int, Any]:
        record = f"rec-{len(self.records)}"
        self.records[record] = {
            "id": record,
            "parent": {"id": concept},
            "is_published": False,
            "pids": {},
            "files": {},
            **_told(said),
        }
        return 201, _shown(self.records[record])

    def _new_version(self, record: dict[str, Any]) -> tuple[int, Any]:
        concept = record["parent"]["id"]
        begun = (each for each in self.records.values() if each["parent"]["id"] == concept and not each["is_published"])
        for each in begun:
            return 201, _shown(each)
        return self._new({"metadata": {**record["metadata"], "version": ""}}, concept)

    def _draft(self, draft: dict[str, Any], method: str, rest: list[str], content: bytes) -> tuple[int, Any]:  # noqa: PLR0911 - one each
        match method, rest:
            case "GET", []:
                return 200, _shown(draft)
            case "PUT", []:
                draft.update(_told(json.loads(content)))
                return 200, {**_shown(draft), "errors": list(_faults(draft))}
            case "DELETE", []:
                del self.records[draft["id"]]
                return 204, b""
            case "POST", ["pids", "doi"]:
                draft["pids"] = {"doi": {"identifier": f"10.5072/{draft['id']}", "provider": "datacite"}}
                return 201, _shown(draft)
            case "POST", ["actions", "publish"]:
                draft["is_published"] = True
                return 202, _shown(draft)
            case _, ["files", *files]:
                return self._files(draft, method, files, content)
        return 405, {}

    def _files(self, record: dict[str, Any], method: str, rest: list[str], content: bytes) -> tuple[int, Any]:  # noqa: PLR0911 - one each
        files = record["files"]
        match method, rest:
            case "GET", []:
                status = {name: "completed" if each["done"] else "pending" for name, each in files.items()}
                return 200, {"entries": [{"key": name, "status": each} for name, each in status.items()]}
            case "POST", []:
                for each in json.loads(content):
                    if each["key"] in files:
                        return 400, {"message": f"File with key {each['key']} already exists."}
                    files[each["key"]] = {"parts": {}, "done": False, "size": each["size"]}
                return 201, {}
            case "PUT", [name, "content", *part]:
                files[name]["parts"][int(part[0]) if part else 1] = content
                return 200, {"key": name}
            case "POST", [name, "commit"]:
                if files[name]["done"]:
                    return 400, {"message": f"File with key {name} is already committed."}
                whole = _whole(files[name])
                files[name]["done"] = len(whole) == files[name]["size"]
                return 200, {"key": name, "checksum": f"md5:{hashlib.md5(whole, usedforsecurity=False).hexdigest()}"}
            case "DELETE", [name]:
                del files[name]
                return 204, b""
            case "GET", [name, "content"] if files.get(name, {}).get("done"):
                return 200, _whole(files[name])
        return 404, {}


def _faults(draft: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if not draft["files"]:
        yield {"field": "files.enabled", "messages": ["Missing uploaded files."]}
    if not draft["metadata"].get("title"):
        yield {"field": "metadata.title", "messages": ["Missing."]}


def _told(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in ("metadata", "pids") if name in said}


def _shown(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "files"}


def _whole(file: dict[str, Any]) -> bytes:
    return b"".join(file["parts"][number] for number in sorted(file["parts"]))
