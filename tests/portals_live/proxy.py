"""A proxy on loopback that breaks what it is told to: the network, and the servers, at their worst."""

import socketserver
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from socket import create_connection, socket
from typing import Any

HOST = "127.0.0.1"
MOMENT = 30.0  # seconds that a lost answer is waited for, at most
_END = b"\r\n\r\n"


@dataclass(frozen=True)
class Request:
    """One request as it came: `number` counts from 0 over the life of the proxy."""

    number: int
    method: str
    path: str
    head: bytes
    body: bytes


@dataclass
class Exchange:
    """A request and the two ends that it goes between; a fault does with them what it likes."""

    request: Request
    client: socket
    upstream: tuple[str, int]

    def forward(self) -> bytes:
        """Sends the request on; gives the whole answer."""
        with create_connection(self.upstream, timeout=MOMENT) as server:
            server.sendall(_closing(self.request.head) + self.request.body)
            return b"".join(iter(lambda: server.recv(65536), b""))

    def forward_half(self) -> None:
        """Sends the request on to the middle of its body, then ends the connection."""
        with create_connection(self.upstream, timeout=MOMENT) as server:
            server.sendall(_closing(self.request.head) + self.request.body[: len(self.request.body) // 2])

    def answer(self, content: bytes) -> None:
        """Sends what the client gets."""
        self.client.sendall(content)


Fault = Callable[[Exchange], None]
Due = Callable[[Request], bool]


@dataclass
class Proxy:
    """Passes on what comes, but for the requests that a fault is due for."""

    upstream: tuple[str, int]
    faults: list[tuple[Due, Fault]] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        proxy = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                proxy.handle(self.request)

        self._lock = threading.Lock()
        self._server = socketserver.ThreadingTCPServer((HOST, 0), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self.url = f"http://{HOST}:{self.port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()

    def stop(self) -> None:
        """Ends it."""
        self._server.shutdown()
        self._server.server_close()

    def once(self, due: Due, fault: Fault, times: int = 1) -> None:
        """Breaks the first requests that `due` holds for."""
        self.faults.extend([(due, fault)] * times)

    def handle(self, client: socket) -> None:
        """One connection, for one request."""
        try:
            request = self._read(client)
            if request:
                (self._fault(request) or passes)(Exchange(request, client, self.upstream))
        except OSError:
            return  # one of the two ends is gone, which is what this is for

    def _read(self, client: socket) -> Request | None:
        data = b""
        while _END not in data:
            chunk = client.recv(65536)
            if not chunk:
                return None
            data += chunk
        head, _, body = data.partition(_END)
        length = int(_header(head, b"content-length") or 0)
        if _header(head, b"expect"):
            client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        while len(body) < length:
            body += client.recv(65536)
        method, path, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
        with self._lock:
            request = Request(len(self.requests), method, path, head + _END, body)
            self.requests.append(request)
        return request

    def _fault(self, request: Request) -> Fault | None:
        with self._lock:
            for each in self.faults:
                if each[0](request):
                    self.faults.remove(each)
                    return each[1]
        return None


def passes(exchange: Exchange) -> None:
    """No fault."""
    exchange.answer(exchange.forward())


def says(status: str, content: bytes = b"", **headers: str) -> Fault:
    """The server is never reached; the client gets this answer."""

    def fault(exchange: Exchange) -> None:
        exchange.answer(_answer(status, content, headers))

    return fault


def says_after(status: str, content: bytes = b"", **headers: str) -> Fault:
    """The server does what it was asked for; the client gets this answer in place of its own."""

    def fault(exchange: Exchange) -> None:
        exchange.forward()
        exchange.answer(_answer(status, content, headers))

    return fault


def loses_request(_exchange: Exchange) -> None:
    """The connection ends before the server was reached."""


def loses_answer(exchange: Exchange) -> None:
    """The connection ends after the server did what it was asked for."""
    exchange.forward()


def cuts_upload(exchange: Exchange) -> None:
    """The connection ends in the middle of what is sent; the server gets one half."""
    exchange.forward_half()


def cuts_answer(exchange: Exchange) -> None:
    """The connection ends in the middle of what the server sends."""
    answer = exchange.forward()
    start = answer.index(_END) + len(_END)
    exchange.answer(answer[: start + (len(answer) - start) // 2])


def turns_a_bit(exchange: Exchange) -> None:
    """The last byte of the answer is another one."""
    answer = exchange.forward()
    exchange.answer(answer[:-1] + bytes([answer[-1] ^ 1]))


def hangs(seconds: float, *, after: bool) -> Fault:
    """Nothing comes for a while, before or after the server did what it was asked for."""

    def fault(exchange: Exchange) -> None:
        if after:
            exchange.forward()
        time.sleep(seconds)

    return fault


def kills(process: Any, *, after: bool) -> Fault:
    """The client dies, before or after the server did what it was asked for."""

    def fault(exchange: Exchange) -> None:
        if after:
            exchange.forward()
        process.kill()

    return fault


def _answer(status: str, content: bytes, headers: dict[str, str]) -> bytes:
    named = {"Content-Type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = [f"{name}: {value}" for name, value in {**named, "Content-Length": str(len(content))}.items()]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "Connection: close", "", ""]).encode() + content


def _header(head: bytes, name: bytes) -> bytes | None:
    found = (line.partition(b":") for line in head.split(b"\r\n")[1:])
    return next((value.strip() for key, _, value in found if key.strip().lower() == name), None)


def _closing(head: bytes) -> bytes:
    """The head of a request after which the server ends the connection."""
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith((b"connection:", b"expect:"))]
    return b"\r\n".join([lines[0], b"Connection: close", *lines[1:]])
