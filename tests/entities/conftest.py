"""The same invented release as in tests/release."""

from tests.release.conftest import release, tables

__all__ = ["release", "tables"]
