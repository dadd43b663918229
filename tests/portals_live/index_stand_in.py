"""A stand-in for the search index of CKAN, which is Solr: test code, that knows just what CKAN asks of it.

It keeps the documents that it is given, and answers a search for words of a field, or for all.
"""

import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SCHEMA = b'<?xml version="1.0"?><schema name="ckan-2.11"/>'
_FIELD = re.compile(r'\+?(\w+):"?([^"\s)]+)"?')

documents: dict[str, dict[str, Any]] = {}


class Index(BaseHTTPRequestHandler):
    """One request: the schema, an update, or a search."""

    def do_GET(self) -> None:
        """The schema, or a search."""
        address = urlsplit(self.path)
        if address.path.endswith("/schema"):
            self._send(SCHEMA, "application/xml")
        else:
            self._search(parse_qs(address.query))

    def do_POST(self) -> None:
        """An update, or a search with a long query."""
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if "/update" in self.path:
            self._update(content)
        else:
            self._search(parse_qs(content))

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _update(self, content: str) -> None:
        if content.lstrip().startswith("["):
            documents.update({document["index_id"]: document for document in json.loads(content)})
        elif "<delete>" in content:
            for gone in re.findall(r'\bid:"?([\w-]+)', content):
                documents.pop(next((key for key, each in documents.items() if each["id"] == gone), ""), None)
        self._send(b"{}", "application/json")

    def _search(self, query: dict[str, list[str]]) -> None:
        words = " ".join(query.get("q", []) + query.get("fq", []))
        wanted = [(name, value) for name, value in _FIELD.findall(words) if name in ("id", "name", "index_id")]
        found = [each for each in documents.values() if all(_holds(each, *pair) for pair in wanted)]
        answer = {"responseHeader": {"status": 0}, "response": {"numFound": len(found), "start": 0, "docs": found}}
        self._send(json.dumps(answer).encode(), "application/json")

    def _send(self, content: bytes, media_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _holds(document: dict[str, Any], name: str, value: str) -> bool:
    return value in (document.get(name), document.get("name") if name == "id" else None)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Index).serve_forever()
