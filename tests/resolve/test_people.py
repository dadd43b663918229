"""Who is who across documents: the same whatever the order, no wrong join, and as all pairs at once would have it."""

import random
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.claims import Claims, EventClaim, PersonClaim, Reading
from flows.resolve.claimed import Claimed, claims_of
from flows.resolve.context import contexts
from flows.resolve.decided import Decided, Verdict
from flows.resolve.judgement import judge
from flows.resolve.names import initial_keys, name_keys
from flows.resolve.people import People, resolve_people
from flows.resolve.profiles import profiles
from tests.resolve.builders import Text, document

Partition = frozenset[frozenset[tuple[int, str]]]


class Told(NamedTuple):
    """One person of one document, with an act."""

    document: int
    name: str
    act: str = "arrest"
    date: str | None = None
    country: str | None = None
    occupations: tuple[str, ...] = ()


NAMES = ["Siarhei Kavalenka", "Sergey Kovalenko", "Сергей Коваленко", "Siarhei Kavalionak", "Sviatlana Kavalenka"]
FULL = [*NAMES, "Mohamed Ahmed", "Mohammad Ahmad", "Mahmoud Ahmed", "Ada Lovel", "Ádá Lovél"]
told = st.builds(
    Told,
    st.integers(0, 6),
    st.sampled_from(FULL),
    st.sampled_from(["arrest", "release", "death"]),
    st.sampled_from([None, "2030", "2030-05-03", "2031-07"]),
    st.sampled_from([None, None, "BY", "EG"]),
    st.sampled_from([(), ("editor of the Listener",)]),
)
corpora = st.lists(told, max_size=9, unique_by=lambda each: each[:2])
with_initials = told.map(lambda each: each._replace(name="S. Kavalenka"))


def claims(corpus: Iterable[Told]) -> tuple[list[Claimed[PersonClaim]], list[Claimed[EventClaim]]]:
    """The claims of a corpus, in its order."""
    readings = []
    for number in dict.fromkeys(each.document for each in corpus):
        text, people, events = Text(), [], []
        for one in sorted(each for each in corpus if each.document == number):
            passage = text.passage(one.name, "name")
            people.append(PersonClaim(one.name, (), "subject", one.occupations, (passage,)))
            events.append(text.event(one.act, one.date, [one.name], one.country))
        readings.append(Reading(document(number).document_id, Claims(tuple(people), tuple(events))))
    return claims_of(readings, PersonClaim), claims_of(readings, EventClaim)


def resolved(*corpus: Told) -> People:
    return resolve_people(*claims(corpus))


def partition(corpus: Sequence[Told], found: People) -> Partition:
    """The clusters as sets of documents and names."""
    numbers = {document(each.document).document_id: each.document for each in corpus}
    return frozenset(
        frozenset((numbers[claimed.document_id], claimed.claim.name) for claimed in cluster)
        for cluster in found.clusters
    )


@given(corpora, st.randoms())
def test_the_order_of_claims_does_not_matter(corpus: list[Told], chance: random.Random) -> None:
    people, events = claims(corpus)
    shuffled = resolve_people(chance.sample(people, len(people)), chance.sample(events, len(events)))
    assert shuffled == resolve_people(people, events)


@given(corpora, st.integers(0, 6))
def test_a_document_that_comes_twice_changes_nothing(corpus: list[Told], number: int) -> None:
    copies = [one._replace(document=number + 100) for one in corpus if one.document == number]
    twice = partition([*corpus, *copies], resolved(*corpus, *copies))
    without = {frozenset(mention for mention in cluster if mention[0] < 100) for cluster in twice}
    assert without - {frozenset()} == partition(corpus, resolved(*corpus))


@settings(deadline=None)
@given(st.lists(told | with_initials, max_size=9, unique_by=lambda each: each[:2]))
def test_it_is_what_all_pairs_at_once_give(corpus: list[Told]) -> None:
    """The components of the graph of the same, where no pair in a component speaks against it."""
    people, events = claims(corpus)
    found = profiles(people, contexts(events), Decided())
    judged = {pair: judge(found[pair[0]], found[pair[1]]) for pair in combinations(range(len(found)), 2)}
    keys = [{key for name in profile.names for key in name_keys(name)} for profile in found]
    initials = [{key for name in profile.names for key in initial_keys(name)} for profile in found]
    graph = networkx.Graph(
        (a, b)
        for (a, b), judgement in judged.items()
        if judgement.outcome == "same" and (keys[a] & (keys[b] | initials[b]) or initials[a] & keys[b])
    )
    graph.add_nodes_from(range(len(found)))
    home = {
        claimed.evidence_ids: index
        for index, cluster in enumerate(resolve_people(people, events).clusters)
        for claimed in cluster
    }
    for component in networkx.connected_components(graph):
        pairs = list(combinations(sorted(component), 2))
        homes = [home[found[place].claims[0].evidence_ids] for place in sorted(component)]
        if not any(judged[pair].apart for pair in pairs):
            assert len(set(homes)) == 1
    for (one, other), judgement in judged.items():
        if judgement.apart:
            assert home[found[one].claims[0].evidence_ids] != home[found[other].claims[0].evidence_ids]


def test_spellings_of_one_name_are_one_person() -> None:
    found = resolved(Told(0, "Siarhei Kavalenka"), Told(1, "Sergey Kovalenko"), Told(2, "Сергей Коваленко"))
    assert (len(found.clusters), found.unsure) == (1, [])


def test_people_of_one_surname_are_two() -> None:
    found = resolved(Told(0, "Siarhei Kavalenka"), Told(1, "Sviatlana Kavalenka"))
    assert (len(found.clusters), found.unsure) == (2, [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Told(0, "Mohamed Ahmed", country="EG"), Told(1, "Mohamed Ahmed", country="SD")),
        (Told(0, "Ada Lovel", "death", "2030-05-03"), Told(1, "Ada Lovel", "death", "2031-07-09")),
        (Told(0, "Ada Lovel", "death", "2030"), Told(1, "Ada Lovel", "arrest", "2031-07-09")),
        (Told(0, "Siarhei Kavalenka"), Told(0, "Sergey Kovalenko")),
        (Told(0, "A. Lovel"), Told(1, "A. Lovel")),
    ],
)
def test_what_is_too_close_to_call_stays_apart_and_is_listed(one: Told, other: Told) -> None:
    found = resolved(one, other)
    assert len(found.clusters) == 2
    assert [(pair.one, pair.other) for pair in found.unsure] == [(0, 1)]


def test_a_single_name_is_nobody_in_particular() -> None:
    found = resolved(Told(0, "Ahmed", country="EG"), Told(1, "Ahmed", country="EG"))
    assert (len(found.clusters), found.unsure) == (2, [])


@pytest.mark.parametrize("initial", ["S. Kavalenka", "С. Коваленко", "Kavalenka S.", "Kovalenko, S."])
def test_an_initial_is_compared_with_the_names_that_it_may_stand_for(initial: str) -> None:
    found = resolved(Told(0, initial), Told(1, "Siarhei Kavalenka"), Told(2, "Ivan Kavalenka"))
    asked = [{found.clusters[place][0].claim.name for place in (pair.one, pair.other)} for pair in found.unsure]
    assert (len(found.clusters), asked) == (3, [{initial, "Siarhei Kavalenka"}])


def test_an_act_in_common_tells_what_an_initial_stands_for() -> None:
    day = "2030-05-03"
    assert len(resolved(Told(0, "S. Kavalenka", date=day), Told(1, "Siarhei Kavalenka", date=day)).clusters) == 1


def test_an_act_in_common_speaks_for_one_person() -> None:
    day = "2030-05-03"
    assert len(resolved(Told(0, "A. Lovel", date=day), Told(1, "A. Lovel", date=day)).clusters) == 1


def test_who_may_be_either_of_two_namesakes_is_neither() -> None:
    found = resolved(
        Told(0, "Mohamed Ahmed", country="EG"), Told(1, "Mohamed Ahmed", country="SD"), Told(2, "Mohamed Ahmed")
    )
    assert len(found.clusters) == 3
    assert len(found.unsure) == 3


def test_further_full_forms_of_a_name_count() -> None:
    text = Text()
    passage = text.passage("Orla Venn", "name")
    one = PersonClaim("Orla Venn", ("Ada Lovel", "Venn"), "subject", (), (passage,))
    other = PersonClaim("Ada Lovel", (), "subject", (), (passage,))
    readings = [Reading(document(number).document_id, Claims((each,))) for number, each in enumerate([one, other])]
    assert len(resolve_people(claims_of(readings, PersonClaim), []).clusters) == 1


def decided(corpus: Sequence[Told], outcome: str, one: int, other: int) -> tuple[Partition, People]:
    """What a decision on two claims of the corpus makes of it."""
    people, events = claims(corpus)
    by_document = {claimed.document_id: claimed for claimed in people}
    pair = [by_document[document(number).document_id] for number in (one, other)]
    found = resolve_people(people, events, Decided((Verdict(pair[0], pair[1], outcome, "known"),)))
    return partition(corpus, found), found


@given(corpora.filter(lambda corpus: len({each.document for each in corpus}) > 1), st.data())
def test_a_decision_wins_over_the_matcher(corpus: list[Told], data: st.DataObject) -> None:
    numbers = st.sampled_from(sorted({each.document for each in corpus}))
    one, other = data.draw(st.lists(numbers, min_size=2, max_size=2, unique=True))
    outcome = data.draw(st.sampled_from(["same", "different", "unsure"]))
    people, events = claims(corpus)
    by_document = {claimed.document_id: claimed for claimed in people}
    pair = [by_document[document(number).document_id] for number in (one, other)]
    found = resolve_people(people, events, Decided((Verdict(pair[0], pair[1], outcome, "known"),)))
    home = {claimed: index for index, cluster in enumerate(found.clusters) for claimed in cluster}
    assert (home[pair[0]] == home[pair[1]]) is (outcome == "same")


def test_who_is_decided_to_be_one_brings_the_others_along() -> None:
    corpus = [Told(0, "Ada Lovel"), Told(1, "Ada Lovel"), Told(2, "Orla Venn"), Told(3, "Orla Venn")]
    assert len(decided(corpus, "same", 0, 3)[0]) == 1


def test_what_is_decided_to_be_different_is_not_asked_again() -> None:
    corpus = [Told(0, "Mohamed Ahmed", country="EG"), Told(1, "Mohamed Ahmed", country="SD")]
    assert decided(corpus, "different", 0, 1)[1].unsure == []


def test_what_is_decided_to_be_unsure_stays_listed() -> None:
    corpus = [Told(0, "Ada Lovel"), Told(1, "Ada Lovel")]
    assert [pair.why for pair in decided(corpus, "unsure", 0, 1)[1].unsure] == ["decided: known"]
