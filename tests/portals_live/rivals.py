"""Two who publish at once: one comes to its end between any two steps of the other."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.errors import Fault
from flows.portals.publication import Outcome
from tests.portals_live.conftest import Spot
from tests.portals_live.proxy import Exchange, Request, passes
from tests.portals_live.test_kill import PROCESSES, publish_in

Due = Callable[[Request], bool]


@dataclass(frozen=True)
class Race:
    """A publication to a spot, in whose way another one comes, from a data folder that knows nothing of the first."""

    spot: Spot
    rival: Any  # a process that was started or not

    @property
    def rival_came(self) -> bool:
        """Whether the other was there at all."""
        return self.rival.pid is not None

    def won_by(self, release: Path) -> str:
        """Publishes; who let people see a release: the one, which must be told so if it was not it, or the rival."""
        try:
            outcome = self.spot.publish(release).outcome
        except Fault as fault:
            assert "meanwhile" in fault.what or "another release" in fault.what, fault
            outcome = Outcome.MEANWHILE
        won = {"this one": outcome is Outcome.NEW, "the rival": self.rival.exitcode == 0}
        (winner,) = (name for name, wins in won.items() if wins)
        assert outcome is not Outcome.THERE
        return winner


def races(spots: Iterator[Spot], release: Path, due: Due, step: int = 1) -> Iterator[Race]:
    """The rival publishes `release` just before the first request that `due` holds for, then before a later one.

    The last of the races has no rival, since there are no more such requests.
    """
    for at in itertools.count(step=step):
        spot, turn = next(spots), itertools.count(-at)
        data = spot.data.with_name(f"{spot.name}-rival")
        data.mkdir()
        (data / "portals.toml").write_text(spot.place.declare(spot.place.url, spot.name), encoding="utf-8")
        race = Race(spot, PROCESSES.Process(target=publish_in, args=(data, release, spot.place.token)))
        fault = _comes_first(race.rival)
        spot.proxy.once(lambda request, turn=turn: due(request) and next(turn) == 0, fault)  # type: ignore[misc]
        yield race
        if not race.rival_came:
            return


def _comes_first(rival: Any) -> Callable[[Exchange], None]:
    """Lets a request pass once the rival has come to its end."""

    def fault(exchange: Exchange) -> None:
        rival.start()
        rival.join()
        passes(exchange)

    return fault
