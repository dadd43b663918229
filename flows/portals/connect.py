"""From the name of a portal to the portal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr

from flows.errors import CallFault
from flows.portals.bucket import Bucket
from flows.portals.ckan import CkanPortal
from flows.portals.dataverse import DataversePortal
from flows.portals.declared import (
    Ckan,
    Dataverse,
    Folder,
    HuggingFace,
    Invenio,
    ObjectStore,
    declared,
    has_sandbox,
)
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
            yield ObjectStorePortal(settings.public, Bucket(settings, token))
        case Ckan():
            with Http(settings.url, {"Authorization": token} if token else {}) as http:
                yield CkanPortal(settings, http)
        case Invenio():
            with Http(settings.production if production else settings.sandbox, _bearer(token)) as http:
                yield InvenioPortal(settings, http)
        case HuggingFace():
            with hugging_face(settings, token) as portal:
                yield portal
        case Dataverse():
            address = settings.url if production or not settings.sandbox else settings.sandbox
            with Http(address, {"X-Dataverse-key": token} if token else {}) as http:
                yield DataversePortal(settings, http)


@contextmanager
def hugging_face(settings: HuggingFace, token: SecretStr | None) -> Iterator[Portal]:
    """The Hub: files are read back as from other portals, all else goes through its own library."""
    from flows.portals.hub import connected  # noqa: PLC0415 - the library is large, and others do without it
    from flows.portals.hugging_face import HuggingFacePortal  # noqa: PLC0415

    with Http(settings.url, _bearer(token)) as http, connected(settings.url, token) as hub:
        yield HuggingFacePortal(settings, hub, http)


def _bearer(token: SecretStr | None) -> dict[str, SecretStr]:
    return {"Authorization": SecretStr(f"Bearer {token.get_secret_value()}")} if token else {}


def label(name: str, data: Path, *, production: bool = False) -> str:
    """What a portal's token and journal go by: a sandbox has its own."""
    sandbox = has_sandbox(declared(data, name)) and not production
    return f"{name}-sandbox" if sandbox else name


def journal(name: str, data: Path, *, production: bool = False) -> Journal:
    """What is remembered of publications to that portal."""
    return Journal(state_folder(data), label(name, data, production=production))
