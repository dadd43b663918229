"""The stand-ins, as the tests of portals see them."""

import hashlib
from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Self

from flows.portals.dataverse_terms import RELEASE, marks
from tests.portals import dataverse_stand_in, hub_stand_in
from tests.portals.dataverse_stand_in import DataverseStandIn
from tests.portals.hub_stand_in import HubStandIn
from tests.portals.loopback import Loopback
from tests.portals_live.places import Place, Seen

STRANGER = "of-a-stranger"


@dataclass(frozen=True)
class StandInPlace(Place):
    """A stand-in; `recorded` is the folder of its exchanges, `bearer` the header that bears its token."""

    stand_in: Loopback

    recorded: ClassVar[str]
    bearer: ClassVar[tuple[str, str]]

    @classmethod
    @abstractmethod
    def start(cls) -> Self:
        """One where nothing is."""


@dataclass(frozen=True)
class HubPlace(StandInPlace):
    """A Hub with the dataset watch/held, or none."""

    stand_in: HubStandIn

    recorded = "hugging_face"
    bearer = ("Authorization", hub_stand_in.BEARER)

    @classmethod
    def start(cls) -> Self:
        stand_in = HubStandIn()
        return cls(stand_in.url, hub_stand_in.TOKEN, STRANGER, stand_in)

    def declare(self, url: str, spot: str) -> str:  # noqa: ARG002 - each stand-in holds one dataset
        return f'[portal.live]\nkind = "hugging-face"\nurl = "{url}"\nrepository = "watch/held"\n'

    def seen(self, spot: str) -> Seen:  # noqa: ARG002
        if not self.stand_in.tags or self.stand_in.private:
            return {}
        tags = self.stand_in.tags.items()
        found = {tag.removeprefix("v"): _sha256s(self.stand_in.commits[commit]) for tag, commit in tags}
        shown = _sha256s(self.stand_in.commits[self.stand_in.branches["main"]])
        assert shown.items() >= found[max(found)].items()
        return found


@dataclass(frozen=True)
class DataversePlace(StandInPlace):
    """A Dataverse that gives out handles, not DOIs, so that what it holds is the release to the byte."""

    stand_in: DataverseStandIn

    recorded = "dataverse"
    bearer = ("X-Dataverse-key", dataverse_stand_in.TOKEN)

    @classmethod
    def start(cls) -> Self:
        stand_in = DataverseStandIn("hdl:1902.1/HELD")
        return cls(stand_in.url, dataverse_stand_in.TOKEN, STRANGER, stand_in)

    def declare(self, url: str, spot: str) -> str:  # noqa: ARG002 - each stand-in holds one dataset
        return f'[portal.live]\nkind = "dataverse"\nurl = "{url}"\ncollection = "watch"\nslug = "held"\n'

    def seen(self, spot: str) -> Seen:  # noqa: ARG002
        assert len(self.stand_in.visible(known=False)) <= 1
        versions = [each for held in self.stand_in.datasets.values() for each in held]
        published = [marks(each)[RELEASE] for each in versions if each["versionState"] == "RELEASED"]
        assert len(published) == len(set(published))
        return dict(zip(published, map(_sha256s, self.stand_in.shown()), strict=True))


def _sha256s(files: dict[str, bytes]) -> dict[str, str]:
    """Of what a commit or a version holds, but for what the Hub itself puts there."""
    kept = (each for each in files.items() if each[0] != ".gitattributes")
    return {name: hashlib.sha256(content).hexdigest() for name, content in kept}
