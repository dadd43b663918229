"""The schedule and the deployments, on a real server of the orchestrator."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parents[1]
PATIENCE = 240  # seconds


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    (folder / "raw" / "documents").mkdir(parents=True)
    shutil.copy(ROOT / "raw" / "dataset.toml", folder / "raw" / "dataset.toml")
    return folder


@pytest.fixture(scope="module")
def environment(data: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return own | {"PREFECT_HOME": str(data / ".habeas" / "prefect"), "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="module")
def api(data: Path, environment: dict[str, str]) -> Iterator[httpx.Client]:
    """The server that `habeas serve` started, with the pipeline served."""
    command = [sys.executable, "-m", "flows.cli", "serve", "--data", str(data)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout
        address = re.search(r"http://127\.0\.0\.1:\d+/api", serving.stdout.readline())
        assert address
        with httpx.Client(base_url=address.group(), timeout=60) as client:
            yield client
        serving.terminate()
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{address.group()}/health", timeout=5)


def answer(api: httpx.Client, method: str, path: str, wanted: dict[str, Any] | None = None) -> Any:
    """What the server answers once it can: while it starts, or its database is busy, it cannot."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        given = api.request(method, path, json=wanted)
        if given.is_success:
            return given.json()
        time.sleep(0.5)
    raise TimeoutError(f"{method} {path}: {given.status_code} {given.text}")


def deployment(api: httpx.Client, name: str) -> Any:
    """A deployment by name, once it is there."""
    return answer(api, "GET", f"/deployments/name/{name}")


def finished(api: httpx.Client, run: str) -> str:
    """The type of the state in which a flow run ends."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        state: str = answer(api, "GET", f"/flow_runs/{run}")["state"]["type"]
        if state in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}:
            return state
        time.sleep(0.5)
    raise TimeoutError(run)


def test_a_served_pipeline_has_its_schedule_and_writes_a_release(api: httpx.Client, data: Path) -> None:
    served = deployment(api, "habeas/habeas")
    assert [each["schedule"]["cron"] for each in served["schedules"]] == ["0 4 * * *"]
    run = answer(api, "POST", f"/deployments/{served['id']}/create_flow_run", {})
    assert finished(api, run["id"]) == "COMPLETED"
    assert (data / "curated" / "1.0.0" / "SHA256SUMS").is_file()


def test_the_deployments_of_the_project_are_taken_by_a_server(api: httpx.Client, environment: dict[str, str]) -> None:
    env = environment | {"PREFECT_API_URL": str(api.base_url).rstrip("/")}
    answer(api, "POST", "/work_pools/", {"name": "default", "type": "process"})
    command = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"]
    subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
    assert deployment(api, "publish/publish")["entrypoint"] == "flows/publish.py:publish"
    assert deployment(api, "habeas/habeas")["work_pool_name"] == "default"
