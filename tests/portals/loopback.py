"""A server on loopback for the time of a test."""

import json
import threading
from abc import abstractmethod
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class QuietHandler(BaseHTTPRequestHandler):
    """Answers without a line on the terminal."""

    def log_message(self, *_: object) -> None:
        pass

    def content(self) -> bytes:
        """What was sent with the request."""
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))


class DataHandler(QuietHandler):
    """Answers with a status and with JSON, or with bytes as they are."""

    @abstractmethod
    def respond(self, content: bytes) -> tuple[int, Any]:
        """The status of an answer, and what it says."""

    def _answer(self) -> None:
        content = self.content()
        if len(content) < int(self.headers.get("Content-Length") or 0):
            return  # the connection ended in the middle, of which a server does nothing
        status, said = self.respond(content)
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/octet-stream" if isinstance(said, bytes) else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - named by the library


class Loopback:
    """Serves with a handler at `url` until it is stopped."""

    def __init__(self, handler: type[QuietHandler]) -> None:
        self.handler = handler
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def stop(self) -> None:
        """Ends it."""
        self._server.shutdown()
        self._server.server_close()
