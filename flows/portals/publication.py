"""A release to a portal: plan, stage, upload, verify, make visible, remember."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from flows.errors import CallFault, DataFault
from flows.portals.edition import Edition, edition_with_doi, read_edition
from flows.portals.journal import Journal
from flows.portals.portal import Draft, Portal

NEXT = "Publish it again; where people see it already, `habeas unpublish` it first"
STAGED, UPLOADED, VERIFIED, PUBLISHED = "staged", "uploaded", "verified", "published"


class Outcome(StrEnum):
    """How a release came to be where it is, in the words that a user is told."""

    NEW = "published"
    MEANWHILE = "was published meanwhile by another, the same to the byte"
    THERE = "was there already, the same to the byte"


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a release is now."""

    version: str
    link: str
    outcome: Outcome

    @property
    def new(self) -> bool:
        """Whether it was this publication that let people see it."""
        return self.outcome is Outcome.NEW

    def __str__(self) -> str:
        return f"release {self.version} {self.outcome}: {self.link}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a publication would do: `there` is where people see the release already, `step` how far one came before."""

    edition: Edition
    there: str | None
    step: str | None


def plan(release: Path, portal: Portal, journal: Journal) -> Plan:
    """Looks at the release, the portal and the journal, and changes nothing."""
    edition = read_edition(release)
    found = portal.find(edition.version)
    return Plan(edition, found and portal.link(found), journal.step(edition.version))


def publish(release: Path, portal: Portal, journal: Journal) -> Publication:
    """Brings a release to a portal so that it is there whole or not at all, whatever dies meanwhile.

    Every file is read back and its SHA-256 compared before people see it, and again where it was there already. A call
    after one that died goes on with what that left. Raises DataFault where the release, or what the portal gives out,
    is damaged; CallFault where the portal refuses it, or has another release under this version.
    """
    edition = read_edition(release)
    with journal.alone(), portal.alone():
        found = portal.find(edition.version)
        draft = found or portal.stage(edition, journal.key(edition))
        deposited = edition
        if draft.doi:
            deposited = edition_with_doi(release, draft.doi, journal.edition_folder(edition.version))
        outcome = Outcome.THERE if found else _bring(deposited, edition, draft, portal, journal)
        if outcome is not Outcome.NEW:
            _compare(deposited, draft, portal)
        journal.note(edition, PUBLISHED, draft)
        return Publication(edition.version, portal.link(draft), outcome)


def _bring(deposited: Edition, release: Edition, draft: Draft, portal: Portal, journal: Journal) -> Outcome:
    """Lets people see the edition, unless another publication of that version does so meanwhile."""
    journal.note(release, STAGED, draft)
    for file in deposited.files:
        if portal.digest(draft, file) != file.sha256:
            portal.upload(draft, file)
    journal.note(release, UPLOADED, draft)
    _verify(deposited, draft, portal)
    journal.note(release, VERIFIED, draft)
    own = portal.find(release.version) is None and portal.show(draft, deposited)
    return Outcome.NEW if own else Outcome.MEANWHILE


def _compare(edition: Edition, draft: Draft, portal: Portal) -> None:
    """What people see already: SHA256SUMS tells whether it is this release at all."""
    sums = edition.files[-1]
    if portal.digest(draft, sums) not in {None, sums.sha256}:
        what = "another release is there under this version"
        raise CallFault(portal.link(draft), what, "Publish under a higher version")
    _verify(edition, draft, portal)


def _verify(edition: Edition, draft: Draft, portal: Portal) -> None:
    for file in edition.files:
        found = portal.digest(draft, file)
        if found is None:
            raise DataFault(f"{portal.link(draft)}: {file.name}", "the file is missing there", NEXT)
        if found != file.sha256:
            what = "the file does not read back as it was released: its SHA-256 differs"
            raise DataFault(f"{portal.link(draft)}: {file.name}", what, NEXT)
