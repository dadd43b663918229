"""The second flow: a curated release out to a portal, read back and compared."""

from pathlib import Path
from typing import Any

from prefect import State, Task, flow, task
from prefect.artifacts import create_link_artifact
from prefect.client.schemas.objects import TaskRun

from flows.errors import Fault
from flows.portals.folder import Publication, publish_to_folder


def may_pass(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether trying again may help: it does not where the release or the call is at fault."""
    return not isinstance(state.result(raise_on_failure=False), Fault)


@task(
    retries=2,
    retry_delay_seconds=5,
    retry_jitter_factor=0.5,
    retry_condition_fn=may_pass,
    timeout_seconds=3600,
)
def copy(release: Path, portal: Path) -> Publication:
    """One publication; a second call after a broken one begins anew, and after a whole one changes nothing."""
    return publish_to_folder(release, portal)


@flow(name="publish")
def publish(release: Path, portal: Path) -> Publication:
    """Publish the release in the folder `release` to the folder `portal`."""
    publication = copy(release.resolve(), portal.resolve())
    create_link_artifact(
        key="publication", link=publication.place.as_uri(), description=f"Release {publication.version}"
    )
    return publication
