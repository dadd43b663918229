"""Questions are asked until somebody decides; a decision holds in the next run."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from flows.decisions.decision import Decisions
from flows.decisions.read import read_decisions
from flows.decisions.review import decision, questions, read_answers, write_questions
from flows.decisions.write import add_decisions
from flows.errors import CallFault, DataFault
from flows.release.explain import explain
from flows.resolve.identity import identity_of
from flows.terminal.review import answers
from tests.decisions.test_decisions import tables_of
from tests.resolve.builders import told

CORPUS = [told(0, [("arrest", "2030-05-03", ["A. Lovel"])]), told(1, [("release", "2030-06-01", ["A. Lovel"])])]
DAY = "2031-01-01"


def pressed(keys: str) -> Iterator[str]:
    yield from keys
    yield ""


def asked(keys: str) -> list[str]:
    """The outcomes that these keys give."""
    found = pressed(keys)
    console = Console(file=open("/dev/null", "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    return [answer.outcome for answer in answers(questions(tables_of(CORPUS)), console, lambda: next(found))]


@pytest.mark.parametrize(
    ("keys", "outcomes"), [("s", ["same"]), ("d", ["different"]), ("xu", ["unsure"]), ("k", []), ("q", []), ("", [])]
)
def test_one_key_answers(keys: str, outcomes: list[str]) -> None:
    assert asked(keys) == outcomes


@pytest.mark.parametrize(("outcome", "people"), [("same", 1), ("different", 2), ("unsure", 2)])
def test_an_answer_holds_and_is_not_asked_for_again(tmp_path: Path, outcome: str, people: int) -> None:
    first = tables_of(CORPUS)
    (question,) = questions(first)
    add_decisions(tmp_path, "identity", [decision(question, outcome, "A. Steward", DAY)])
    second = tables_of(CORPUS, read_decisions(tmp_path), identity_of(first))
    assert second["people"].height == people
    assert list(questions(second)) == []


def test_questions_go_out_and_answers_come_back(tmp_path: Path) -> None:
    sheet = tmp_path / "questions.csv"
    assert write_questions(questions(tables_of(CORPUS)), sheet) == 1
    assert read_answers(sheet, "A. Steward", DAY) == []
    data = pl.read_csv(sheet, infer_schema=False).with_columns(outcome=pl.lit("same"))
    data.write_csv(sheet)
    add_decisions(tmp_path, "identity", read_answers(sheet, "A. Steward", DAY))
    assert tables_of(CORPUS, read_decisions(tmp_path))["people"].height == 1
    data.with_columns(outcome=pl.lit("perhaps")).write_csv(sheet)
    with pytest.raises(DataFault, match="line 2"):
        read_answers(sheet, "A. Steward", DAY)


def test_explain_shows_evidence_decisions_and_merges(tmp_path: Path) -> None:
    first = tables_of(CORPUS)
    (question,) = questions(first)
    shown = "\n".join(explain(first, Decisions(), question.one.row["person_id"]))
    assert "A. Lovel" in shown
    assert "may be one with" in shown
    add_decisions(tmp_path, "identity", [decision(question, "same", "A. Steward", DAY)])
    decisions = read_decisions(tmp_path)
    second = tables_of(CORPUS, decisions, identity_of(first))
    for person_id in first["people"]["person_id"]:
        told_of = "\n".join(explain(second, decisions, person_id))
        assert "merged into" in told_of
        assert "decisions/identity.csv:2" in told_of


def test_explain_knows_no_other_id() -> None:
    with pytest.raises(CallFault, match="no row"):
        list(explain(tables_of(CORPUS), Decisions(), "per_x"))
