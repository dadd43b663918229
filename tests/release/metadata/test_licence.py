"""Short names of licences."""

import pytest

from flows.release.metadata.licence import spdx


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("http://creativecommons.org/licenses/by-nc-sa/3.0/deed.fr", "CC-BY-NC-SA-3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://example.org/licenses/by/4.0/", None),
        (None, None),
    ],
)
def test_creative_commons_are_known(address: str | None, name: str | None) -> None:
    assert spdx(address) == name
