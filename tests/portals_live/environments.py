"""Python environments of the programs that the tests run, kept in the clone for the next time."""

import sys
from pathlib import Path

from tests.portals_live.processes import INSTALL, Processes

KEPT = Path(__file__).parents[2] / ".habeas" / "test-portals"


def environment(processes: Processes, name: str, *packages: str) -> Path:
    """The `python` of an environment with `packages`, made if it is not there, or holds others."""
    folder = KEPT / name
    python, ready = folder / "bin" / "python", folder / "ready"
    wanted = "\n".join(packages)
    if not ready.is_file() or ready.read_text(encoding="utf-8") != wanted:
        processes.run(f"{name}-venv", [sys.executable, "-m", "venv", "--clear", folder], patience=INSTALL)
        pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        processes.run(f"{name}-pip", [*pip, *packages], patience=INSTALL)
        ready.write_text(wanted, encoding="utf-8")
    return python
