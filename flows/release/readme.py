"""README.md of a release: what it is, how to read it, what its columns mean, and its limits."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from string import Template

import pyarrow

from flows.ingest.dataset import Dataset
from flows.release.markdown import table
from flows.release.metadata.card import card_head
from flows.release.sql import describe, views


def readme(dataset: Dataset, version: str, schemas: Mapping[str, pyarrow.Schema]) -> str:
    """The text of README.md for a release that holds tables of these Arrow schemas."""
    template = (files("flows.release") / "readme.md").read_text(encoding="utf-8")
    return Template(template).substitute(
        head=card_head(dataset, schemas),
        title=dataset.title,
        description=dataset.description,
        version=version,
        publisher=dataset.publisher,
        licence=dataset.licence,
        contacts=", ".join(dataset.contacts) or "none is named: ask who gave you this release",
        readers=table(["with", "from this folder", "from an address"], _readers(version)),
        examples="\n\n".join(
            f"{example['question']}\n\n```sql\n{example['sql'].strip()}\n```" for example in examples()
        ),
        tables="\n\n".join(_table(name, schema) for name, schema in schemas.items()),
        views=table(["name", "what it gives"], [[f"`{view.name}`", view.description] for view in views()]),
        sensitive=dataset.sensitive,
        limits="\n".join(f"- {limit}" for limit in dataset.limits) or "None stated.",
    )


def examples() -> list[dict[str, str]]:
    """Questions, each with the SQL that answers it."""
    text = (files("flows.release") / "examples.toml").read_text(encoding="utf-8")
    found: list[dict[str, str]] = tomllib.loads(text)["example"]
    return found


def readers(version: str) -> list[dict[str, str]]:
    """Tools that read the tables: with what, the line for a file of this folder, and for one at an address."""
    text = (files("flows.release") / "readers.toml").read_text(encoding="utf-8")
    found: list[dict[str, str]] = tomllib.loads(Template(text).substitute(version=version))["reader"]
    return found


def _readers(version: str) -> Iterator[list[str]]:
    for reader in readers(version):
        yield [reader["tool"], *(f"`{line}`" if (line := reader.get(place)) else "-" for place in ("here", "there"))]


def _table(name: str, schema: pyarrow.Schema) -> str:
    about = schema.metadata[b"description"].decode()
    columns = [
        [f"`{field.name}`", _kind(field.type), "yes" if field.nullable else "", describe(field)] for field in schema
    ]
    return f"### {name}\n\n{about}\n\n{table(['column', 'type', 'may be null', 'description'], columns)}"


def _kind(arrow: pyarrow.DataType) -> str:
    """An Arrow type in words."""
    if pyarrow.types.is_list(arrow):
        return f"list of {_kind(arrow.value_type)}"
    if pyarrow.types.is_timestamp(arrow):
        return f"timestamp ({arrow.tz})"
    return str(arrow).removesuffix("32[day]")
