"""A release as FollowTheMoney entities (https://followthemoney.tech), one JSON object a line, as Aleph loads them.

People are `Person`, events are `Event` with the people involved, documents are `Article` with their publisher and
address, and each passage is a `Note` on what it shows. Counts have no schema there.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pycountry

from flows.release.query import open_release

SCHEMATA = ("Article", "Person", "Event", "Note")

_ROWS = 10_000  # in memory at a time


def write_ftm(release: Path, target: Path) -> None:
    """Writes the entities of a release to `target`. Raises DataFault where the release is not as it was released."""
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{json.dumps(entity, ensure_ascii=False)}\n" for entity in entities(release))


def entities(release: Path) -> Iterator[dict[str, Any]]:
    """Every entity, by schema and id: `id`, `schema`, and `properties`, each a list of texts.

    What an entity of each schema is made of is one query, whose columns are its id and then its properties.
    """
    with open_release(release) as connection:
        for schema in SCHEMATA:
            query = (files("flows.release") / "entities" / f"{schema}.sql").read_text(encoding="utf-8")
            found = connection.execute(query)
            names = [column[0] for column in found.description][1:]
            while rows := found.fetchmany(_ROWS):
                yield from (_entity(schema, names, *row) for row in rows)


def entity_id(row_id: str) -> str:
    """The id of a row as an id of FollowTheMoney, which knows letters, digits, hyphens and dots."""
    return row_id.replace("_", "-")


def _entity(schema: str, names: Sequence[str], row_id: str, *values: list[str | None]) -> dict[str, Any]:
    properties = {name: _texts(name, found) for name, found in zip(names, values, strict=True)}
    return {
        "id": entity_id(row_id),
        "schema": schema,
        "properties": {name: texts for name, texts in properties.items() if texts},
    }


def _texts(name: str, values: list[str | None]) -> list[str]:
    convert = _CONVERTED.get(name, str)
    return [text for value in values if value and (text := convert(value))]


def _three_letters(language: str) -> str | None:
    """The code of ISO 639-3 for one of ISO 639-1."""
    found = pycountry.languages.get(alpha_2=language)
    return found.alpha_3 if found else None


_CONVERTED: dict[str, Callable[[str], str | None]] = {
    "entity": entity_id,
    "involved": entity_id,
    "language": _three_letters,
    "proof": entity_id,
}
