"""A stand-in for the Hub of Hugging Face: test code that answers as its documentation says, and keeps commits."""

import base64
import hashlib
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.portals.loopback import DataHandler, Loopback

TOKEN = "of-the-tests"  # noqa: S105 - of no portal
BEARER = f"Bearer {TOKEN}"
ATTRIBUTES = b"*.parquet filter=lfs diff=lfs merge=lfs -text\n"
ABSENT = 404, {"error": "Repository not found"}

Files = dict[str, bytes]


class HubStandIn(Loopback):
    """One dataset: what each commit holds, where its branches and tags are, and the store of git LFS beside it."""

    def __init__(self) -> None:
        self.private: bool | None = None  # none where there is no repository
        self.commits: dict[str, Files] = {}
        self.branches: dict[str, str] = {}
        self.tags: dict[str, str] = {}
        self.store: Files = {}
        self.store_url = ""  # another host, as the client sees it
        stand_in = self

        class Handler(DataHandler):
            def respond(self, content: bytes) -> tuple[int, Any]:
                if self.path.startswith("/store/"):
                    assert self.headers.get("Authorization") is None
                    return stand_in.keep(self.path.rpartition("/")[2], content)
                if self.headers.get("Authorization") != BEARER and (self.command != "GET" or stand_in.private):
                    return 401, {"error": "Invalid username or password."}
                stand_in.store_url = f"http://{self.headers['Host'].replace('127.0.0.1', 'localhost')}/store"
                parts = [unquote(each) for each in urlsplit(self.path).path.strip("/").split("/")]
                return stand_in.answer(self.command, parts, content)

        super().__init__(Handler)

    def answer(self, method: str, parts: list[str], content: bytes) -> tuple[int, Any]:
        """The status and the JSON, or the bytes, of an answer."""
        match method, parts:
            case "POST", ["api", "validate-yaml"]:
                return 200, {"errors": [], "warnings": []}
            case "POST", ["api", "repos", "create"]:
                return self._create(json.loads(content))
            case _, ["api", "datasets", "watch", "held", *rest] if self.private is not None:
                return self._act(method, rest, content)
            case "POST", ["datasets", "watch", "held.git", "info", "lfs", "objects", "batch"]:
                return 200, {"transfer": "basic", "objects": list(self._wanted(json.loads(content)["objects"]))}
            case "GET", ["datasets", "watch", "held", "resolve", commit, name]:
                found = self.commits.get(commit, {}).get(name)
                return (404, {"error": "Entry not found"}) if found is None else (200, found)
        return ABSENT

    def keep(self, sha256: str, content: bytes) -> tuple[int, Any]:
        """Takes an object into the store, which is another host."""
        assert hashlib.sha256(content).hexdigest() == sha256
        self.store[sha256] = content
        return 200, {}

    def commit(self, branch: str, files: Files) -> str:
        """Adds a commit."""
        oid = hashlib.sha1(repr([sorted(files.items()), branch, len(self.commits)]).encode()).hexdigest()  # noqa: S324 - git's
        self.commits[oid], self.branches[branch] = files, oid
        return oid

    def shown(self) -> Files:
        """What people without a token are led to."""
        return {} if self.private is not False else self.commits[self.branches["main"]]

    def _create(self, said: dict[str, Any]) -> tuple[int, Any]:
        if self.private is not None:
            return 409, {"error": "You already created this dataset repo", "url": f"{self.url}/datasets/watch/held"}
        self.private = said["visibility"] == "private"
        self.commit("main", {".gitattributes": ATTRIBUTES})
        return 200, {"url": f"{self.url}/datasets/watch/held"}

    def _act(self, method: str, parts: list[str], content: bytes) -> tuple[int, Any]:  # noqa: PLR0911 - one each
        match method, parts:
            case "GET", ["refs"]:
                return 200, self._refs()
            case "PUT", ["settings"]:
                self.private = json.loads(content)["visibility"] == "private"
                return 200, {"visibility": "private" if self.private else "public"}
            case "GET", ["tree", commit]:
                return 200, [_entry(name, content) for name, content in sorted(self.commits[commit].items())]
            case "POST", ["paths-info", revision]:
                files = self.commits[self.branches.get(revision, revision)]
                names = parse_qs(content.decode())["paths"]
                return 200, [_entry(name, files[name]) for name in names if name in files]
            case "POST", ["preupload", _]:
                return 200, {"files": [_mode(each["path"]) for each in json.loads(content)["files"]]}
            case "POST", ["commit", branch]:
                return self._commit(branch, [json.loads(line) for line in content.splitlines()])
            case _, ["branch" | "tag" as kind, name]:
                return self._refer(method, kind, name, json.loads(content or b"{}"))
        return ABSENT

    def _refer(self, method: str, kind: str, name: str, said: dict[str, str]) -> tuple[int, Any]:
        """Makes or removes a branch or a tag; a tag is made at the revision that the address names."""
        refs = self.branches if kind == "branch" else self.tags
        if method == "DELETE":
            return (200, {}) if refs.pop(name, None) else (404, {"error": "Reference does not exist"})
        made, commit = (name, said["startingPoint"]) if kind == "branch" else (said["tag"], name)
        if made in refs:
            return 409, {"error": "Reference already exists"}
        refs[made] = commit
        return 201, {}

    def _refs(self) -> dict[str, Any]:
        return {
            "branches": [_ref("heads", *each) for each in self.branches.items()],
            "converts": [],
            "tags": [_ref("tags", *each) for each in self.tags.items()],
        }

    def _commit(self, branch: str, lines: list[dict[str, Any]]) -> tuple[int, Any]:
        if branch not in self.branches:
            return 404, {"error": f"Invalid rev id: {branch}"}
        if lines[0]["value"]["parentCommit"] != self.branches[branch]:
            return 412, {"error": "A commit has happened since. Please refresh and try again."}
        files = dict(self.commits[self.branches[branch]])
        for line in lines[1:]:
            value = line["value"]
            if line["key"] == "deletedFile":
                del files[value["path"]]
            elif line["key"] == "lfsFile":
                files[value["path"]] = self.store[value["oid"]]
            else:
                files[value["path"]] = base64.b64decode(value["content"])
        oid = self.commit(branch, files)
        return 200, {"commitOid": oid, "commitUrl": f"{self.url}/datasets/watch/held/commit/{oid}", "success": True}

    def _wanted(self, objects: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """How to bring the objects that the store has not."""
        for each in objects:
            href = f"{self.store_url}/{each['oid']}"
            yield each if each["oid"] in self.store else {**each, "actions": {"upload": {"href": href}}}


def _ref(kind: str, name: str, commit: str) -> dict[str, str]:
    return {"name": name, "ref": f"refs/{kind}/{name}", "targetCommit": commit}


def _mode(name: str) -> dict[str, Any]:
    return {"path": name, "uploadMode": "lfs" if name.endswith(".parquet") else "regular", "shouldIgnore": False}


def _entry(name: str, content: bytes) -> dict[str, Any]:
    """A file of a commit; of one in the store of git LFS, git's digest is that of a pointer to it."""
    if not name.endswith(".parquet"):
        return {"type": "file", "path": name, "size": len(content), "oid": _git_digest(content)}
    sha256 = hashlib.sha256(content).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256}\nsize {len(content)}\n".encode()
    lfs = {"oid": sha256, "size": len(content), "pointerSize": len(pointer)}
    return {"type": "file", "path": name, "size": len(content), "oid": _git_digest(pointer), "lfs": lfs}


def _git_digest(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()  # noqa: S324 - git's
