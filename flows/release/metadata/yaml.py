"""YAML as people read it, and as every reader reads it back."""

from collections.abc import Mapping
from typing import Any

import yaml

_FOLDED = frozenset("\x85\u2028\u2029")  # line breaks that are read back as a blank where they stand in plain text


def as_yaml(value: Mapping[str, Any]) -> str:
    """YAML with its keys in the order in which they were written."""
    return yaml.dump(dict(value), Dumper=_Dumper, sort_keys=False, allow_unicode=True)


class _Dumper(yaml.SafeDumper):
    pass


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if _FOLDED.isdisjoint(text) else '"')


_Dumper.add_representer(str, _text)
