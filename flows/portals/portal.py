"""What a place must be able to do for a release to be published there."""

from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from flows.portals.edition import Edition, File


class Draft(NamedTuple):
    """An edition on a portal, seen or not yet: the portal's own key for it, and its DOI where the portal gives one."""

    key: str
    doi: str | None = None


class Listing(NamedTuple):
    """A release that people see on a portal, and where; `latest` where it is the one that they are led to."""

    version: str
    link: str
    latest: bool


class Portal(Protocol):
    """A place that releases are published to.

    Each method may be called twice, and called again after the process died in it: it looks at what is there first.
    Each raises CallFault or DataFault where the portal refuses, or cannot be reached.
    """

    def alone(self) -> AbstractContextManager[None]:
        """Keeps other writers out for the time of one publication, where the portal can."""

    def find(self, version: str) -> Draft | None:
        """The release of that version that people see, all of whose publication is done."""

    def stage(self, edition: Edition, key: str | None) -> Draft:
        """A place for `edition` that nobody is led to yet; the one that `key` names, if that still serves.

        Raises CallFault where another release lies, or was begun, under that version.
        """

    def digest(self, draft: Draft, file: File) -> str | None:
        """The SHA-256 of a file as the portal gives it out, read whole; none where it has no such file."""

    def upload(self, draft: Draft, file: File) -> None:
        """Puts a file there that is missing, or differs; not where people see the release, which is never edited."""

    def show(self, draft: Draft, edition: Edition) -> bool:
        """Lets people see the edition, in one step, and leads them to it if no newer one is there.

        Whether it was this call that did: not where somebody else let people see the same edition meanwhile.
        """

    def link(self, draft: Draft) -> str:
        """Where people see it."""

    def published(self) -> list[Listing]:
        """The releases that people see, oldest first."""

    def withdraw(self, version: str) -> str:
        """Takes a release away, and says what stays."""
