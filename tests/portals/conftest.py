"""Fixtures for every portal."""

from tests.portals.releases import curated, first, journal, other, second, small
from tests.portals_live.conftest import make_spot, portal, spot

__all__ = ["curated", "first", "journal", "make_spot", "other", "portal", "second", "small", "spot"]
