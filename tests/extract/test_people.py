"""Who is who in one text."""

import time

from hypothesis import given
from hypothesis import strategies as st

from flows.extract.mentions import Mention, mentions
from flows.extract.people import People, identify
from flows.extract.words import split


def people(text: str) -> People:
    words = split(text)
    return identify(words, mentions(text, words))


def forms(text: str) -> list[list[str]]:
    return [[mention.quote for mention in person.mentions] for person in people(text).everyone]


def test_later_surnames_lead_back_to_the_full_name() -> None:
    text = "The editor Ludvik Barosz was arrested. Mr. Barosz was charged. “Free L. Barosz now,” said Ms. Ilse Torvik."
    found = people(text).everyone
    assert [person.name for person in found] == ["Ludvik Barosz", "Ilse Torvik"]
    assert found[0].other_names == ("Barosz", "L. Barosz")


def test_a_title_tells_two_namesakes_apart() -> None:
    text = (
        "Mr. Ludvik Barosz was arrested. His wife, Ilse Barosz, was told on Monday. "
        "Mr. Barosz was charged. Then Ms. Barosz said that she would wait."
    )
    assert forms(text) == [["Ludvik Barosz", "Barosz"], ["Ilse Barosz", "Barosz"]]


def test_a_bare_surname_goes_to_whom_the_text_named_last() -> None:
    text = "The poet Anna Torvik was jailed. The poet Ivan Torvik was released. Torvik was silent."
    assert forms(text) == [["Anna Torvik"], ["Ivan Torvik", "Torvik"]]


def test_an_alias_is_another_name_of_the_person_before_it() -> None:
    found = people("The rapper Ludvik Barosz, known as Zelmiro, was arrested. Zelmiro was released.").everyone
    assert [(person.name, person.other_names) for person in found] == [("Ludvik Barosz", ("Zelmiro",))]


def test_an_honorific_that_clings_is_another_name() -> None:
    person = people("The mayor, Daw Khin Thet Maung, was arrested.").everyone[0]
    assert (person.name, person.other_names) == ("Khin Thet Maung", ("Daw Khin Thet Maung",))


@given(st.text(alphabet="AaBb .'-\n", max_size=60))
def test_every_mention_belongs_to_one_person(text: str) -> None:
    words = split(text)
    given_mentions = [Mention(word.start, word.end, word.text, "", 1.0) for word in words]
    found = identify(words, given_mentions)
    assert sorted(mention for person in found.everyone for mention in person.mentions) == given_mentions


def test_many_namesakes_cost_little() -> None:
    text = ", ".join(f"Ali K{i}" for i in range(10_000))
    marks = [at for at in range(len(text)) if text.startswith("Ali", at)]
    named = [Mention(at, (text + ",").index(",", at), text[at : (text + ",").index(",", at)], "", 1.0) for at in marks]
    started = time.process_time()
    assert len(identify(split(text), named).everyone) == 10_000
    assert time.process_time() - started < 10
