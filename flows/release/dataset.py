"""What a dataset says about itself, in raw/dataset.toml."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from flows.errors import DataFault


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """Title, publisher, licence and the like; lists are tuples."""

    title: str
    publisher: str
    licence: str
    description: str = ""
    country: str = ""
    contacts: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()


def read_dataset(path: Path) -> Dataset:
    """Reads raw/dataset.toml. Raises DataFault where it is missing, is no TOML, or says too much or too little."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DataFault(path, "there is no such file", "Run `habeas init` to get one, then fill it in") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFault(path, f"it is not TOML ({error})", "Mend that line") from error
    if fault := _fault(said):
        raise DataFault(path, fault, "Write it as in the example that `habeas init` makes")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    return Dataset(**values)


def _fault(said: dict[str, object]) -> str | None:
    known = {field.name: field for field in fields(Dataset)}
    for key, value in said.items():
        if key not in known:
            return f"it has an unknown key {key!r}"
        if not _fits(value, wants_list=known[key].default == ()):
            return f"{key!r} is not {'a list of texts' if known[key].default == () else 'a text'}"
    missing = [key for key in ("title", "publisher", "licence") if not said.get(key)]
    return f"it does not say {', '.join(missing)}" if missing else None


def _fits(value: object, *, wants_list: bool) -> bool:
    if wants_list:
        return isinstance(value, list) and all(isinstance(part, str) for part in value)
    return isinstance(value, str)
