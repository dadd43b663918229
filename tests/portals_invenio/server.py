"""InvenioRDM with PostgreSQL and Redis, on loopback; its search index is a stand-in, and no DOI is registered."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.portals_live.ckan import postgres
from tests.portals_live.environments import environment
from tests.portals_live.processes import HOST, Processes, answers, free_port, listens

INVENIO = ("setuptools<81", "invenio-app-rdm[opensearch2,postgresql]==14.0.5")

MAX_SIZE = 1_000_000  # bytes of a file
SLOW = 400  # seconds for all the tables, and the first answer

_CONFIGURATION = """
SQLALCHEMY_DATABASE_URI = "{database}"
CACHE_REDIS_URL = "redis://{host}:{redis}/0"
IIIF_CACHE_REDIS_URL = "redis://{host}:{redis}/0"
ACCOUNTS_SESSION_REDIS_URL = "redis://{host}:{redis}/1"
CELERY_RESULT_BACKEND = "redis://{host}:{redis}/2"
RATELIMIT_STORAGE_URI = "redis://{host}:{redis}/3"
COMMUNITIES_IDENTITIES_CACHE_REDIS_URL = "redis://{host}:{redis}/4"
BROKER_URL = "memory://"
CELERY_BROKER_URL = "memory://"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
SEARCH_HOSTS = [{{"host": "{host}", "port": {search}}}]
SECRET_KEY = "tests"
SITE_HOSTNAME = "{host}:{port}"
SITE_UI_URL = "http://{host}:{port}"
SITE_API_URL = "http://{host}:{port}/api"
SESSION_COOKIE_SECURE = False
APP_ENABLE_SECURE_HEADERS = False
RATELIMIT_ENABLED = False
RDM_FILES_DEFAULT_MAX_FILE_SIZE = {max_size}
DATACITE_ENABLED = True
DATACITE_USERNAME = "tests"
DATACITE_PASSWORD = "tests"
DATACITE_PREFIX = "10.5072"
DATACITE_TEST_MODE = True
"""


@dataclass(frozen=True)
class Repository:
    """An InvenioRDM: `token` and `stranger` are of two of its users."""

    url: str
    token: str
    stranger: str


def start(processes: Processes) -> Repository:
    """Starts InvenioRDM from nothing; its packages are kept for the next time."""
    python = environment(processes, "invenio", *INVENIO)
    redis, search, port, instance = free_port(), free_port(), free_port(), processes.folder / "instance"
    database = postgres(processes).replace("postgresql://", "postgresql+psycopg2://")
    processes.start("redis", ["redis-server", "--bind", HOST, "--port", redis, "--save", "", "--appendonly", "no"])
    processes.wait("redis", lambda: listens(redis))
    processes.start("search", [sys.executable, Path(__file__).parent / "search_stand_in.py", search])
    processes.wait("search", lambda: listens(search))
    instance.mkdir()
    configuration = _CONFIGURATION.format(
        host=HOST, database=database, redis=redis, search=search, port=port, max_size=MAX_SIZE
    )
    (instance / "invenio.cfg").write_text(configuration, encoding="utf-8")
    env = {**os.environ, "INVENIO_INSTANCE_PATH": str(instance), "PYTHONPATH": ""}
    processes.start("invenio", [python, Path(__file__).parent / "inside.py", port], env)
    url = f"http://{HOST}:{port}"
    processes.wait("invenio", lambda: answers(f"{url}/api/records"), patience=SLOW)
    lines = (processes.folder / "invenio.log").read_text(encoding="utf-8").splitlines()
    token, stranger = [line for line in lines if line.isalnum() and len(line) == 60]
    return Repository(url, token, stranger)
