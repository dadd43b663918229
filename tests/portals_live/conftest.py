"""The servers, once for all tests; a spot of its own for each test."""

import itertools
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from flows.portals import bucket, http
from flows.portals.connect import journal, open_portal
from flows.portals.edition import read_edition
from flows.portals.journal import Journal
from flows.portals.portal import Portal
from flows.portals.publication import Publication, publish
from flows.portals.tokens import variable
from tests.portals.releases import curated, renamed, trimmed
from tests.portals_live import ceph, ckan
from tests.portals_live.places import Place, Seen, Site, Store
from tests.portals_live.processes import Processes, handled
from tests.portals_live.proxy import Proxy

__all__ = ["curated"]


Started = TypeVar("Started")
SPOTS = (f"spot-{number}" for number in itertools.count())


@dataclass(frozen=True)
class Spot:
    """A place of one test on a portal, reached through a proxy; `data` declares it as the portal `live`."""

    place: Place
    name: str
    data: Path
    proxy: Proxy

    def publish(self, release: Path) -> Publication:
        """Publishes a release in this process."""
        with open_portal("live", self.data) as portal:
            return publish(release, portal, journal("live", self.data))

    def publish_but_show(self, release: Path) -> None:
        """Brings a release there, and stops before people see it."""
        edition = read_edition(release)
        with open_portal("live", self.data) as portal:
            draft = portal.stage(edition, None)
            for file in edition.files:
                if portal.digest(draft, file) != file.sha256:
                    portal.upload(draft, file)

    def seen(self) -> Seen:
        """What people without a token are led to."""
        return self.place.seen(self.name)


@pytest.fixture(scope="session")
def gateway() -> Iterator[ceph.Gateway]:
    """Ceph's S3 gateway, with what its administrator can do."""
    with running(ceph.start) as started:
        yield started


@pytest.fixture(scope="session")
def store(gateway: ceph.Gateway) -> Store:
    """Ceph's S3 gateway."""
    return Store(gateway.endpoint, gateway.token, gateway.stranger)


@pytest.fixture
def full_store(gateway: ceph.Gateway) -> Store:
    """A bucket there that has hardly any room."""
    return Store(gateway.endpoint, gateway.token, gateway.stranger, ceph.FULL)


@pytest.fixture(scope="session")
def running_ckan() -> Iterator[ckan.Site]:
    """CKAN, with what its administrator knows."""
    with running(partial(ckan.start, version="2.12.0")) as started:
        yield started


@pytest.fixture(scope="session")
def site(running_ckan: ckan.Site) -> Site:
    """CKAN."""
    return Site(running_ckan.url, running_ckan.token, running_ckan.stranger)


@pytest.fixture(scope="session")
def older_site() -> Iterator[Site]:
    """The CKAN before it."""
    with running(partial(ckan.start, version="2.11.6")) as started:
        yield Site(started.url, started.token, started.stranger)


@pytest.fixture(params=["store", "site"])
def place(request: pytest.FixtureRequest) -> Place:
    """Each of the portals."""
    found: Place = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def make_spot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Place], Spot]]:
    """Makes spots; waits between two tries are short."""
    monkeypatch.setattr(http, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(bucket, "UNTOLD_WAIT", 0.01)
    proxies: list[Proxy] = []

    def make(place: Place) -> Spot:
        name, proxy = next(SPOTS), Proxy(place.upstream)
        proxies.append(proxy)
        monkeypatch.setenv(variable("live"), place.token)
        data = tmp_path / name
        data.mkdir()
        (data / "portals.toml").write_text(place.declare(proxy.url, name), encoding="utf-8")
        return Spot(place, name, data, proxy)

    yield make
    for proxy in proxies:
        proxy.stop()


@pytest.fixture
def spot(place: Place, make_spot: Callable[[Place], Spot]) -> Spot:
    """A spot on each of the portals."""
    return make_spot(place)


@pytest.fixture
def portal(spot: Spot) -> Iterator[Portal]:
    """The portal of the spot."""
    with open_portal("live", spot.data) as opened:
        yield opened


@pytest.fixture(scope="session")
def first(curated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release 1.0.0, trimmed."""
    return trimmed(curated / "1.0.0", tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="session")
def second(curated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release 1.1.0, trimmed."""
    return trimmed(curated / "1.1.0", tmp_path_factory.mktemp("second"))


@pytest.fixture
def other(second: Path, tmp_path: Path) -> Path:
    """Another release 1.0.0."""
    return renamed(second, tmp_path / "other")


@pytest.fixture(name="journal")
def journal_of_the_portal(tmp_path: Path) -> Journal:
    """The journal of a portal."""
    return Journal(tmp_path / ".habeas", "portal")


@contextmanager
def running(start: Callable[[Processes], Started]) -> Iterator[Started]:
    """A server in a folder of its own, of which nothing is left."""
    with handled({signal.SIGTERM: signal.default_int_handler}):  # it ends the tests as Ctrl-C does
        folder = Path(tempfile.mkdtemp(prefix="habeas-portals-"))
        folder.chmod(0o755)  # the database runs as a user of its own
        processes = Processes(folder)
        try:
            yield start(processes)
        finally:
            with handled({signal.SIGTERM: signal.SIG_IGN, signal.SIGINT: signal.SIG_IGN}):
                processes.stop()
                shutil.rmtree(folder)
