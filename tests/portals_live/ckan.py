"""CKAN with PostgreSQL and Redis, on loopback; only its search index is a stand-in."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.portals_live.environments import environment
from tests.portals_live.processes import HOST, Processes, answers, as_user, free_port, listens

MAX_MEGABYTES = 1
ORGANIZATION = "watch"
PASSWORD = "long-enough-for-tests"  # noqa: S105 - of accounts that live as long as a test


@dataclass(frozen=True)
class Site:
    """A CKAN: `token` is of an editor of the organisation, `stranger` of a user of no organisation."""

    url: str
    token: str
    stranger: str
    admin: str
    process: int


def start(processes: Processes, version: str) -> Site:
    """Starts CKAN from nothing; its packages are kept for the next time."""
    python = environment(processes, f"ckan-{version}", "setuptools<81", f"ckan[requirements]=={version}")
    database, redis, index = postgres(processes), free_port(), free_port()
    processes.start("redis", ["redis-server", "--bind", HOST, "--port", redis, "--save", "", "--appendonly", "no"])
    processes.wait("redis", lambda: listens(redis))
    processes.start("index", [sys.executable, Path(__file__).parent / "index_stand_in.py", index])
    processes.wait("index", lambda: listens(index))
    port = free_port()
    url, configuration = f"http://{HOST}:{port}", processes.folder / "ckan.ini"
    ckan = [python.with_name("ckan"), "-c", configuration]
    processes.run("generate", [python.with_name("ckan"), "generate", "config", configuration])
    settings = {
        "sqlalchemy.url": database,
        "ckan.redis.url": f"redis://{HOST}:{redis}/0",
        "ckan.site_url": url,
        "ckan.storage_path": processes.folder / "storage",
        "solr_url": f"http://{HOST}:{index}/solr",
        "ckan.max_resource_size": MAX_MEGABYTES,
        "ckan.plugins": "",
    }
    pairs = [f"{name}={value}" for name, value in settings.items()]
    processes.run("config", [python.with_name("ckan"), "config-tool", configuration, *pairs])
    processes.run("db", [*ckan, "db", "init"])
    account = ["email=admin@example.org", f"password={PASSWORD}"]
    processes.run("admin", [*ckan, "user", "add", "admin", *account])
    processes.run("sysadmin", [*ckan, "sysadmin", "add", "admin"])
    admin = processes.run("token", [*ckan, "user", "token", "add", "admin", "tests", "--quiet"]).split()[-1]
    process = processes.start("ckan", [*ckan, "run", "--disable-reloader", "--host", HOST, "--port", port])
    processes.wait("ckan", lambda: answers(f"{url}/api/action/status_show"))
    editor, stranger = (_user(url, admin, name) for name in ("editor", "stranger"))
    members = [{"name": "editor", "capacity": "editor"}]
    act(url, admin, "organization_create", name=ORGANIZATION, title="Watch", users=members)
    act(url, admin, "organization_create", name="others", title="Others")
    return Site(url, editor, stranger, admin, process)


def act(url: str, token: str, action: str, /, **data: object) -> dict[str, object]:
    """What an action of the API gives."""
    answer = httpx.post(f"{url}/api/action/{action}", json=data, headers={"Authorization": token}, timeout=60)
    assert answer.is_success, answer.text
    result: dict[str, object] = answer.json()["result"]
    return result


def postgres(processes: Processes) -> str:
    """The address of an empty database."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    folder, port = processes.folder / "postgres", free_port()
    user = as_user("postgres", folder)
    data = folder / "data"
    processes.run("initdb", [*user, programs / "initdb", "-D", data, "-U", "ckan", "-A", "trust", "-E", "UTF8"])
    options = ["-c", "listen_addresses=" + HOST, "-c", "fsync=off", "-k", folder, "-p", port]
    processes.start("postgres", [*user, programs / "postgres", "-D", data, *options])
    ready = [programs / "pg_isready", "-q", "-h", HOST, "-p", port]
    processes.wait("postgres", lambda: subprocess.run(list(map(str, ready)), check=False).returncode == 0)
    processes.run("createdb", [programs / "createdb", "-h", HOST, "-p", port, "-U", "ckan", "ckan"])
    return f"postgresql://ckan@{HOST}:{port}/ckan"


def _user(url: str, admin: str, name: str) -> str:
    """Adds a user; gives a token of theirs."""
    act(url, admin, "user_create", name=name, email=f"{name}@example.org", password=PASSWORD)
    return str(act(url, admin, "api_token_create", user=name, name="tests")["token"])
