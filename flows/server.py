"""A server of the orchestrator on this machine, for schedules: the one that a single run starts keeps none."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from flows.errors import CallFault

HOST = "127.0.0.1"
START_UP = 120  # seconds
ADDRESS = "PREFECT_API_URL"


@contextmanager
def server() -> Iterator[str]:
    """The address of the server that the environment names, or of one that runs as long as the block.

    To be entered before the orchestrator is imported, which reads its settings then. Raises CallFault where the server
    does not start.
    """
    if named := os.environ.get(ADDRESS):
        yield named
        return
    port = _free_port()
    os.environ[ADDRESS] = f"http://{HOST}:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            _wait(process, f"{os.environ[ADDRESS]}/health")
            yield os.environ[ADDRESS]
        finally:
            del os.environ[ADDRESS]
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", health: str) -> None:
    patience = time.monotonic() + START_UP
    while time.monotonic() < patience and process.poll() is None:
        try:
            if httpx.get(health, timeout=2).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise CallFault("serve", "the server of the orchestrator did not start", "Run `prefect server start` to see why")
