import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.encoder import Encoded, Encoder
from flows.extract.tagging import CAPACITIES, MEASURES, TYPES

TEXT = (
    "Port Halvar, 3 May 2033 - Police arrested the beekeeper Ansume Warraich at her home on Monday, her lawyer, "
    "Tolmi Beretski, said. She was beaten in custody. On 20 April 14 other villagers were released from the camp at "
    "Ulmas, where 300 political prisoners are held. Judge Orvenna Pashk must free Warraich, Beretski said."
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="module")
def encoded(encoder: Encoder) -> Encoded:
    return encoder.read(TEXT)


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def test_names_are_found(encoded: Encoded) -> None:
    found = {TEXT[name.start : name.end] for name in encoded.names}
    assert {"Ansume Warraich", "Tolmi Beretski", "Orvenna Pashk"} <= found
    assert not found & {"Port Halvar", "Ulmas", "Police"}


def test_acts_are_found_and_demands_are_not(encoded: Encoded) -> None:
    assert {(trigger.type, TEXT[trigger.start : trigger.end].split(maxsplit=1)[0]) for trigger in encoded.triggers} == {
        ("arrest", "arrested"),
        ("ill_treatment", "beaten"),
        ("release", "released"),
    }


def test_acts_lead_to_their_people_and_groups(encoded: Encoded) -> None:
    people = [[span("Ansume Warraich")], [span("Tolmi Beretski")], [span("Orvenna Pashk")]]
    ranked = dict(zip([trigger.type for trigger in encoded.triggers], encoded.patients(people), strict=True))
    assert ranked["arrest"][0][0] == ranked["ill_treatment"][0][0] == 0
    assert ranked["release"][0][1] < 0.5
    release = next(trigger for trigger in encoded.triggers if trigger.type == "release")
    assert release.patient is not None
    assert "villagers" in TEXT[slice(*release.patient)]


def test_acts_lead_to_their_dates(encoded: Encoded) -> None:
    chosen = encoded.act_dates([span("3 May 2033"), span("Monday"), span("20 April")])
    best = {trigger.type: row[0][0] for trigger, row in zip(encoded.triggers, chosen, strict=True)}
    assert (best["arrest"], best["release"]) == (1, 2)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The ministry said that 300 political prisoners are being held in the camps.", "held"),
        ("Police arrested 300 students at a march on Monday, the ministry said.", "arrest"),
    ],
)
def test_counts_have_measures(encoder: Encoder, text: str, measure: str) -> None:
    start = text.index("300")
    found = encoder.read(text).measures([(start, start + 3)])
    assert MEASURES[int(found.argmax())] == measure
    assert found.max() > 0.5


def test_capacities(encoded: Encoded) -> None:
    found = encoded.capacities([[span("Ansume Warraich")], [span("Tolmi Beretski")], [span("Orvenna Pashk")]])
    assert [CAPACITIES[column] for column in found.argmax(axis=1)] == ["subject", "source", "authority"]


def test_a_text_reads_the_same_alone_and_after_others(encoder: Encoder, encoded: Encoded) -> None:
    encoder.read("Another text, read in between.")
    again = encoder.read(TEXT)
    assert np.array_equal(again.tags, encoded.tags)
    assert again.triggers == encoded.triggers


def test_windows_that_are_not_worth_reading_hold_nothing(encoder: Encoder) -> None:
    text = "\n".join([TEXT] * 12)
    first = encoder.read(text, worth=[(0, 10)])
    assert first.triggers
    assert all(trigger.end < len(text) / 2 for trigger in first.triggers)
    assert not encoder.read(text, worth=[]).names


@settings(max_examples=15)
@given(st.text(max_size=300))
def test_any_text_can_be_read(encoder: Encoder, text: str) -> None:
    encoded = encoder.read(text)
    whole = [(0, len(text))]
    assert all(0 <= name.start < name.end <= len(text) for name in encoded.names)
    assert all(trigger.type in TYPES and trigger.start < trigger.end <= len(text) for trigger in encoded.triggers)
    if text and len(encoded.pieces):
        assert encoded.measures(whole).shape == (1, len(MEASURES))
        assert np.allclose(encoded.capacities([whole]).sum(), 1, atol=1e-3)
    assert len(encoded.act_dates(whole if len(encoded.pieces) else [])) == len(encoded.triggers)


def test_a_reading_does_not_hang_on_unbroken_text(encoder: Encoder) -> None:
    assert encoder.read("a" * 200_000).names == ()
