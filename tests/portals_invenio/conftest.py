"""InvenioRDM, once for all tests; a dataset of its own for each test."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.portals import http
from flows.portals.connect import journal, open_portal
from flows.portals.publication import Publication, publish
from flows.portals.tokens import variable
from tests.portals.releases import curated
from tests.portals_invenio import server
from tests.portals_live.conftest import running
from tests.portals_live.proxy import Proxy

__all__ = ["curated"]

DECLARED = '[portal.live]\nkind = "invenio"\nsandbox = "{url}"\nproduction = "{url}"\nslug = "{slug}"\n'
SLUGS = (f"dataset-{number}" for number in itertools.count())


@dataclass(frozen=True)
class Spot:
    """A dataset of one test, whose portal is reached through a proxy; `data` declares it as the portal `live`."""

    repository: server.Repository
    data: Path
    proxy: Proxy

    def publish(self, release: Path) -> Publication:
        """Publishes a release in this process."""
        with open_portal("live", self.data) as portal:
            return publish(release, portal, journal("live", self.data))


@pytest.fixture(scope="session")
def repository() -> Iterator[server.Repository]:
    """InvenioRDM."""
    with running(server.start) as started:
        yield started


@pytest.fixture
def spot(repository: server.Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Spot]:
    """A dataset that nobody knows of yet."""
    monkeypatch.setattr(http, "FIRST_WAIT", 0.01)
    monkeypatch.setenv(variable("live-sandbox"), repository.token)
    host, port = repository.url.removeprefix("http://").split(":")
    proxy = Proxy((host, int(port)))
    declared = DECLARED.format(url=proxy.url, slug=next(SLUGS))
    (tmp_path / "portals.toml").write_text(declared, encoding="utf-8")
    yield Spot(repository, tmp_path, proxy)
    proxy.stop()
