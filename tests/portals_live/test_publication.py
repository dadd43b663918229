"""Publications to the real servers, as they go when nothing breaks."""

import hashlib
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pyarrow.parquet as pq
import pytest

from flows.errors import CallFault, Fault
from flows.portals.publication import Outcome
from flows.release.readme import readers
from tests.portals.portal_rules import PortalRules
from tests.portals_live import ceph
from tests.portals_live.conftest import Spot
from tests.portals_live.environments import environment
from tests.portals_live.places import Place, Site, Store
from tests.portals_live.processes import Processes
from tests.portals_live.s3_admin import REGION

DUCKDB = ("duckdb==1.4.4", "duckdb-ext-httpfs==1.4.4.20260205")


@pytest.fixture(params=["store", "site", "older_site"])
def place(request: pytest.FixtureRequest) -> Place:
    """Each of the portals, in each version."""
    found: Place = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["site", "older_site"])
def any_site(request: pytest.FixtureRequest) -> Site:
    """CKAN, in each version."""
    found: Site = request.getfixturevalue(request.param)
    return found


class TestLive(PortalRules):
    """The rules of every portal."""


def files(release: Path) -> dict[str, str]:
    """The SHA-256 of every file of a release."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in release.iterdir()}


def test_people_get_every_file_as_it_was_released(spot: Spot, curated: Path) -> None:
    assert spot.publish(curated / "1.0.0").new
    assert spot.seen() == {"1.0.0": files(curated / "1.0.0")}
    requests = len(spot.proxy.requests)
    assert not spot.publish(curated / "1.0.0").new
    assert {each.method for each in spot.proxy.requests[requests:]} == {"GET"}


def test_of_two_at_once_one_wins_and_nothing_is_there_twice(spot: Spot, first: Path) -> None:
    def publish(number: int) -> str:
        try:
            return spot_of_another_machine(spot, number).publish(first).outcome
        except Fault as fault:
            return str(fault)

    with ThreadPoolExecutor(2) as both:
        outcomes = list(both.map(publish, range(2)))
    assert outcomes.count(Outcome.NEW) == 1, outcomes
    assert all("meanwhile" in each or "already" in each for each in outcomes if each != Outcome.NEW), outcomes
    assert spot.seen() == {"1.0.0": files(first)}


def spot_of_another_machine(spot: Spot, number: int) -> Spot:
    """The same spot, from a data folder that knows nothing of the first."""
    data = spot.data / str(number)
    data.mkdir()
    (data / "portals.toml").write_bytes((spot.data / "portals.toml").read_bytes())
    return Spot(spot.place, spot.name, data, spot.proxy)


def test_resources_keep_their_ids(
    any_site: Site, make_spot: Callable[[Place], Spot], first: Path, second: Path
) -> None:
    spot = make_spot(any_site)
    spot.publish(first)
    before = ids(any_site, spot.name)
    spot.publish(second)
    assert ids(any_site, spot.name) == before
    dataset = any_site.dataset(spot.name)
    assert dataset
    assert (dataset["version"], dataset["title"], dataset["license_id"]) == ("1.1.0", "Held in Veldania", "cc-by-4-0")
    counts = next(each for each in dataset["resources"] if each["name"] == "counts.parquet")
    assert counts["format"] == "Parquet"
    assert counts["mimetype"] == "application/vnd.apache.parquet"
    assert counts["size"] == (second / "counts.parquet").stat().st_size
    assert counts["hash"] == files(second)["counts.parquet"]
    assert counts["hash_algorithm"] == "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"


def ids(site: Site, name: str) -> dict[str, str]:
    """The ids of the resources of a dataset, by name."""
    dataset = site.dataset(name)
    assert dataset
    return {each["name"]: each["id"] for each in dataset["resources"]}


def test_only_as_many_versions_stay_as_configured(
    any_site: Site, make_spot: Callable[[Place], Spot], first: Path, second: Path
) -> None:
    spot = make_spot(any_site)
    with (spot.data / "portals.toml").open("a", encoding="utf-8") as file:
        file.write("keep = 1\n")
    spot.publish(first)
    spot.publish(second)
    assert spot.seen() == {"1.1.0": files(second)}
    assert any_site.dataset(f"{spot.name}-1-0-0") is None
    with pytest.raises(CallFault, match="only the newest 1 releases stay reachable"):
        spot.publish(first)
    assert spot.seen() == {"1.1.0": files(second)}


def test_people_see_the_page(any_site: Site, make_spot: Callable[[Place], Spot], first: Path, tmp_path: Path) -> None:
    spot = make_spot(any_site)
    spot.publish(first)
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    once = [f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=5000", "--dump-dom"]
    page = subprocess.run(
        [*browser, *once, f"{any_site.url}/dataset/{spot.name}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout
    assert "Held in Veldania" in page
    assert "1.0.0" in page
    for name in files(first):
        assert name in page


@pytest.mark.parametrize("tool", ["DuckDB", "DuckDB, S3"])
def test_duckdb_queries_the_files_where_they_lie(
    store: Store, make_spot: Callable[[Place], Spot], curated: Path, tmp_path: Path, tool: str
) -> None:
    """By the lines that the README of a release tells, with DuckDB's own reader of addresses."""
    spot = make_spot(store)
    spot.publish(curated / "1.0.0")
    said = next(reader["there"] for reader in readers("1.0.0") if reader["tool"] == tool)
    query = said.replace("https://example.org", f"{spot.proxy.url}/data/{spot.name}/v")
    query = query.replace("s3://bucket", f"s3://{ceph.BUCKET}/{spot.name}/v")
    where = f"ENDPOINT {spot.proxy.url.partition('//')[2]!r}, URL_STYLE 'path', USE_SSL false, REGION {REGION!r}"
    who = f"KEY_ID {ceph.KEY!r}, SECRET {ceph.SECRET!r}"
    script = (
        "import duckdb, pathlib, duckdb_ext\n"
        "found = next(pathlib.Path(duckdb_ext.__path__[0]).rglob('httpfs.duckdb_extension'))\n"
        "connection = duckdb.connect()\n"
        "connection.load_extension(str(found))\n"
        f"connection.execute({f'CREATE SECRET (TYPE s3, {who}, {where})'!r})\n"
        f"print(len(connection.execute({query!r}).fetchall()))\n"
    )
    processes = Processes(tmp_path)
    python = environment(processes, "duckdb", *DUCKDB)
    before = len(spot.proxy.requests)
    rows = pq.read_metadata(curated / "1.0.0" / "events.parquet").num_rows
    assert processes.run("query", [python, "-c", script]) == f"{rows}\n"
    asked = spot.proxy.requests[before:]
    assert any(b"range: bytes=" in each.head.lower() for each in asked)
    assert httpx.get(f"{store.url}/data/{spot.name}/latest.json").json()["version"] == "1.0.0"
