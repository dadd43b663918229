"""Events: tellings of one act are merged, and each value has its words."""

from dataclasses import replace

from flows.extract.acts import Act
from flows.extract.countries import country_mentions
from flows.extract.events import Scene, across_borders, compatible, event_claim, in_sequence, merge
from flows.extract.places import read_atlas
from flows.extract.sentences import Sentences

TEXT = "Tomas Verel was sentenced to six years in May. Ana Lisko said that four men were freed."


def act(
    start: int, people: tuple[int, ...] = (0,), day: str | None = None, kind: str = "arrest", group: str = ""
) -> Act:
    return Act(start, start + 3, kind, people, start, start + 3, group=group, date=day)


def people_of(events: list[list[Act]]) -> list[tuple[tuple[int, ...], str | None]]:
    return [(event[0].people, event[0].date) for event in events]


def test_the_same_act_told_twice_is_one_event() -> None:
    assert people_of(merge([act(0, day="2031-05"), act(9), act(20, day="2031-05-03")])) == [((0,), "2031-05-03")]


def test_other_dates_and_types_are_other_events() -> None:
    assert len(merge([act(0, day="2030"), act(9, day="2031"), act(20, kind="release")])) == 3


def test_an_unsure_date_makes_no_other_event() -> None:
    unsure = replace(act(9, day="2031"), date_chance=0.5)
    assert people_of(merge([act(0, day="2030"), unsure])) == [((0,), "2030")]
    assert people_of(merge([replace(act(0, day="2030"), date_chance=0.6), act(9, day="2031")])) == [((0,), "2031")]


def test_people_told_together_are_one_event_though_told_again_alone() -> None:
    assert people_of(merge([act(0), act(9, people=(0, 1, 2), day="2031")])) == [((0, 1, 2), "2031")]
    assert people_of(merge([act(0, people=(0, 1, 2), day="2031"), act(9)])) == [((0, 1, 2), "2031")]


def test_groups_are_the_same_by_their_words() -> None:
    told = [
        act(0, people=(), group="the four men"),
        act(9, people=(), group="Four men"),
        act(20, people=(), group="others"),
    ]
    assert [len(event) for event in merge(told)] == [2, 1]


def test_dates_may_be_of_the_same_day() -> None:
    assert compatible(None, "2031")
    assert compatible("2031-05", "2031-05-03")
    assert not compatible("2031-05", "2031-06")


def test_a_claim_has_words_for_each_value() -> None:
    scene = Scene(TEXT, Sentences(TEXT), ["Tomas Verel"], read_atlas(TEXT, country_mentions(TEXT)))
    told = Act(16, 25, "conviction", (0,), 0, 11, date="2031-05", date_start=42, date_end=45)
    claim = event_claim([told], scene)
    assert (claim.people, claim.date, claim.term_months) == (("Tomas Verel",), "2031-05", 72)
    assert {passage.field: passage.quote for passage in claim.passages} == {
        "row": "Tomas Verel was sentenced",
        "people": "Tomas Verel",
        "date": "May",
        "term_months": "six years",
    }


def test_a_group_is_named_in_its_own_words() -> None:
    scene = Scene(TEXT, Sentences(TEXT), [], read_atlas(TEXT, country_mentions(TEXT)))
    start = TEXT.index("four men")
    told = Act(start + 14, start + 19, "release", (), start, start + 8, group="four men", certainty="reported")
    claim = event_claim([told], scene)
    assert (claim.group, claim.people, claim.source) == ("four men", (), "Ana Lisko")


def told(text: str, *acts: tuple[str, str, tuple[int, ...], str | None]) -> list[Act]:
    """Acts by their words in a text: words, type, people, date."""
    places = [(text.index(words), words, kind, people, day) for words, kind, people, day in acts]
    return [
        Act(at, at + len(words), kind, people, at, at + len(words), date=day) for at, words, kind, people, day in places
    ]


def test_an_act_upon_release_is_of_the_day_of_the_release() -> None:
    text = "Orla Venn was freed on 3 May. Upon release, she was flown out. On Friday she was fined."
    acts = told(text, ("freed", "release", (0,), "2031-05-03"), ("flown", "transfer", (0,), None))
    assert [act.date for act in in_sequence(acts, text)] == ["2031-05-03", "2031-05-03"]


def test_other_people_and_other_acts_keep_their_own_day() -> None:
    text = "Orla Venn was freed on 3 May. Upon release, Tam Orr was flown out."
    acts = told(text, ("freed", "release", (0,), "2031-05-03"), ("flown", "transfer", (1,), None))
    assert [act.date for act in in_sequence(acts, text)] == ["2031-05-03", None]


def test_a_transfer_to_another_country_is_an_expulsion() -> None:
    abroad = "In Belarus, Orla Venn was taken to Lithuania."
    at_home = "In Belarus, Orla Venn was taken to a prison in the north."
    for text, kind in ((abroad, "expulsion"), (at_home, "transfer")):
        (act,) = told(text, ("taken", "transfer", (0,), None))
        assert across_borders(act, read_atlas(text, country_mentions(text))).type == kind


def test_one_act_told_in_two_ways_is_not_two() -> None:
    text = "Orla Venn was seized and taken into custody again, then held and re-arrested."
    first = told(text, ("seized", "arrest", (0,), None), ("taken into custody again", "arrest", (0,), None))
    again = told(text, ("held", "arrest", (0,), None), ("re-arrested", "arrest", (0,), None))
    for acts, expected in ((first, 1), (again, 2)):
        anew = [acts[0], replace(acts[1], anew=True)]
        assert len(merge(in_sequence(anew, text))) == expected
