"""TOML files that people write: read, and checked against the keys that are known."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from flows.errors import DataFault
from flows.ingest.limits import MAX_SIDECAR_BYTES


def _to_day(value: object) -> object:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _matching(pattern: str, what: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"it must be {what}")
        return value

    return AfterValidator(check)


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Day = Annotated[date, BeforeValidator(_to_day)]
WebAddress = Annotated[
    str, _matching(r"(?i:https?)://[^\s/]+(/\S*)?", "an address that begins with https:// or http://")
]
LanguageCode = Annotated[str, _matching(r"[a-z]{2}", "a language code of ISO 639-1 such as en")]
CountryCode = Annotated[str, _matching(r"[A-Z]{2}", "a country code of ISO 3166-1 such as BY")]
Digest = Annotated[str, _matching(r"[0-9a-f]{64}", "a SHA-256 in 64 hexadecimal digits")]


class Settings(BaseModel):
    """The keys of one kind of TOML file; any other key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


S = TypeVar("S", bound=Settings)


def read_toml(path: Path, kind: type[S], where: str) -> S:
    """The settings in the file at `path`, which messages call `where`.

    Raises DataFault, naming each key at fault, where the file is not TOML or does not fit `kind`.
    """
    values = _parse(path, where)
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        faults = "; ".join(_say(fault) for fault in error.errors(include_url=False))
        raise DataFault(where, faults, f"The keys are {', '.join(kind.model_fields)}") from error


def _parse(path: Path, where: str) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SIDECAR_BYTES + 1)
        if len(data) > MAX_SIDECAR_BYTES:
            raise DataFault(where, f"it has more than {MAX_SIDECAR_BYTES:,} bytes", "Keep only the known keys in it")
        return tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise DataFault(
            where, f"it cannot be read ({error.strerror})", "Give this user the right to read it"
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise DataFault(where, f"it is not TOML ({error})", 'Write one `key = "value"` a line, in UTF-8') from error


def _say(fault: Any) -> str:
    key = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"key {key!r} is not known"
    if fault["type"] == "missing":
        return f"key {key!r} is missing"
    return f"key {key!r}: {fault['msg'].removeprefix('Value error, ')}"
