"""The second flow: a curated release out to a portal, read back and compared."""

from pathlib import Path
from typing import Any, cast

from prefect import State, Task, flow, task
from prefect.artifacts import create_link_artifact
from prefect.blocks.system import Secret
from prefect.client.schemas.objects import TaskRun

from flows.errors import Fault
from flows.portals.connect import journal, open_portal
from flows.portals.http import PassingFault
from flows.portals.publication import Publication
from flows.portals.publication import publish as publish_to
from flows.portals.tokens import block_name


def may_pass(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether trying again may help: it does not where the release or the call is at fault."""
    fault = state.result(raise_on_failure=False)
    return isinstance(fault, PassingFault) or not isinstance(fault, Fault)


def from_block(portal: str) -> str | None:
    """The token in the Secret block `habeas-token-PORTAL` of the Prefect server, if there is one."""
    try:
        block = cast("Secret[str]", Secret.load(block_name(portal)))
    except ValueError:  # there is no such block
        return None
    return str(block.get())


@task(
    retries=2,
    retry_delay_seconds=5,
    retry_jitter_factor=0.5,
    retry_condition_fn=may_pass,
    timeout_seconds=3600,
    persist_result=False,
)
def bring(portal: str, release: Path, data: Path, *, production: bool) -> Publication:
    """One publication; a second call after a broken one goes on, and after a whole one changes nothing."""
    with open_portal(portal, data, from_block, production=production) as opened:
        return publish_to(release, opened, journal(portal, data, production=production))


@flow(name="publish")
def publish(portal: str, release: Path, data: Path, *, production: bool = False) -> Publication:
    """Publish the release in the folder `release` to a portal of `data`/portals.toml, or to the folder `portal`.

    A portal with a sandbox gets it there, unless `production` is said.
    """
    publication = bring(portal, release.resolve(), data.resolve(), production=production)
    link = Path(publication.link).as_uri() if publication.link.startswith("/") else publication.link
    create_link_artifact(key="publication", link=link, description=f"Release {publication.version}")
    return publication
