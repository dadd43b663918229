"""The real portals, as the tests see them: what to declare, and what a stranger gets to see."""

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import httpx

from flows.release.checksums import NAME
from tests.portals_live import ceph, ckan
from tests.portals_live.s3_admin import REGION

VISITOR = httpx.Client(timeout=60)  # of people without a token

Seen = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Place(ABC):
    """A running portal at `url`; `token` may publish there, that of a `stranger` may not. `spot` keeps tests apart."""

    url: str
    token: str
    stranger: str

    @property
    def upstream(self) -> tuple[str, int]:
        """Where a proxy is to pass requests on to."""
        url = httpx.URL(self.url)
        return url.host, url.port or 80

    @abstractmethod
    def declare(self, url: str, spot: str) -> str:
        """The portal for portals.toml, reached at `url`."""

    @abstractmethod
    def seen(self, spot: str) -> Seen:
        """By version, the SHA-256 of every file of the releases that people without a token are led to."""


@dataclass(frozen=True)
class Store(Place):
    """The S3 gateway."""

    bucket: str = ceph.BUCKET

    def declare(self, url: str, spot: str) -> str:
        public = f"{self.url}/{self.bucket}/{spot}"
        return (
            f'[portal.live]\nkind = "object-store"\nurl = "s3://{self.bucket}/{spot}"\nendpoint = "{url}"\n'
            f'region = "{REGION}"\npublic = "{public}"\n'
        )

    def seen(self, spot: str) -> Seen:
        public = f"{self.url}/{self.bucket}/{spot}"
        pointer = VISITOR.get(f"{public}/latest.json")
        if not pointer.is_success:
            return {}
        found: Seen = {}
        for version, digest in pointer.json()["releases"].items():
            sums = _got(f"{public}/v/{version}/{NAME}")
            assert _sha256(sums) == digest
            names = [line[66:] for line in sums.decode().splitlines()]
            found[version] = {name: _sha256(_got(f"{public}/v/{version}/{name}")) for name in (*names, NAME)}
        return found


class Site(Place):
    """CKAN."""

    def declare(self, url: str, spot: str) -> str:
        return f'[portal.live]\nkind = "ckan"\nurl = "{url}"\norganization = "{ckan.ORGANIZATION}"\nslug = "{spot}"\n'

    def seen(self, spot: str) -> Seen:
        shown = self.dataset(spot)
        if shown is None:
            return {}
        releases = next(extra["value"] for extra in shown["extras"] if extra["key"] == "habeas_releases")
        kept = {version: self.dataset(f"{spot}-{version.replace('.', '-')}") for version in releases.split()}
        found = {version: _files(each) for version, each in kept.items() if each}
        assert list(found) == releases.split()
        newest = kept[shown["version"]]
        assert newest
        assert _links(shown) == _links(newest)
        return found

    def dataset(self, name: str) -> dict[str, Any] | None:
        """A dataset, as people without a token see it."""
        answer = VISITOR.get(f"{self.url}/api/action/package_show?id={name}")
        return answer.json()["result"] if answer.is_success else None


def _links(dataset: dict[str, Any]) -> dict[str, str]:
    """By file, the path of the address that it is at."""
    assert len({resource["name"] for resource in dataset["resources"]}) == len(dataset["resources"])
    return {resource["name"]: httpx.URL(resource["url"]).path for resource in dataset["resources"]}


def _files(dataset: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for resource in dataset["resources"]:
        assert resource["name"] not in found, "a file is there twice"
        found[resource["name"]] = _sha256(_got(resource["url"]))
        assert resource["hash"] == found[resource["name"]]
    return found


def _got(url: str) -> bytes:
    answer = VISITOR.get(url)
    answer.raise_for_status()
    return answer.content


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
