"""Where a run keeps its state, and how the orchestrator is told to be quiet and offline."""

import os
from pathlib import Path

FOLDER = ".habeas"

# Prefect reads these when it is first imported.
_QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
}


def state_folder(data: Path) -> Path:
    """The folder that holds all state of runs on `data`; nothing of it is needed to run again."""
    return data / FOLDER


def prepare(data: Path) -> None:
    """Keep the orchestrator's state under `data`, offline and quiet. What the environment says already wins."""
    home = state_folder(data).resolve() / "prefect"
    home.mkdir(parents=True, exist_ok=True)
    places = {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home}/prefect.db",
        "PREFECT_RESULTS_LOCAL_STORAGE_PATH": str(home / "results"),
    }
    for name, value in {**_QUIET, **places}.items():
        os.environ.setdefault(name, value)
