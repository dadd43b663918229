"""From the name of a portal to the portal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr

from flows.errors import CallFault
from flows.portals.ckan import CkanPortal
from flows.portals.declared import Ckan, Folder, Invenio, ObjectStore, declared, has_sandbox
from flows.portals.folder import FolderPortal
from flows.portals.http import Http
from flows.portals.invenio import InvenioPortal
from flows.portals.journal import Journal
from flows.portals.object_store import ObjectStorePortal
from flows.portals.portal import Portal
from flows.portals.tokens import Source, find_token, from_environment, from_keyring
from flows.state import state_folder

SOURCES = (from_environment, from_keyring)


@contextmanager
def open_portal(name: str, data: Path, *sources: Source, production: bool = False) -> Iterator[Portal]:
    """The portal that `name` is for the dataset in `data`; its token is asked of `sources` after the usual ones.

    A portal that has a sandbox is that sandbox, unless `production` is said. Raises CallFault where there is no portal
    of that name, or where it has no sandbox to choose from; DataFault where portals.toml is not as it should be.
    """
    settings = declared(data, name)
    if production and not has_sandbox(settings):
        raise CallFault(name, "this portal has no sandbox", "Leave --production out")
    known_as = label(name, data, production=production)
    token = None if isinstance(settings, Folder) else find_token(known_as, *SOURCES, *sources)
    match settings:
        case Folder():
            yield FolderPortal(data / settings.path)
        case ObjectStore():
            yield ObjectStorePortal(settings, token)
        case Ckan():
            with Http(settings.url, {"Authorization": token} if token else {}) as http:
                yield CkanPortal(settings, http)
        case Invenio():
            address = settings.production if production else settings.sandbox
            bearer = {"Authorization": SecretStr(f"Bearer {token.get_secret_value()}")} if token else {}
            with Http(address, bearer) as http:
                yield InvenioPortal(settings, http)


def label(name: str, data: Path, *, production: bool = False) -> str:
    """What a portal's token and journal go by: a sandbox has its own."""
    sandbox = has_sandbox(declared(data, name)) and not production
    return f"{name}-sandbox" if sandbox else name


def journal(name: str, data: Path, *, production: bool = False) -> Journal:
    """What is remembered of publications to that portal."""
    return Journal(state_folder(data), label(name, data, production=production))
