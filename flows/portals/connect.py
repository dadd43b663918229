"""From the name of a portal to the portal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.portals.ckan import CkanPortal
from flows.portals.declared import Ckan, Folder, ObjectStore, declared
from flows.portals.folder import FolderPortal
from flows.portals.http import Http
from flows.portals.journal import Journal
from flows.portals.object_store import ObjectStorePortal
from flows.portals.portal import Portal
from flows.portals.tokens import Source, find_token, from_environment, from_keyring
from flows.state import state_folder

SOURCES = (from_environment, from_keyring)


@contextmanager
def open_portal(name: str, data: Path, *sources: Source) -> Iterator[Portal]:
    """The portal that `name` is for the dataset in `data`; its token is asked of `sources` after the usual ones.

    Raises CallFault where there is none of that name, DataFault where portals.toml is not as it should be.
    """
    settings = declared(data, name)
    token = None if isinstance(settings, Folder) else find_token(name, *SOURCES, *sources)
    match settings:
        case Folder():
            yield FolderPortal(data / settings.path)
        case ObjectStore():
            yield ObjectStorePortal(settings, token)
        case Ckan():
            with Http(settings.url, {"Authorization": token} if token else {}) as http:
                yield CkanPortal(settings, http)


def journal(name: str, data: Path) -> Journal:
    """What is remembered of publications to that portal."""
    return Journal(state_folder(data), name)
