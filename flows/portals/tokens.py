"""Where tokens of portals come from. None is ever printed, logged, or put into an exception, a file or an address."""

import os
from collections.abc import Callable

import keyring
from keyring.errors import KeyringError
from pydantic import SecretStr

from flows.errors import CallFault

SERVICE = "habeas"

Source = Callable[[str], str | None]


def from_environment(portal: str) -> str | None:
    """The variable HABEAS_TOKEN_<PORTAL>, in capitals, with _ for each hyphen."""
    return os.environ.get(variable(portal))


def from_keyring(portal: str) -> str | None:
    """The password that the keyring of this user holds for the service `habeas` and the name of the portal."""
    try:
        return keyring.get_password(SERVICE, portal)
    except KeyringError:  # there is none on this machine, or it is locked: the next source is asked
        return None


def find_token(portal: str, *sources: Source) -> SecretStr | None:
    """The token of a portal, of the first source that has one. Raises CallFault where it cannot be a token."""
    for source in sources:
        if found := (source(portal) or "").strip():
            if not (found.isascii() and found.isprintable()):  # libraries would repeat it where they complain
                raise CallFault(portal, "its token holds letters that no token has", "Set it anew")
            return SecretStr(found)
    return None


def variable(portal: str) -> str:
    """The name of the environment variable that holds a portal's token."""
    return f"HABEAS_TOKEN_{portal.upper().replace('-', '_')}"


def block_name(portal: str) -> str:
    """The name of the Secret block of Prefect that holds a portal's token."""
    return f"habeas-token-{portal}"
