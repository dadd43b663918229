"""The short name of a licence, as SPDX lists it."""

import re

_CREATIVE_COMMONS = re.compile(r"https?://creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)(/.*)?")
_ZERO = re.compile(r"https?://creativecommons\.org/publicdomain/zero/(\d\.\d)(/.*)?")


def spdx(address: str | None) -> str | None:
    """The SPDX identifier of the Creative Commons licence at an address, such as CC-BY-4.0; none for any other page."""
    if match := _CREATIVE_COMMONS.fullmatch(address or ""):
        return f"CC-{match[1].upper()}-{match[2]}"
    if match := _ZERO.fullmatch(address or ""):
        return f"CC0-{match[1]}"
    return None
