"""A stand-in for InvenioRDM's search index, which is OpenSearch: test code, that knows just what InvenioRDM asks of it.

It keeps the documents that it is given; a search finds those of an index that hold every `habeas:` mark of the query.
"""

import json
import re
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

documents: dict[str, dict[str, Any]] = {}  # by index, then by id


class Search(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        """Answers whatever the method."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        parts = [part for part in urlsplit(self.path).path.split("/") if part]
        status, said = (404, {}) if self.command == "HEAD" and parts else _answer(self.command, parts, body)
        content = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer  # noqa: N815 - named by the library

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def _answer(method: str, parts: list[str], body: str) -> tuple[int, dict[str, Any]]:
    match parts:
        case []:
            return 200, {"version": {"number": "2.12.0", "distribution": "opensearch"}}
        case [*_, "_bulk"]:
            return 200, _bulk([json.loads(line) for line in body.splitlines() if line])
        case [index, "_doc", key] if method in {"PUT", "POST"}:
            documents.setdefault(index, {})[key] = json.loads(body)
            return 201, {"_index": index, "_id": key, "result": "created", "_version": 1}
        case [index, "_doc", key] if method == "DELETE":
            documents.get(index, {}).pop(key, None)
            return 200, {"_index": index, "_id": key, "result": "deleted"}
        case [index, "_search" | "_count"]:
            return 200, _search(index, json.loads(body or "{}"))
    return 200, {"acknowledged": True, "shards_acknowledged": True}


def _bulk(lines: list[dict[str, Any]]) -> dict[str, Any]:
    items = []
    rest = iter(lines)
    for line in rest:
        ((action, about),) = line.items()
        index, key = about["_index"], about["_id"]
        if action == "delete":
            documents.get(index, {}).pop(key, None)
        else:
            documents.setdefault(index, {})[key] = next(rest)
        items.append({action: {"_index": index, "_id": key, "status": 200, "_version": 1}})
    return {"errors": False, "items": items, "took": 1}


def _search(index: str, query: dict[str, Any]) -> dict[str, Any]:
    marks = set(re.findall(r"habeas:[\w-]+", json.dumps(query)))
    hits = [
        {"_index": name, "_id": key, "_score": None, "_source": document}
        for name, kept in documents.items()
        if any(asked.strip("*") in name for asked in index.split(","))
        for key, document in kept.items()
        if marks <= set(_words(document))
    ]
    return {
        "took": 1,
        "timed_out": False,
        "_shards": {"total": 1, "successful": 1, "skipped": 0, "failed": 0},
        "hits": {"total": {"value": len(hits), "relation": "eq"}, "max_score": None, "hits": hits},
        "count": len(hits),
        "aggregations": _nothing_counted(query.get("aggs", {})),
    }


def _nothing_counted(asked: dict[str, Any]) -> dict[str, Any]:
    """Facets, each of them empty."""
    plain = {"buckets": [], "doc_count_error_upper_bound": 0, "sum_other_doc_count": 0}
    return {
        name: {"doc_count": 0, **_nothing_counted(each.get("aggs", {}))} if {"filter", "nested"} & set(each) else plain
        for name, each in asked.items()
    }


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _words(each)
    else:
        yield str(value)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Search).serve_forever()
