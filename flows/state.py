"""Where a run keeps its state, and how the orchestrator is told to be quiet and offline."""

import atexit
import os
import sys
from pathlib import Path

from flows.errors import CallFault

FOLDER = ".habeas"
STANDARD_ERROR = 2

# Prefect reads these when it is first imported. What fails is raised, so its own log of it would be the second one.
_QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
}


def state_folder(data: Path) -> Path:
    """The folder that holds all state of runs on `data`; nothing of it is needed to run again."""
    return data / FOLDER


def prepare(data: Path) -> None:
    """Keep the orchestrator's state under `data`, offline and quiet. What the environment says already wins.

    Raises CallFault where `data` is no folder.
    """
    if not data.is_dir():
        raise CallFault(data, "there is no such folder", "Make one with `habeas init`")
    home = state_folder(data).resolve() / "prefect"
    home.mkdir(parents=True, exist_ok=True)
    places = {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home}/prefect.db",
        "PREFECT_RESULTS_LOCAL_STORAGE_PATH": str(home / "results"),
    }
    for name, value in {**_QUIET, **places}.items():
        os.environ.setdefault(name, value)
    atexit.register(_end_quietly)


def _end_quietly() -> None:
    """Close the error stream once all else has ended.

    The orchestrator's threads keep DuckDB's types alive to the very end, of which DuckDB's bindings then print a list
    that no user can do anything about.
    """
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), STANDARD_ERROR)
