"""Opaque ids: a prefix and 16 base-32 letters of a digest, the same for the same parts everywhere."""

import base64
import hashlib

from schemas.columns import ID_PREFIXES


def make_id(table: str, *parts: object) -> str:
    """An id of `table` for `parts`; parts are told apart, so that ("ab", "c") and ("a", "bc") differ."""
    digest = hashlib.sha256("\x1f".join(repr(part) for part in parts).encode()).digest()
    return f"{ID_PREFIXES[table]}_{base64.b32encode(digest[:10]).decode().lower()}"
