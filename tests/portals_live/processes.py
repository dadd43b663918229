"""Servers of the tests: started in a folder of their own, on loopback, and stopped by process id."""

import os
import pwd
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import httpx

HOST = "127.0.0.1"
WITH_US = ["setpriv", "--pdeathsig=TERM"]  # a server ends with the tests, however those end
PATIENCE = 120  # seconds for a server to answer, or to stop, and for a command to end
INSTALL = 900  # seconds for packages to be installed
PORTS = range(20_000, 32_000)  # below those that the system gives to the near ends of connections

Popen = subprocess.Popen[bytes]
Handler = Callable[[int, FrameType | None], object] | int | None


class Processes:
    """The servers that were started, each with a log in `folder`; `stop` ends them in reverse order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._servers: dict[str, Popen] = {}

    def start(self, name: str, command: Sequence[object], env: Mapping[str, str] | None = None) -> int:
        """Starts a server; gives the id of its process."""
        with self._log(name).open("wb") as log:
            words = [*WITH_US, *map(str, command)]
            self._servers[name] = subprocess.Popen(
                words, stdout=log, stderr=log, env=env, cwd=self.folder, start_new_session=True
            )
        return self._servers[name].pid

    def run(
        self, name: str, command: Sequence[object], env: Mapping[str, str] | None = None, patience: float = PATIENCE
    ) -> str:
        """Runs a command to its end, in `patience` seconds at most; gives what it printed."""
        printed = self.folder / f"{name}.out"
        with self._log(name).open("wb") as log, printed.open("wb") as out:
            words = [*WITH_US, *map(str, command)]
            process = subprocess.Popen(words, stdout=out, stderr=log, env=env, cwd=self.folder, start_new_session=True)
        try:
            self._until(lambda: process.poll() is not None, f"`{name}` to end", name, patience)
        finally:
            _end(process)
        said = printed.read_text(encoding="utf-8", errors="replace")
        assert process.returncode == 0, f"`{name}` failed\n{said[-3000:]}\n{self._end_of_log(name)}"
        return said

    def wait(self, name: str, ready: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Waits until a server that was started is ready, for `patience` seconds at most."""
        self._until(ready, f"`{name}` to answer", name, patience)

    def stop(self) -> None:
        """Ends every server with the processes that it started."""
        for process in reversed(self._servers.values()):
            _end(process)

    def _until(self, done: Callable[[], bool], what: str, name: str, patience: float) -> None:
        """Waits until `done`. Raises AssertionError when the patience, or one of the servers, is at its end."""
        end = time.monotonic() + patience
        while not done():
            fallen = [each for each, process in self._servers.items() if process.poll() is not None]
            if fallen or time.monotonic() > end:
                why = f"`{fallen[0]}` ended" if fallen else f"that took more than {patience:.0f} s"
                logs = "\n".join(map(self._end_of_log, dict.fromkeys([*fallen, name, *self._servers])))
                raise AssertionError(f"waited for {what}, but {why}\n{logs}")
            time.sleep(0.05)

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def _end_of_log(self, name: str) -> str:
        return f"--- {name}\n{self._log(name).read_text(encoding='utf-8', errors='replace')[-2000:]}"


@contextmanager
def handled(handlers: Mapping[signal.Signals, Handler]) -> Iterator[None]:
    """Handles signals so, as long as the block lasts."""
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(process: Popen) -> None:
    """Ends a process with those that it started: asked first, then made to."""
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    """A port of loopback that nobody has; by chance, so that others who look for one at the same time find another."""
    while True:
        port = random.choice(PORTS)  # noqa: S311 - not a secret
        if not listens(port):
            return port


def answers(address: str) -> bool:
    """Whether something answers there over HTTP."""
    try:
        return httpx.get(address, timeout=30).status_code < 500
    except httpx.TransportError:
        return False


def listens(port: int) -> bool:
    """Whether something listens at a port of loopback."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def as_user(name: str, folder: Path) -> list[str]:
    """What to put before a command that root must not run; `folder` is made that user's own."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam(name)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return [*WITH_US, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
