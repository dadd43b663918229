"""Writes down the exchanges in `recorded/` anew: `python -m tests.portals.record`, then look at what changed.

No real service was ever asked: the answers are those of the stand-ins, which answer as the documentation of each
portal says. What is written down shows, in a form that can be read and held against that documentation, every request
that a publication sends; the tests fail where it sends others.
"""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import yaml

from flows.portals.connect import journal, open_portal
from flows.portals.publication import publish
from flows.portals.tokens import variable
from tests.portals.loopback import DataHandler, Loopback
from tests.portals.replay import RECORDED, RELEASES, Exchange, as_written, elsewhere
from tests.portals.stand_in_places import DataversePlace, HubPlace, StandInPlace

FIRST, SECOND = RELEASES / "1.0.0", RELEASES / "1.1.0"
LONG = 500  # letters of JSON
STORIES = {
    "first": (FIRST, "Release 1.0.0 is published where no release was."),
    "again": (FIRST, "Release 1.0.0 is published once more: nothing is sent."),
    "second": (SECOND, "Release 1.1.0 follows 1.0.0."),
}


def record(place: StandInPlace, folder: Path) -> None:
    """Writes one file for each of the stories, which follow each other on one portal."""
    os.environ[variable("live")] = place.token
    exchanges = listen(place.stand_in, place.bearer)
    folder.mkdir(exist_ok=True)
    for name, (release, title) in STORIES.items():
        exchanges.clear()
        with tempfile.TemporaryDirectory() as data:
            _publish(release, place, Path(data))
        text = yaml.safe_dump(_once(exchanges, {}), sort_keys=False, default_flow_style=None, width=120)
        (folder / f"{name}.yaml").write_text(f"# {title}\n{text}", encoding="utf-8")


def listen(stand_in: Loopback, token: tuple[str, str]) -> list[Exchange]:
    """What is asked of a stand-in from now on, and what it answers."""
    exchanges: list[Exchange] = []
    handler: Any = stand_in.handler
    respond = handler.respond

    def listened(request: DataHandler, content: bytes) -> tuple[int, Any]:
        status, said = respond(request, content)
        told = {} if status == 200 else {"status": status}
        exchanges.append({**as_written(request, content, token), **told, **_answer(said, stand_in.url)})
        return status, said

    handler.respond = listened
    return exchanges


def _publish(release: Path, place: StandInPlace, data: Path) -> None:
    (data / "portals.toml").write_text(place.declare(place.url, "held"), encoding="utf-8")
    with open_portal("live", data) as portal:
        publish(release, portal, journal("live", data))


def _answer(said: Any, url: str) -> Exchange:
    if isinstance(said, bytes):
        file = next(path for path in sorted(RELEASES.glob("*/*")) if path.read_bytes() == said)
        return {"file": str(file.relative_to(RELEASES))}
    text = json.dumps(said).replace(url, "{url}").replace(elsewhere(url), "{store}")
    return {} if said == {} else {"answer": json.loads(text)}


def _once(value: Any, known: dict[str, Any]) -> Any:
    """The same value, in which what is long and comes again is one object, so that YAML refers to the first."""
    if isinstance(value, dict):
        value = {name: _once(each, known) for name, each in value.items()}
    elif isinstance(value, list):
        value = [_once(each, known) for each in value]
    text = json.dumps(value)
    return known.setdefault(text, value) if len(text) > LONG else value


if __name__ == "__main__":
    for place in (HubPlace.start(), DataversePlace.start()):
        record(place, RECORDED / place.recorded)
        place.stand_in.stop()
