"""Servers of the tests: started in a folder of their own, on loopback, and stopped by process id."""

import os
import pwd
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import httpx

HOST = "127.0.0.1"
INSTALL = 600  # seconds for a command to end
WITH_US = ["setpriv", "--pdeathsig=TERM"]  # a server ends with the tests, however those end
PATIENCE = 90  # seconds for a server to answer, or to stop


class Processes:
    """The servers that were started; `stop` ends them in reverse order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, name: str, command: Sequence[object], env: Mapping[str, str] | None = None) -> None:
        """Starts a server whose output goes to a log of its own."""
        log = (self.folder / f"{name}.log").open("wb")
        words = [*WITH_US, *map(str, command)]
        self._running.append(
            subprocess.Popen(words, stdout=log, stderr=log, env=env, cwd=self.folder, start_new_session=True)
        )
        log.close()

    def run(self, name: str, command: Sequence[object], env: Mapping[str, str] | None = None) -> str:
        """Runs a command to its end; gives what it printed."""
        words = [str(word) for word in command]
        done = subprocess.run(
            words, capture_output=True, text=True, env=env, cwd=self.folder, check=False, timeout=INSTALL
        )
        (self.folder / f"{name}.log").write_text(done.stdout + done.stderr, encoding="utf-8")
        assert done.returncode == 0, f"{name}: {(done.stdout + done.stderr)[-3000:]}"
        return done.stdout

    def wait(self, name: str, ready: Callable[[], bool]) -> None:
        """Waits until a server that was started is ready."""
        patience = time.monotonic() + PATIENCE
        while not ready():
            dead = self._running[-1].poll() is not None
            if dead or time.monotonic() > patience:
                raise AssertionError(f"{name}: {(self.folder / f'{name}.log').read_text(errors='replace')[-3000:]}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Ends every server with the processes that it started."""
        for process in reversed(self._running):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(PATIENCE)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()


def free_port() -> int:
    """A port of loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
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
