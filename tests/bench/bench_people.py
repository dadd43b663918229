"""What telling people apart costs as their mentions grow: about the same for each. `make bench` prints it."""

import time
from collections.abc import Iterator
from resource import RUSAGE_SELF, getrusage

from flows.extract.claims import Passage, PersonClaim
from flows.resolve.claimed import Claimed
from flows.resolve.people import resolve_people

SIZES = (1_000, 10_000, 100_000, 1_000_000)
MENTIONS = 10  # of one person, on average
GIVEN = (
    *("Siarhei", "Mikalai", "Viktar", "Maryia", "Ahmed", "Yusuf", "Leyla", "Narek", "Nino", "Carlos"),
    *("Ana", "Luis", "Thu", "Aung", "Chen", "Olga", "Ivan", "Petr", "Fatima", "Omar"),
)
STARTS = (
    *("Kav", "Bar", "Len", "Mar", "Sid", "Tar", "Vol", "Gor", "Zel", "Dan"),
    *("Hal", "Rub", "Fed", "Nov", "Sav", "Pol", "Kul", "Dor", "Lav", "Mel"),
)
MIDDLES = ("al", "er", "in", "os", "uk", "av", "em", "ir", "ot", "ad", "ul", "eg")
ENDS = ("enka", "ski", "ovich", "yan", "shvili", "ova", "ez", "oglu", "ani", "ar")


def mentions(count: int) -> Iterator[Claimed[PersonClaim]]:
    """Invented people, each named in some documents, in every third one by another spelling."""
    people = count // MENTIONS
    for number in range(count):
        who = number * 7919 % people
        base, rest = divmod(who, len(GIVEN))
        surname = [
            STARTS[base % len(STARTS)],
            *(MIDDLES[base // 20**place % 12] for place in (1, 2)),
            ENDS[base // 7 % 10],
        ]
        name = f"{GIVEN[rest]} {''.join(surname)}"
        spelled = name.replace("v", "w") if number % 3 == 0 else name
        passage = Passage(0, len(spelled), spelled, "name")
        yield Claimed(f"doc_{number}", PersonClaim(spelled, (), "subject", (), (passage,)), None, (f"evd_{number}",))


def test_the_cost_of_a_mention_stays_about_the_same() -> None:
    costs = []
    for size in SIZES:
        claims = list(mentions(size))
        start = time.process_time()
        found = resolve_people(claims, [])
        costs.append((time.process_time() - start) / size)
        print(f"\n{size:,} mentions: {costs[-1] * 1e6:.0f} µs each, {len(found.clusters):,} people", end="")
    print(f"\n{getrusage(RUSAGE_SELF).ru_maxrss // 1024:,} MB at most")
    assert costs[-1] < 5 * min(costs)  # the more names, the fuller their blocks, up to the window
