"""CKAN, versions 2.11 and 2.12, as a portal (https://docs.ckan.org/en/latest/api/).

Each release is a dataset of its own, `slug-1-0-0`, whose files are uploaded and read back while it is private. People
look at the dataset `slug`: its resources are links to the files of the newest release. They keep their ids, and one
call of `package_revise`, which fails if anybody edited the dataset meanwhile, leads all of them to the next release.
"""

import json
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from flows.errors import CallFault, DataFault
from flows.portals.declared import Ckan
from flows.portals.edition import Edition, File
from flows.portals.http import MEND, Http, Upload
from flows.portals.portal import Draft, Listing
from flows.release.version import Version

SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
STAYS = "CKAN keeps a deleted dataset until an administrator purges it, and search engines may hold its page"

# CKAN's own names of the licences that SPDX names so; any other goes by the name of SPDX.
_LICENCES = {"CC-BY-4.0": "cc-by", "CC-BY-SA-4.0": "cc-by-sa", "CC0-1.0": "cc-zero"}

# Extras of the datasets: the digest of the edition, and for the dataset that people look at the releases that it leads
# to, and the publication that changed it last.
_EDITION, _RELEASES, _CHANGE = "habeas_edition", "habeas_releases", "habeas_change"
_COPIED = ("title", "notes", "license_id", "version", "author", "maintainer", "maintainer_email", "url", "owner_org")
_CONFLICT, _ABSENT, _FORBIDDEN = 409, 404, 403
_TAKEN = "Take another `slug` in portals.toml"

Package = Mapping[str, Any]


class CkanPortal:
    """The key of a draft is the name of the release's own dataset."""

    def __init__(self, settings: Ckan, http: Http) -> None:
        self._settings, self._http = settings, http
        self._rows: dict[str, dict[str, Package]] = {}  # by draft and by file

    def alone(self) -> AbstractContextManager[None]:
        """Nobody is kept out: the names of datasets are unique, and `package_revise` sees an edit of somebody else."""
        return nullcontext()

    def find(self, version: str) -> Draft | None:
        """The release's dataset, once the one that people look at led to it."""
        shown = self._package(self._settings.slug)
        return Draft(self._name(version)) if shown and version in _releases(shown) else None

    def stage(self, edition: Edition, key: str | None) -> Draft:  # noqa: ARG002 - the name follows from the version
        """A private dataset with a row for each file."""
        name = self._name(edition.version)
        if shown := self._package(self._settings.slug):
            self._claim(shown)
        if edition.version not in self._kept(_with(shown, edition.version)):
            what = f"only the newest {self._settings.keep} releases stay reachable there, and this one is older"
            raise CallFault(self._page(self._settings.slug), what, "Raise `keep` in portals.toml")
        found = self._package(name) or self._create({**self._described(edition), "name": name, "private": True})
        self._claim(found)
        if _extras(found).get(_EDITION) != edition.digest:
            what = "another release is there, or was begun, under this version"
            raise CallFault(self._page(name), what, "Publish under a higher version")
        self._rows[name] = _by_name(found)
        return Draft(name)

    def digest(self, draft: Draft, file: File) -> str | None:
        """Downloads the resource as its editors can."""
        if draft.key not in self._rows:
            self._rows[draft.key] = _by_name(self._known(draft.key))
        row = self._rows[draft.key].get(file.name)
        uploaded = row is not None and row.get("url_type") == "upload"
        return self._http.digest(_download(row)) if row and uploaded else None

    def upload(self, draft: Draft, file: File) -> None:
        """Uploads the file to its row; the portal never checks a hash, so it is told the one that was released."""
        row = self._rows[draft.key][file.name]
        part = f"update__resources__{row['id']}__upload"
        upload = Upload(part, file.path, file.name, file.media_type)
        match = {"match": json.dumps({"id": row["package_id"], "private": True})}
        status, said = self._act("package_revise", data=match, upload=upload)
        if status == _CONFLICT and not _mismatch(said):
            raise CallFault(f"{self._page(draft.key)}: {file.name}", _complaint(said), MEND)
        # Where it did not match, people see the release by now, and reading back what is there decides.
        self._rows[draft.key] = _by_name(self._known(draft.key) if status == _CONFLICT else said["package"])

    def show(self, draft: Draft, edition: Edition) -> bool:  # noqa: ARG002 - the portal holds it by now
        """Makes the release's dataset public, then leads people to it."""
        package = self._known(draft.key)
        if package["private"]:
            package = self._revise(package, {"private": False})
        return self._lead_to(package)

    def link(self, draft: Draft) -> str:
        """The page of the release."""
        return self._page(draft.key)

    def published(self) -> list[Listing]:
        """The releases that the dataset led to and that are there still."""
        shown = self._package(self._settings.slug)
        releases = _releases(shown) if shown else []
        newest = releases[-1] if releases else None
        return [Listing(each, self._page(self._name(each)), each == newest) for each in releases]

    def withdraw(self, version: str) -> str:
        """Leads people to the newest of the other releases, then deletes this one."""
        name = self._name(version)
        shown, package = self._package(self._settings.slug), self._package(name)
        if not shown and not package:
            raise CallFault(self._page(name), "there is no such release", "See `habeas published`")
        if shown:
            self._claim(shown)
            self._leave(shown, version)
        if package:
            self._act("package_delete", json={"id": package["id"]})
        return STAYS

    def _lead_to(self, package: Package) -> bool:
        """Whether it was this call that led people to the release."""
        shown, own = self._package(self._settings.slug), secrets.token_hex(8)
        releases = _with(shown, package["version"])
        kept = self._kept(releases)
        newest = package if kept[-1] == package["version"] else self._known(self._name(kept[-1]))
        if shown is None:
            shown = self._create(self._leading(newest, kept, {}, own))
        self._claim(shown)
        if _releases(shown) != kept:
            shown = self._revise(shown, self._leading(newest, kept, _by_name(shown), own))
        for old in releases[: -len(kept)]:
            if gone := self._package(self._name(old)):
                self._act("package_delete", json={"id": gone["id"]})
        return _extras(shown).get(_CHANGE) == own

    def _kept(self, releases: list[str]) -> list[str]:
        """Those of the releases that stay reachable."""
        return releases[-self._settings.keep :] if self._settings.keep else releases

    def _leave(self, shown: Package, version: str) -> None:
        kept = [each for each in _releases(shown) if each != version]
        if not kept:
            self._act("package_delete", json={"id": shown["id"]})
        elif kept != _releases(shown):
            newest = self._known(self._name(kept[-1]))
            self._revise(shown, self._leading(newest, kept, _by_name(shown), secrets.token_hex(8)))

    def _leading(
        self, newest: Package, releases: list[str], known: Mapping[str, Package], change: str
    ) -> dict[str, Any]:
        """The dataset that people look at: the description of the newest release, and links to its files.

        `known`: by name, the resources that it has, whose ids stay. `change` tells this change from any other.
        """
        resources = [
            {**_facts(each), **_id_of(known.get(each["name"])), "url": self._http.url(_download(each)), "url_type": ""}
            for each in newest["resources"]
        ]
        extras = {**_extras(newest), _RELEASES: " ".join(releases), _CHANGE: change}
        return {
            **{name: newest.get(name) or "" for name in _COPIED},
            "name": self._settings.slug,
            "private": False,
            "tags": [{"name": tag["name"]} for tag in newest["tags"]],
            "extras": [{"key": key, "value": value} for key, value in extras.items()],
            "resources": resources,
        }

    def _described(self, edition: Edition) -> dict[str, Any]:
        """A release in CKAN's terms."""
        package = edition.package
        licence = package["licenses"][0]
        contact: dict[str, str] = next(iter(edition.citation.get("contact", [])), {})
        extras = {
            _EDITION: edition.digest,
            "license": licence["title"],
            "license_page": licence.get("path", ""),
            "issued": edition.citation.get("date-released", ""),
            **{f"source_{number}": each["title"] for number, each in enumerate(package.get("sources", []), 1)},
        }
        return {
            "title": package["title"],
            "notes": edition.readme,
            "version": edition.version,
            "license_id": _LICENCES.get(licence.get("name", ""), licence.get("name", "")),
            "author": package["contributors"][0]["title"],
            "maintainer": contact.get("name", ""),
            "maintainer_email": contact.get("email", ""),
            "url": package.get("homepage", ""),
            "owner_org": self._settings.organization,
            "tags": [{"name": tag} for tag in sorted(set(_tags(package.get("keywords", []))))],
            "extras": [{"key": key, "value": value} for key, value in extras.items() if value],
            "resources": [_row(file) for file in edition.files],
        }

    def _create(self, description: Mapping[str, Any]) -> Package:
        status, found = self._act("package_create", json=description)
        if status != _CONFLICT:
            created: Package = found
            return created
        there = self._package(description["name"])  # an answer that was lost, or somebody else was quicker
        if there is None:
            raise CallFault(self._page(description["name"]), _complaint(found), MEND)
        return there

    def _revise(self, package: Package, update: Mapping[str, Any]) -> Package:
        """The dataset with `update` in it, unless anybody changed it since it was read."""
        match = {"id": package["id"], "metadata_modified": package["metadata_modified"]}
        gone = [f"-{name}" for name in ("resources", "tags", "extras") if name in update]
        body = {"match": match, "filter": gone, "update": _with_extras(package, update)}
        status, found = self._act("package_revise", json=body)
        if status == _CONFLICT and _mismatch(found):
            now = self._known(package["name"])
            if _holds(now, update):  # ours, whose answer was lost, or another's of the same release
                return now
            raise DataFault(
                self._page(package["name"]), "somebody edited the dataset meanwhile", "Look at it, then run it again"
            )
        if status == _CONFLICT:
            raise CallFault(self._page(package["name"]), _complaint(found), MEND)
        revised: Package = found["package"]
        return revised

    def _act(self, action: str, **body: Any) -> tuple[int, Any]:
        """The status and the result of an action of the API; of a conflict, the whole answer."""
        status, said = self._http.json("POST", f"api/action/{action}", answers=(_CONFLICT,), **body)
        return status, said if status == _CONFLICT else self._result(said)

    def _result(self, said: Any) -> Any:
        if not isinstance(said, dict) or said.get("success") is not True or "result" not in said:
            raise DataFault(self._settings.url, "what answers is no CKAN", "Check its address in portals.toml")
        return said["result"]

    def _package(self, name: str) -> Package | None:
        """A dataset as it is now; none where there is none, or it is deleted."""
        answers = (_ABSENT, _FORBIDDEN)
        status, said = self._http.json("GET", f"api/action/package_show?id={name}", answers=answers)
        if status == _FORBIDDEN:
            raise CallFault(
                self._page(name), "this token may not see the dataset of that name", f"Check the token, or: {_TAKEN}"
            )
        found = None if status == _ABSENT else self._result(said)
        return None if found and found["state"] == "deleted" else found

    def _known(self, name: str) -> Package:
        package = self._package(name)
        if package is None:
            raise DataFault(self._page(name), "somebody removed the dataset meanwhile", "Run it again")
        return package

    def _claim(self, package: Package) -> None:
        """Raises CallFault where the dataset is not of these releases."""
        organization = (package.get("organization") or {}).get("name")
        if organization != self._settings.organization or _EDITION not in _extras(package):
            raise CallFault(self._page(package["name"]), "that name belongs to another dataset", _TAKEN)

    def _name(self, version: str) -> str:
        return f"{self._settings.slug}-{version.replace('.', '-')}"

    def _page(self, name: str) -> str:
        return self._http.url(f"dataset/{name}")


def _row(file: File) -> dict[str, Any]:
    return {
        "name": file.name,
        "description": file.description,
        "format": file.format,
        "mimetype": file.media_type,
        "size": file.size,
        "hash": file.sha256,
        "hash_algorithm": SHA256,
    }


def _facts(resource: Package) -> dict[str, Any]:
    """What a link says of the file that it leads to."""
    names = ("name", "description", "format", "mimetype", "size", "hash", "hash_algorithm")
    return {name: resource[name] for name in names if resource.get(name) is not None}


def _id_of(resource: Package | None) -> dict[str, str]:
    return {"id": resource["id"]} if resource else {}


def _download(resource: Package) -> str:
    """The path of a resource's file; the last part, which CKAN makes of the file's name, is not looked at."""
    file = str(resource["url"]).rpartition("/")[2]
    return f"dataset/{resource['package_id']}/resource/{resource['id']}/download/{file}"


def _by_name(package: Package) -> dict[str, Package]:
    return {resource["name"]: resource for resource in package["resources"]}


def _extras(package: Package) -> dict[str, str]:
    return {extra["key"]: extra["value"] for extra in package.get("extras", [])}


def _releases(package: Package) -> list[str]:
    return _extras(package).get(_RELEASES, "").split()


def _with(shown: Package | None, version: str) -> list[str]:
    """The releases that a dataset leads to and one more, oldest first."""
    return sorted({*(_releases(shown) if shown else []), version}, key=Version.parse)


def _with_extras(package: Package, update: Mapping[str, Any]) -> dict[str, Any]:
    """`update`, in which the extras that other people gave the dataset stay."""
    if "extras" not in update:
        return dict(update)
    ours = {extra["key"] for extra in update["extras"]}
    others = [extra for extra in package["extras"] if extra["key"] not in ours and not _is_ours(extra["key"])]
    return {**update, "extras": [*others, *update["extras"]]}


def _is_ours(key: str) -> bool:
    return re.fullmatch(r"habeas_\w+|source_\d+|license(_page)?|issued", key) is not None


def _holds(package: Package, update: Mapping[str, Any]) -> bool:
    """Whether a dataset is as an update would have it, as far as that tells releases apart."""
    wanted = {key: value for key, value in _extras(update).items() if key != _CHANGE}
    if wanted.items() - _extras(package).items():
        return False
    return all(package[name] == update[name] for name in ("private", "version") if name in update)


def _tags(keywords: list[str]) -> Iterator[str]:
    """Keywords as CKAN takes them: letters, digits and -_. , between 2 and 100 of them."""
    for keyword in keywords:
        tag = re.sub(r"[^\w\-. ]", " ", keyword).strip()[:100]
        if len(tag) > 1:
            yield tag


def _mismatch(said: Any) -> bool:
    """Whether the dataset was not, or no longer, as it was to be for the change."""
    return isinstance(said, dict) and "match" in said.get("error", {})


def _complaint(said: Any) -> str:
    """What CKAN finds fault with, by field."""
    error = said.get("error", {}) if isinstance(said, dict) else {}
    return "; ".join(f"{name}: {what}" for name, what in sorted(error.items()) if name != "__type") or "a conflict"
