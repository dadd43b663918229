"""Exchanges with a portal, written down after its documentation: a server that asks for just these, in this order.

`recorded/<portal>/<name>.yaml` lists them. Of each, `ask` is method and path; `token: false` says that no token comes
along; `json`, `lines` (of JSON), `form`, `text` or `sha256` is what is sent, where long contents are told by their
SHA-256. `status` (200 by default) and `answer`, or the content of a `file` of a release, is what comes back.
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from email import message_from_bytes
from email.policy import HTTP
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

from tests.portals.loopback import DataHandler, Loopback

RECORDED = Path(__file__).parent / "recorded"
RELEASES = RECORDED / "releases"

Exchange = dict[str, Any]


def recorded(name: str) -> list[Exchange]:
    """The exchanges in a file."""
    found: list[Exchange] = yaml.safe_load((RECORDED / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


class Replay(Loopback):
    """`rest`: the exchanges that did not come yet; `surprises`: what came in place of the next one."""

    def __init__(self, exchanges: Sequence[Exchange], token: tuple[str, str]) -> None:
        """`token` is the header that bears it, and what it says."""
        self.rest, self.surprises = list(exchanges), list[Exchange]()
        replay = self

        class Handler(DataHandler):
            def respond(self, content: bytes) -> tuple[int, Any]:
                asked = as_written(self, content, token)
                return replay.answer(asked)

        super().__init__(Handler)

    def answer(self, asked: Exchange) -> tuple[int, Any]:
        """What was written down, if it was for this."""
        expected = self.rest.pop(0) if self.rest else {}
        if asked != {name: value for name, value in expected.items() if name not in {"status", "answer", "file"}}:
            self.surprises.append(asked)
            return 400, {"message": f"unexpected: {asked}, not {expected}"}
        if "file" in expected:
            return 200, (RELEASES / expected["file"]).read_bytes()
        said = json.dumps(expected.get("answer", {})).replace("{url}", self.url).replace("{store}", elsewhere(self.url))
        return expected.get("status", 200), json.loads(said)


def elsewhere(url: str) -> str:
    """The same server under a name that makes it another origin."""
    return url.replace("127.0.0.1", "localhost")


def as_written(request: DataHandler, content: bytes, token: tuple[str, str]) -> Exchange:
    """A request, as it is written down."""
    known = {} if request.headers.get(token[0]) == token[1] else {"token": False}
    return {"ask": f"{request.command} {unquote(request.path)}", **known, **_content(request, content)}


def _content(request: DataHandler, content: bytes) -> Exchange:
    match request.headers.get_content_type():
        case _ if not content:
            return {}
        case "application/json" | "application/vnd.git-lfs+json":
            return {"json": _brief(json.loads(content))}
        case "application/x-ndjson":
            return {"lines": [_brief(json.loads(line)) for line in content.splitlines()]}
        case "application/x-www-form-urlencoded":
            return {"text": unquote(content.decode())}
        case "multipart/form-data":
            head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
            parts = message_from_bytes(head + content, policy=HTTP).iter_parts()
            return {"form": [_part(part) for part in parts]}
    return {"sha256": hashlib.sha256(content).hexdigest()}


def _part(part: Any) -> Exchange:
    content = part.get_payload(decode=True)
    if (name := part.get_filename()) is None:
        return {"json": json.loads(content)}
    return {"file": name, "type": part.get_content_type(), "sha256": hashlib.sha256(content).hexdigest()}


def _brief(said: Any) -> Any:
    """JSON in which contents of files, in base 64 or not, are told by their SHA-256."""
    if isinstance(said, list):
        return [_brief(each) for each in said]
    if not isinstance(said, dict):
        return said
    told = {name: _digest(name, said) for name in ("content", "sample") if name in said}
    return {name: told.get(name) or _brief(value) for name, value in said.items()}


def _digest(name: str, said: Exchange) -> str:
    encoded = name == "sample" or said.get("encoding") == "base64"
    return hashlib.sha256(base64.b64decode(said[name]) if encoded else said[name].encode()).hexdigest()
