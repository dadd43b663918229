"""The key of withdrawals: without it nobody can tell from the digests who asked to be left out."""

import hashlib
import os
from pathlib import Path

from flows.errors import CallFault

VARIABLE = "HABEAS_WITHDRAWAL_KEY"
LEAST = 32  # characters
HOW = (
    f"Set {VARIABLE}, or write the key to {{place}}; to make one: "
    "python -c 'import secrets; print(secrets.token_hex(32))'"
)


def key_file() -> Path:
    """Where the key may lie: with the settings of the user, outside the tree of the data."""
    settings = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(settings) / "habeas" / "withdrawal.key"


def find_key() -> bytes | None:
    """The key from the environment, or else from its file; none where there is none.

    Raises CallFault where it is too short to keep a secret.
    """
    text = os.environ.get(VARIABLE) or (key_file().read_text(encoding="utf-8") if key_file().is_file() else "")
    if not text.strip():
        return None
    if len(text.strip()) < LEAST:
        raise CallFault(VARIABLE, f"the key has fewer than {LEAST} characters", HOW.format(place=key_file()))
    return hashlib.sha256(text.strip().encode()).digest()


def need_key() -> bytes:
    """The key. Raises CallFault where there is none."""
    key = find_key()
    if key is None:
        raise CallFault(VARIABLE, "there is no key for withdrawals", HOW.format(place=key_file()))
    return key


def digest(key: bytes, text: str) -> str:
    """The keyed digest (BLAKE2b) of a text: 32 hexadecimal digits."""
    return hashlib.blake2b(text.encode(), key=key, digest_size=16).hexdigest()
