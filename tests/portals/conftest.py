"""Fixtures for every portal."""

from tests.portals.releases import curated, first, journal, other, second, small

__all__ = ["curated", "first", "journal", "other", "second", "small"]
