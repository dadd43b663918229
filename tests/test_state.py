"""All state of a run is under the data folder, unless the environment says otherwise."""

import os
from pathlib import Path

import pytest

from flows.state import prepare, state_folder


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PREFECT_") or name == "DO_NOT_TRACK"]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(os, "environ", os.environ.copy())


@pytest.mark.usefixtures("environment")
def test_state_is_under_the_data_folder(tmp_path: Path) -> None:
    prepare(tmp_path)
    home = state_folder(tmp_path) / "prefect"
    assert os.environ["PREFECT_HOME"] == str(home)
    assert str(home) in os.environ["PREFECT_SERVER_DATABASE_CONNECTION_URL"]
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


@pytest.mark.usefixtures("environment")
def test_the_environment_wins(tmp_path: Path) -> None:
    os.environ["PREFECT_HOME"] = "elsewhere"
    prepare(tmp_path)
    assert os.environ["PREFECT_HOME"] == "elsewhere"
