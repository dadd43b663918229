"""Who is who across documents.

Blocking, a score for each pair, three outcomes and a closure, as record linkage does since Fellegi and Sunter (1969).
Splink does the same on DuckDB and Spark and was left out for three reasons. It learns its weights from the very data,
so that one more document would move old outcomes, and with them decisions and ids. It draws random pairs for that. Its
comparisons are SQL, whereas all the strength here is in comparing names, which would be a Python function there too:
with its own (Jaro-Winkler of given names, surnames and both, on ASCII letters) Splink 5.0 finds 6% of the true pairs
of `tests/gold/names/dev.tsv` at 95% precision; 92% are found here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flows.extract.claims import EventClaim, PersonClaim
from flows.resolve.blocking import candidates
from flows.resolve.claimed import Claimed
from flows.resolve.closure import Pair, clusters, torn
from flows.resolve.context import contexts
from flows.resolve.decided import Decided, Verdict
from flows.resolve.judgement import Judgement, judge
from flows.resolve.profiles import Profile, joined, profiles
from flows.resolve.unsure import Unsure

Person = tuple[Claimed[PersonClaim], ...]


@dataclass(frozen=True, slots=True)
class People:
    """One cluster of claims per person, and the pairs of clusters that may be one person but stay apart."""

    clusters: list[Person]
    unsure: list[Unsure]


def resolve_people(
    people: Iterable[Claimed[PersonClaim]],
    events: Iterable[Claimed[EventClaim]],
    decided: Decided[PersonClaim] | None = None,
) -> People:
    """Clusters of person claims, one per real person; what is `decided` holds. The order of claims does not matter."""
    decided = decided or Decided()
    found = _with_decided(profiles(people, contexts(events), decided), decided)
    joined_places = [place for place, profile in enumerate(found) if profile.by_decision]
    court = Court(found, _decided_pairs(found, decided), joined_places)
    judged = {pair: court.judge(*pair) for pair in {*candidates(found), *court.decided}}
    same = {pair: judgement.score for pair, judgement in judged.items() if judgement.outcome == "same"}
    undecidable = torn(same, court.apart)
    sure = {pair: score for pair, score in same.items() if undecidable.isdisjoint(pair)}
    grouped = clusters(len(found), sure, court.apart)
    persons = [tuple(claimed for place in cluster for claimed in found[place].claims) for cluster in grouped]
    return People(persons, _unsure(grouped, judged, court.decided))


@dataclass(slots=True)
class Court:
    """Judges pairs of profiles, each once; what somebody decided is not judged again.

    `joined` are the places of profiles that a decision made one.
    """

    profiles: Sequence[Profile]
    decided: Mapping[Pair, Judgement]
    joined: Sequence[int]
    _known: dict[Pair, Judgement] = field(default_factory=dict)

    def judge(self, one: int, other: int) -> Judgement:
        """The judgement on two places, the lower first."""
        pair = (one, other)
        if (known := self.decided.get(pair) or self._known.get(pair)) is None:
            known = self._known[pair] = judge(self.profiles[one], self.profiles[other])
        return known

    def apart(self, one: int, other: int) -> bool:
        """Whether the two stay apart whatever else speaks for joining them.

        Two names of one person by decision keep nobody apart who bears something like the one or the other.
        """
        apart = self.judge(one, other).apart
        return bool(apart) and not (apart == "name" and any(self._leads(place, one, other) for place in self.joined))

    def _leads(self, place: int, *others: int) -> bool:
        return all(self.judge(*sorted((place, other))).outcome == "same" for other in others if other != place)


def _with_decided(found: list[Profile], decided: Decided[PersonClaim]) -> list[Profile]:
    """The profiles, those made one that somebody decided to be the same."""
    same = {pair: 1.0 for verdict, pair in _placed(found, decided) if verdict.outcome == "same"}
    grouped = clusters(len(found), same, lambda _one, _other: False)
    return sorted((joined(found[place] for place in cluster) for cluster in grouped), key=lambda each: each.sort_key)


def _decided_pairs(found: Sequence[Profile], decided: Decided[PersonClaim]) -> dict[Pair, Judgement]:
    """What was decided to be different or unsure, by places; a difference has the last word."""
    placed = sorted((pair, verdict.outcome, verdict.why) for verdict, pair in _placed(found, decided))
    ordered = sorted(placed, key=lambda each: each[1] == "different")
    return {
        pair: Judgement(outcome, 0.0 if outcome == "different" else 0.5, "context", f"decided: {why}")
        for pair, outcome, why in ordered
        if outcome != "same"
    }


def _placed(found: Sequence[Profile], decided: Decided[PersonClaim]) -> Iterator[tuple[Verdict[PersonClaim], Pair]]:
    """Each verdict with the places that it is on, the lower first."""
    wanted = {claimed.evidence_ids for claimed in decided.claims}
    place_of = {
        claimed.evidence_ids: place
        for place, profile in enumerate(found if wanted else ())
        for claimed in profile.claims
        if claimed.evidence_ids in wanted
    }
    for verdict in decided.verdicts:
        one, other = sorted((place_of[verdict.one.evidence_ids], place_of[verdict.other.evidence_ids]))
        yield verdict, (one, other)


def _unsure(
    grouped: Sequence[Sequence[int]], judged: Mapping[Pair, Judgement], decided: Mapping[Pair, Judgement]
) -> list[Unsure]:
    """For each two clusters that stay apart the likest pair; none where somebody decided that they differ."""
    home = {place: index for index, cluster in enumerate(grouped) for place in cluster}
    found: dict[Pair, Unsure] = {}
    different: set[Pair] = set()
    for places, judgement in sorted(judged.items(), key=lambda item: item[0]):
        one, other = sorted(home[place] for place in places)
        if judgement.outcome == "different":
            different.update({(one, other)} if places in decided else ())
        elif one != other and ((one, other) not in found or judgement.score > found[one, other].score):
            found[one, other] = Unsure(one, other, judgement.score, judgement.why)
    return [found[pair] for pair in sorted(found.keys() - different)]
