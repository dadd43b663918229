"""portals.toml: the portals of a dataset, a table `[portal.NAME]` each. It holds no token."""

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints

from flows.errors import CallFault
from flows.ingest.toml import Settings, Words, read_toml

NAME = "portals.toml"


def _secure(address: str) -> str:
    """Tokens go over TLS, or never leave this machine."""
    parts = urlsplit(address)
    if not parts.hostname or parts.username or parts.query or parts.fragment:
        raise ValueError("it must be an address of a host, without a user, a query or a fragment")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname)):
        raise ValueError("it must begin with https://")
    return address.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


PortalName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Address = Annotated[str, AfterValidator(_secure)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{2,80}$")]


class Folder(Settings):
    """`path`: a folder, local or mounted; where relative, counted from the data folder."""

    kind: Literal["folder"]
    path: Words


class ObjectStore(Settings):
    """`url`: bucket and prefix, such as s3://bucket/prefix, gs://… or az://….

    `endpoint` and `region`: of an S3 store that is not Amazon's. `public`: the address at which people read the bucket.
    """

    kind: Literal["object-store"]
    url: Words
    endpoint: Address | None = None
    region: Words | None = None
    public: Address


class Ckan(Settings):
    """`slug`: the name of the dataset in its address; that of each version is `slug-1-0-0`.

    `organization`: the name of the organisation that owns it. `keep`: how many versions stay reachable, all by default.
    """

    kind: Literal["ckan"]
    url: Address
    organization: Words
    slug: Slug
    keep: Annotated[int, Field(ge=1)] | None = None


class Invenio(Settings):
    """`sandbox`: the portal to try things at; `production`: the one where a DOI is for ever.

    `slug`: what the records of this dataset are known by among those of the user.
    """

    kind: Literal["invenio"]
    sandbox: Address
    production: Address
    slug: Slug


class HuggingFace(Settings):
    """`repository`: the dataset, as `owner/name`."""

    kind: Literal["hugging-face"]
    url: Address = "https://huggingface.co"
    repository: Annotated[str, StringConstraints(pattern=r"^\w[\w.-]*/\w[\w.-]*$")]


class Dataverse(Settings):
    """`collection`: the alias of the collection that the dataset lies in; `slug`: what the dataset is known by there.

    `sandbox`: a portal to try things at, if there is one.
    """

    kind: Literal["dataverse"]
    url: Address
    sandbox: Address | None = None
    collection: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$")]
    slug: Slug


Declared = Annotated[Folder | ObjectStore | Ckan | Invenio | HuggingFace | Dataverse, Field(discriminator="kind")]


class Portals(Settings):
    """The portals, by name."""

    portal: dict[PortalName, Declared] = Field(default_factory=dict)


def read_portals(data: Path) -> dict[str, Declared]:
    """The portals that `data`/portals.toml declares; none where there is no such file.

    Raises DataFault where it is not as it should be.
    """
    path = data / NAME
    return read_toml(path, Portals, NAME).portal if path.is_file() else {}


def has_sandbox(settings: Declared) -> bool:
    """Whether a portal has a place to try things at."""
    return isinstance(settings, Invenio) or (isinstance(settings, Dataverse) and settings.sandbox is not None)


def declared(data: Path, name: str) -> Declared:
    """The portal of that name, or the folder at that path. Raises CallFault where `name` is neither."""
    portals = read_portals(data)
    if name in portals:
        return portals[name]
    if "/" in name:
        return Folder(kind="folder", path=str(Path(name).resolve()))
    known = ", ".join(sorted(portals)) or "none is declared yet"
    raise CallFault(
        name, f"{NAME} declares no such portal", f"Name one of: {known}; or a folder, with a slash in its path"
    )
