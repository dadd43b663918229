"""A server that does not come up is given up, and says why."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.portals_live.processes import Processes, free_port, listens

ROOT = Path(__file__).parents[2]


def test_a_server_that_ends_is_not_waited_for(tmp_path: Path) -> None:
    processes = Processes(tmp_path)
    processes.start("store", ["sh", "-c", "echo wrong fsid; exit 1"])
    with pytest.raises(AssertionError, match=r"waited for `store` to answer, but `store` ended(.|\n)*wrong fsid"):
        processes.wait("store", lambda: False)


def test_a_command_ends_when_a_server_that_it_needs_does(tmp_path: Path) -> None:
    processes = Processes(tmp_path)
    processes.start("store", ["sh", "-c", "echo wrong fsid; sleep 0.2"])
    with pytest.raises(AssertionError, match=r"waited for `user` to end, but `store` ended(.|\n)*wrong fsid"):
        processes.run("user", ["sleep", "600"])


def test_a_command_that_hangs_is_ended_in_time(tmp_path: Path) -> None:
    start = time.monotonic()
    with pytest.raises(AssertionError, match=r"took more than 1 s(.|\n)*asks in vain"):
        Processes(tmp_path).run("user", ["sh", "-c", "echo asks in vain >&2; sleep 600"], patience=1)
    assert time.monotonic() - start < 60


def test_nothing_is_left_of_a_server(tmp_path: Path) -> None:
    processes, port = Processes(tmp_path), free_port()
    processes.start("redis", ["redis-server", "--bind", "127.0.0.1", "--port", port, "--save", ""])
    processes.wait("redis", lambda: listens(port))
    processes.stop()
    assert not listens(port)


STARTS = """
import time
from tests.portals_live.conftest import running
from tests.portals_live.processes import free_port, listens

def start(processes):
    port = free_port()
    processes.start("redis", ["redis-server", "--bind", "127.0.0.1", "--port", port, "--save", ""])
    processes.wait("redis", lambda: listens(port))
    return processes.folder, port

with running(start) as (folder, port):
    print(folder, port, flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize("ends", [signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_of_tests_that_are_ended(ends: signal.Signals) -> None:
    tests = subprocess.Popen([sys.executable, "-c", STARTS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert tests.stdout
    folder, port = tests.stdout.readline().decode().split()
    assert listens(int(port))
    tests.send_signal(ends)
    tests.communicate(timeout=60)
    assert not Path(folder).exists()
    assert not listens(int(port))
