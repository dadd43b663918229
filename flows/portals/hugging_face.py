"""The Hub of Hugging Face as a portal (https://huggingface.co/docs/hub/datasets).

A dataset is a git repository. A release is uploaded and read back on a branch of its own, which nobody is led to, in a
repository that is private until its first release. Then one commit brings the same files to `main`, unless anybody
committed there meanwhile, and a tag `v1.0.0` keeps what was read back reachable. README.md is the dataset card.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple

from huggingface_hub import CommitOperationAdd, CommitOperationCopy, CommitOperationDelete, HfApi
from huggingface_hub.hf_api import RepoFile

from flows.errors import CallFault, DataFault
from flows.portals.declared import HuggingFace
from flows.portals.edition import Edition, File
from flows.portals.http import Http
from flows.portals.hub import Hub
from flows.portals.portal import Draft, Listing
from flows.release.checksums import NAME
from flows.release.version import Version

MAIN, STAGED, TAG = "main", "staged-", "v"
STAYS = (
    "its files stay in the history of the repository, until you squash that or delete the repository in its settings"
)

_ATTRIBUTES = {".gitattributes"}  # the Hub's own, in every repository
_FRESH = {*_ATTRIBUTES, "README.md"}  # what a repository may hold that is not of these releases yet
_TAG = re.compile(rf"{TAG}\d+\.\d+\.\d+", re.ASCII)
_OTHER = "Take another `repository` in portals.toml"
_ABSENT, _TAKEN = 404, 409
_MOVED = (404, 409, 412)  # somebody removed the branch meanwhile, is at it, or committed there

Operation = CommitOperationAdd | CommitOperationCopy | CommitOperationDelete


class Refs(NamedTuple):
    """What is where in the repository: commits by the name of a branch, and by the version that a tag names."""

    branches: dict[str, str]
    releases: dict[str, str]


class HuggingFacePortal:
    """The key of a draft is the branch that it is staged on, or its tag."""

    def __init__(self, settings: HuggingFace, hub: Hub, http: Http) -> None:
        self._hub, self._http = hub, http
        self._where: dict[str, Any] = {"repo_id": settings.repository, "repo_type": "dataset"}
        self._path = f"datasets/{settings.repository}"
        self._heads: dict[str, str] = {}  # by branch, the commit that this publication builds on

    def alone(self) -> AbstractContextManager[None]:
        """Nobody is kept out: a commit fails if its branch has moved since it was read."""
        return nullcontext()

    def find(self, version: str) -> Draft | None:
        """The release, once it has its tag, which it gets last."""
        return Draft(f"{TAG}{version}") if version in self._refs().releases else None

    def stage(self, edition: Edition, key: str | None) -> Draft:  # noqa: ARG002 - the name follows from the edition
        """A branch for just this edition, without the files of other releases."""
        refs = self._refs()
        if MAIN not in refs.branches:
            refs = self._create()
        branch = f"{STAGED}{edition.version}-{edition.digest[:16]}"
        if set(_staged(refs, edition.version)) - {branch}:
            what = "another release was begun under this version"
            raise CallFault(self.link(Draft(branch)), what, "Publish under a higher version, or `habeas unpublish` it")
        main = refs.branches[MAIN]
        self._claim(main)
        self._hub.call(lambda api: api.create_branch(**self._where, branch=branch, revision=main, exist_ok=True))
        self._heads = {MAIN: main, branch: self._refs().branches.get(branch, main)}
        kept = {*_ATTRIBUTES, *(file.name for file in edition.files)}
        strays = [CommitOperationDelete(name) for name in sorted(self._files(self._heads[branch]).keys() - kept)]
        if strays and not self._change(branch, strays, "Remove what the release does not hold"):
            raise self._moved()
        return Draft(branch)

    def digest(self, draft: Draft, file: File) -> str | None:
        """Downloads the file from the very commit that this publication builds on."""
        if draft.key not in self._heads:
            refs = self._refs()
            head = refs.branches.get(draft.key) or refs.releases.get(draft.key.removeprefix(TAG))
            if head is None:
                return None
            self._heads[draft.key] = head
        return self._http.digest(f"{self._path}/resolve/{self._heads[draft.key]}/{file.name}")

    def upload(self, draft: Draft, file: File) -> None:
        """Commits the file to the branch; a large one goes to the store of git LFS, by its SHA-256."""
        if not draft.key.startswith(STAGED):
            return
        operation = CommitOperationAdd(path_in_repo=file.name, path_or_fileobj=file.path)
        if self._change(draft.key, [operation], f"Add {file.name}"):
            return
        self._heads.pop(draft.key)  # it was this very call, whose answer was lost, or somebody else
        if self.digest(draft, file) != file.sha256:
            raise self._moved()

    def show(self, draft: Draft, edition: Edition) -> bool:
        """Leads `main` to the newest release, lets everybody see the repository, and sets the tag."""
        releases, staged = self._refs().releases, self._heads[draft.key]
        if edition.version == _newest([*releases, edition.version]):
            gone = self._files(releases[_newest(releases)]) if releases else ()
            self._lead_to(staged, gone, f"Release {edition.version}")
        if not releases:
            self._hub.call(lambda api: api.update_repo_settings(**self._where, private=False))
        own = self._tag(edition.version, staged)
        refs = self._refs()
        if refs.releases.get(edition.version) != staged:
            raise self._moved()
        for branch in itertools.chain.from_iterable(_staged(refs, each) for each in refs.releases):
            self._remove(branch)
        return own

    def link(self, draft: Draft) -> str:
        """The page of the release."""
        version = draft.key.removeprefix(STAGED).removeprefix(TAG).partition("-")[0]
        return self._http.url(f"{self._path}/tree/{TAG}{version}")

    def published(self) -> list[Listing]:
        """The releases that have a tag; `main` leads to the newest."""
        found = sorted(self._refs().releases, key=Version.parse)
        return [Listing(each, self.link(Draft(f"{TAG}{each}")), each == found[-1]) for each in found]

    def withdraw(self, version: str) -> str:
        """Leads `main` to the newest of the other releases, then removes the tag, and what was staged."""
        refs = self._refs()
        if version not in refs.releases and not _staged(refs, version):
            raise CallFault(self.link(Draft(f"{TAG}{version}")), "there is no such release", "See `habeas published`")
        if version in refs.releases:
            self._heads[MAIN] = refs.branches[MAIN]
            self._leave(version, refs)
            self._hub.call(lambda api: api.delete_tag(**self._where, tag=f"{TAG}{version}"), (_ABSENT,))
        for branch in _staged(refs, version):
            self._remove(branch)
        return STAYS

    def _lead_to(self, commit: str | None, gone: Iterable[str], title: str) -> None:
        """Brings the files of `commit` to `main`, and takes away those in `gone` that it has not; others stay."""
        if operations := self._to_lead_to(commit, gone):
            done = self._change(MAIN, operations, title)
            self._heads[MAIN] = self._refs().branches[MAIN]
            if not done and self._to_lead_to(commit, gone):
                raise self._moved()

    def _to_lead_to(self, commit: str | None, gone: Iterable[str]) -> list[Operation]:
        shown, files = self._files(self._heads[MAIN]), self._files(commit) if commit else {}
        brought = sorted(name for name in files if shown.get(name) != files[name])
        return [
            *(CommitOperationCopy(name, name, src_revision=commit) for name in brought if name not in _ATTRIBUTES),
            *(CommitOperationDelete(name) for name in sorted({*gone} & shown.keys() - files.keys() - _ATTRIBUTES)),
        ]

    def _leave(self, version: str, refs: Refs) -> None:
        """Takes `main` away from a release, if it leads there."""
        files = self._files(refs.releases[version])
        if self._files(self._heads[MAIN]).get(NAME) == files[NAME]:
            others = [each for each in refs.releases if each != version]
            kept = refs.releases[_newest(others)] if others else None
            self._lead_to(kept, files, f"Withdraw release {version}")

    def _change(self, branch: str, operations: Sequence[Operation], title: str) -> bool:
        """Whether the commit was made: not where the branch moved since it was read."""
        parent = self._heads[branch]
        made = self._hub.call(
            lambda api: api.create_commit(
                **self._where, revision=branch, parent_commit=parent, operations=operations, commit_message=title
            ),
            _MOVED,
        )
        if made:
            self._heads[branch] = made.oid
        return made is not None

    def _tag(self, version: str, commit: str) -> bool:
        """Whether it was this call that set the tag, and not another publication before it."""
        sent: list[str] = []

        def set_tag(api: HfApi) -> bool:
            sent.append(version)
            api.create_tag(**self._where, tag=f"{TAG}{version}", revision=commit)
            return True

        return self._hub.call(set_tag, (_TAKEN,)) or len(sent) > 1  # where it was sent again, an answer was lost

    def _create(self) -> Refs:
        """A private repository; nobody sees what is uploaded until it is whole."""
        self._hub.call(lambda api: api.create_repo(**self._where, private=True), (_TAKEN,))
        refs = self._refs()
        if MAIN not in refs.branches:
            raise CallFault(self._http.url(self._path), "this token may not see the repository of that name", _OTHER)
        return refs

    def _claim(self, commit: str) -> None:
        """Raises CallFault where the repository holds something else than releases."""
        names = self._files(commit).keys()
        if names - _FRESH and NAME not in names:
            raise CallFault(self._http.url(self._path), "that repository holds another dataset", _OTHER)

    def _refs(self) -> Refs:
        """What is there; nothing where there is no repository, or none that this token may see."""
        refs = self._hub.call(lambda api: api.list_repo_refs(**self._where), self._hub.absent)
        if refs is None:
            return Refs({}, {})
        tags = {each.name.removeprefix(TAG): each.target_commit for each in refs.tags if _TAG.fullmatch(each.name)}
        return Refs({each.name: each.target_commit for each in refs.branches}, tags)

    def _files(self, commit: str) -> dict[str, str]:
        """The files of a commit: by name, git's own digest of each."""
        tree = self._hub.call(lambda api: list(api.list_repo_tree(**self._where, revision=commit)))
        return {each.path: each.blob_id for each in tree or () if isinstance(each, RepoFile)}

    def _remove(self, branch: str) -> None:
        self._hub.call(lambda api: api.delete_branch(**self._where, branch=branch), (_ABSENT,))

    def _moved(self) -> DataFault:
        return DataFault(
            self._http.url(self._path), "somebody edited the repository meanwhile", "Look at it, then run it again"
        )


def _newest(releases: Iterable[str]) -> str:
    return str(max(map(Version.parse, releases)))


def _staged(refs: Refs, version: str) -> list[str]:
    """The branches on which that version is staged."""
    return [branch for branch in refs.branches if branch.startswith(f"{STAGED}{version}-")]
