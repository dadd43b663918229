"""Questions are asked until somebody decides; a decision holds in the next run."""

import csv
import os
import pty
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from flows.decisions.answers import read_answers
from flows.decisions.decision import Decisions, Identification
from flows.decisions.read import read_decisions
from flows.decisions.review import decision, questions, quotes, write_questions
from flows.decisions.write import add_decisions
from flows.errors import CallFault, DataFault
from flows.release.explain import explain
from flows.release.version import Version
from flows.release.write import write_release
from flows.resolve.identity import identity_of
from flows.terminal.review import answers
from schemas.validation import validate
from tests.decisions.test_decisions import tables_of
from tests.release.invented import DATASET
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


def answered(folder: Path, outcome: str, **others: str) -> tuple[list[str], list[list[str]]]:
    """The headings and rows of the sheet of questions with this outcome in every row."""
    write_questions(questions(tables_of(CORPUS)), folder / "questions.csv")
    data = pl.read_csv(folder / "questions.csv", infer_schema=False)
    data = data.with_columns(outcome=pl.lit(outcome), **{name: pl.lit(value) for name, value in others.items()})
    return data.columns, [list(row) for row in data.iter_rows()]


def saved(folder: Path, headings: list[str], rows: list[list[str]], encoding: str = "utf-8", **kind: str) -> Path:
    """The sheet as a spreadsheet may save it."""
    path = folder / "answers.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, **kind).writerows([headings, *rows])  # type: ignore[arg-type]
    return path


def read(path: Path, decided: Sequence[Identification] = ()) -> list[dict[str, str | None]]:
    return read_answers(path, quotes(tables_of(CORPUS)), decided, "A. Steward", DAY)


def test_questions_go_out_and_answers_come_back(tmp_path: Path) -> None:
    sheet = tmp_path / "questions.csv"
    assert write_questions(questions(tables_of(CORPUS)), sheet) == 1
    assert read(sheet) == []
    answers_of = saved(tmp_path, *answered(tmp_path, "same"))
    add_decisions(tmp_path, "identity", read(answers_of))
    decisions = read_decisions(tmp_path)
    assert tables_of(CORPUS, decisions)["people"].height == 1
    assert read(answers_of, decisions.identity) == []


@pytest.mark.parametrize("kind", [{}, {"delimiter": ";"}, {"delimiter": "\t"}, {"lineterminator": "\n"}])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("why", ["one, two; three", 'he said "no"\nand left', "=1+1"])
def test_a_sheet_that_went_through_a_spreadsheet_is_read(
    tmp_path: Path, kind: dict[str, str], encoding: str, why: str
) -> None:
    headings, rows = answered(tmp_path, " Same", why=why)
    path = saved(tmp_path, headings[::-1], [row[::-1] for row in rows] + [[""] * 10, [""]], encoding, **kind)
    (row,) = read(path)
    assert (row["outcome"], row["why"]) == ("same", " ".join(why.split()))


@pytest.mark.parametrize(
    ("outcome", "others", "match"),
    [
        ("perhaps", {}, "line 2: 'perhaps' is no outcome"),
        ("same", {"one": "evd_" + "z" * 16}, "is no quote of a person"),
        ("same", {"other": ""}, "line 2: '' is no quote"),
        ("same", {"one": "evd_a", "other": "evd_a"}, "both are the same quote"),
    ],
)
def test_answers_that_do_not_hold_are_listed(tmp_path: Path, outcome: str, others: dict[str, str], match: str) -> None:
    with pytest.raises(DataFault, match=match):
        read(saved(tmp_path, *answered(tmp_path, outcome, **others)))


def test_answers_that_contradict_each_other_are_listed(tmp_path: Path) -> None:
    headings, rows = answered(tmp_path, "same")
    _, others = answered(tmp_path, "different")
    with pytest.raises(DataFault, match="line 3: line 2 says same"):
        read(saved(tmp_path, headings, rows + others))
    add_decisions(tmp_path, "identity", read(saved(tmp_path, headings, rows)))
    with pytest.raises(DataFault, match=r"line 2: decisions/identity\.csv:2 says same"):
        read(saved(tmp_path, headings, others), read_decisions(tmp_path).identity)


@pytest.mark.parametrize(("data", "match"), [(b"", "no row"), ("one,é".encode("latin-1"), "UTF-8"), (b"a,b", "one,")])
def test_what_is_no_sheet_of_questions_is_told(tmp_path: Path, data: bytes, match: str) -> None:
    (tmp_path / "answers.csv").write_bytes(data)
    with pytest.raises(DataFault, match=match):
        read(tmp_path / "answers.csv")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`habeas review` of three questions in a terminal, and the other end of that."""
    corpus = [told(number, [("arrest", None, ["A. Lovel"])]) for number in range(3)]
    facts = {"engine": "rules", "previous": None}
    write_release(validate(tables_of(corpus)).tables, tmp_path / "curated", Version(1, 0, 0), facts, DATASET)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "flows.cli", "review", "--data", str(tmp_path), "--who", "A. Steward"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True) as process:
        yield process, ours
        process.kill()
    os.close(ours)
    os.close(theirs)


def shown(terminal: int) -> str:
    """All that is shown up to the next question."""
    text = ""
    while "[q]uit" not in text:
        text += os.read(terminal, 4096).decode()
    return text


def test_a_key_of_the_terminal_is_a_decision_written_at_once(
    tmp_path: Path, terminal: tuple[subprocess.Popen[bytes], int]
) -> None:
    process, keys = terminal
    for pressed, outcomes in [(b"S", ["same"]), (b"d", ["same", "different"])]:
        assert "A. Lovel" in shown(keys)
        os.write(keys, b"x")  # no answer
        os.write(keys, pressed)
        wait_for_decisions(tmp_path / "raw", outcomes)
    shown(keys)
    os.write(keys, b"\x04")  # Ctrl-D; `q` is tried above
    assert process.wait(timeout=60) == 0
    assert termios.tcgetattr(keys)[3] & termios.ICANON
    assert len(read_decisions(tmp_path / "raw").identity) == 2


def test_a_review_that_is_killed_loses_nothing(tmp_path: Path, terminal: tuple[subprocess.Popen[bytes], int]) -> None:
    process, keys = terminal
    shown(keys)
    os.write(keys, b"s")
    wait_for_decisions(tmp_path / "raw", ["same"])
    process.kill()
    process.wait()
    assert [each.outcome for each in read_decisions(tmp_path / "raw").identity] == ["same"]


def wait_for_decisions(raw: Path, outcomes: list[str]) -> None:
    """Until these are decided, while the review goes on."""
    for _ in range(600):
        if [each.outcome for each in read_decisions(raw).identity] == outcomes:
            return
        time.sleep(0.1)
    raise AssertionError(outcomes)


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
