"""The command: what each verb prints, its exit codes, and that every verb is documented."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from typer.main import get_command

from flows import cli
from flows.portals.folder import FolderPortal
from flows.portals.journal import Journal
from flows.portals.publication import publish as publish_to
from flows.release.version import FIRST, Version
from flows.release.write import write_release
from tests.release.invented import DATASET, PROVENANCE, invented

ROOT = Path(__file__).parents[1]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def habeas(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process; gives its exit code, what it printed, and what it complained of."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["habeas", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        printed = capfd.readouterr()
        return int(stop.value.code or 0), printed.out, printed.err

    return run


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two releases: a person less in the second one."""
    whole = invented()
    write_release(whole, tmp_path / "curated", FIRST, PROVENANCE, DATASET)
    fewer = {**whole, "counts": whole["counts"].head(2)}
    write_release(fewer, tmp_path / "curated", Version(1, 0, 1), PROVENANCE, DATASET)
    return tmp_path


def test_every_verb_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    verbs = list(get_command(cli.app).commands)  # type: ignore[attr-defined]
    assert [verb for verb in verbs if f"habeas {verb}" not in readme] == []


def test_query_prints_a_table(habeas: Run, data: Path) -> None:
    code, printed, _ = habeas("query", "SELECT name FROM people ORDER BY name", "--data", data)
    assert code == 0
    assert "Zoë Tarn" in printed


def test_query_gives_csv_and_json(habeas: Run, data: Path) -> None:
    sql = "SELECT value, qualifier FROM counts ORDER BY value DESC LIMIT 1"
    assert habeas("query", sql, "--data", data, "--format", "csv")[1] == "value,qualifier\n40,more_than\n"
    printed = habeas("query", sql, "--data", data, "--format", "json")[1]
    assert json.loads(printed) == [{"value": 40, "qualifier": "more_than"}]


def test_query_gives_parquet(
    data: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    arguments = ["habeas", "query", "SELECT 40 AS value", "--data", str(data), "--format", "parquet"]
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit):
        cli.main()
    assert pl.read_parquet(BytesIO(capfdbinary.readouterr().out)).rows() == [(40,)]


def test_query_of_an_older_release(habeas: Run, data: Path) -> None:
    sql = "SELECT count(*) AS rows FROM counts"
    assert habeas("query", sql, "--data", data, "--format", "csv")[1] == "rows\n2\n"
    assert habeas("query", sql, "--data", data, "--format", "csv", "--release", "1.0.0")[1] == "rows\n3\n"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["query", "SELECT nothing FROM nowhere"], 2, "nowhere"),
        (["query", "SELECT 1", "--format", "xml"], 2, "there is no such format"),
        (["query", "SELECT 1", "--release", "9.9.9"], 2, "there is no such release"),
        (["query", "COPY people TO 'stolen.csv'"], 2, "habeas tables"),
        (["tables", "9.9.9"], 2, "Name one of"),
        (["add", "ftp://example.org/a.txt"], 2, "http"),
        (["evaluate", "nowhere"], 2, "does not exist"),
        (["sing"], 2, "No such command"),
    ],
)
def test_a_faulty_call(habeas: Run, data: Path, arguments: list[str], code: int, words: str) -> None:
    extra = [] if arguments[0] in {"evaluate", "sing"} else ["--data", data]
    found, _, complaint = habeas(*arguments, *extra)
    assert (found, words in complaint) == (code, True), complaint
    assert "Traceback" not in complaint


def test_a_traceback_only_when_asked_for(habeas: Run, data: Path) -> None:
    assert "Traceback" in habeas("--debug", "tables", "9.9.9", "--data", data)[2]


def test_no_release_yet(habeas: Run, tmp_path: Path) -> None:
    code, _, complaint = habeas("query", "SELECT 1", "--data", tmp_path)
    assert (code, "habeas run" in complaint) == (2, True)


def test_a_run_needs_a_folder_with_a_description(habeas: Run, tmp_path: Path) -> None:
    code, _, complaint = habeas("run", "--data", tmp_path / "nowhere")
    assert (code, "there is no such folder" in complaint) == (2, True)
    assert not (tmp_path / "nowhere").exists()
    code, _, complaint = habeas("run", "--data", tmp_path)
    assert (code, "habeas init" in complaint) == (1, True)


def test_tables_shows_every_column_with_its_description(habeas: Run, data: Path) -> None:
    code, printed, _ = habeas("tables", "--data", data)
    assert code == 0
    assert "qualifier" in printed
    assert "person_id" in printed


def test_check_holds_and_fails(habeas: Run, data: Path) -> None:
    assert habeas("check", "1.0.0", "--data", data)[0] == 0
    people = data / "curated" / "1.0.0" / "people.parquet"
    people.write_bytes(people.read_bytes()[:-1] + b"!")
    code, _, complaint = habeas("check", "1.0.0", "--data", data)
    assert code == 1
    assert "people.parquet" in complaint


def test_export_makes_a_file(habeas: Run, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.sqlite"
    assert habeas("export", "sqlite", target, "--data", data)[0] == 0
    with sqlite3.connect(target) as connection:
        assert connection.execute("SELECT count(*) FROM people").fetchone() == (2,)


def test_diff_tells_what_changed(habeas: Run, data: Path) -> None:
    code, printed, _ = habeas("diff", "1.0.0", "1.0.1", "--data", data)
    assert code == 0
    assert "removed" in printed
    assert len(json.loads(habeas("diff", "1.0.0", "1.0.1", "--json", "--data", data)[1])) == 1
    assert "removed" in habeas("diff", "1.0.0", "1.0.1", "--rows", "--data", data)[1]


def test_diff_says_that_nothing_changed(habeas: Run, data: Path) -> None:
    assert habeas("diff", "1.0.0", "1.0.0", "--data", data)[1] == "No row came, went or changed.\n"
    assert json.loads(habeas("diff", "1.0.0", "1.0.0", "--json", "--data", data)[1]) == []


def test_init_then_add(habeas: Run, tmp_path: Path) -> None:
    folder, page = tmp_path / "mine", tmp_path / "page.txt"
    page.write_text("A text.\n", encoding="utf-8")
    assert habeas("init", folder)[0] == 0
    code, printed, _ = habeas("add", page, "--data", folder, "--publisher", "Union")
    assert (code, "added" in printed) == (0, True)
    assert "was there already" in habeas("add", page, "--data", folder, "--publisher", "Union")[1]
    assert habeas("init", folder)[0] == 2


def test_add_goes_on_after_a_refusal(habeas: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("A text.\n", encoding="utf-8")
    code, printed, complaint = habeas("add", tmp_path / "missing.txt", page, "--data", tmp_path)
    assert code != 0
    assert "added" in printed
    assert "missing.txt" in complaint


def test_extract_gives_the_gold_format(habeas: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Police arrested Orla Venn on 3 May 2031.\n", encoding="utf-8")
    code, printed, _ = habeas("extract", page, "--published", "2031-05-10")
    assert code == 0
    assert json.loads(printed)["published"] == "2031-05-10"
    assert habeas("extract", tmp_path, "--out", tmp_path / "out")[0] == 0
    assert json.loads((tmp_path / "out" / "page.json").read_text(encoding="utf-8"))["document_id"] == "page"


def test_extract_explains(habeas: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Police arrested Orla Venn on 3 May 2031.\n", encoding="utf-8")
    code, printed, _ = habeas("extract", page, "--explain", "--html", tmp_path / "page.html")
    assert (code, "Orla Venn" in printed) == (0, True)
    assert "<html" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_extract_says_what_it_cannot_read(habeas: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    code, _, complaint = habeas("extract", tmp_path)
    assert (code, "empty" in complaint) == (1, True)


def test_match_names(habeas: Run, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("name_a\tname_b\nOrla Venn\tOrla Venn\n", encoding="utf-8")
    assert habeas("match-names", pairs)[1].startswith("name_a\tname_b\tscore\twhy\nOrla Venn\tOrla Venn\t1")
    pairs.write_text("one\ttwo\n", encoding="utf-8")
    assert habeas("match-names", pairs)[0] == 2


def test_a_portal_is_published_to_and_withdrawn_from(habeas: Run, data: Path) -> None:
    (data / "portals.toml").write_text('[portal.archive]\nkind = "folder"\npath = "archive"\n', encoding="utf-8")
    code, printed, _ = habeas("publish", "archive", "1.0.0", "--data", data, "--dry-run")
    assert (code, "people.parquet" in printed, "let people see them" in printed) == (0, True, True)
    assert "none" in habeas("published", "--data", data)[1]
    publish_to(data / "curated" / "1.0.0", FolderPortal(data / "archive"), Journal(data / ".habeas", "archive"))
    assert "it is there already" in habeas("publish", "archive", "1.0.0", "--data", data, "--dry-run")[1]
    code, printed, _ = habeas("published", "--data", data)
    assert (code, "1.0.0" in printed) == (0, True)
    code, printed, _ = habeas("unpublish", "archive", "1.0.0", "--data", data)
    assert (code, "nothing stays" in printed) == (0, True)
    assert habeas("unpublish", "archive", "1.0.0", "--data", data)[0] == 2


@pytest.mark.parametrize("version", ["..", "../../raw", "", "latest", "1.0"])
def test_only_a_version_can_be_withdrawn(habeas: Run, data: Path, version: str) -> None:
    archive = data / "archive"
    publish_to(data / "curated" / "1.0.0", FolderPortal(archive), Journal(data / ".habeas", "archive"))
    code, _, complaint = habeas("unpublish", f"{archive}/", version, "--data", data)
    assert (code, "no version of a release" in complaint) == (2, True)
    assert (archive / "v" / "1.0.0").is_dir()


def test_a_plan_leaves_no_trace(habeas: Run, data: Path) -> None:
    shutil.rmtree(data / ".habeas", ignore_errors=True)
    assert habeas("publish", f"{data / 'archive'}/", "1.0.0", "--data", data, "--dry-run")[0] == 0
    assert not (data / ".habeas").exists()
    assert not (data / "archive").exists()


def test_a_portal_that_is_not_declared(habeas: Run, data: Path) -> None:
    code, _, complaint = habeas("publish", "elsewhere", "--data", data, "--dry-run")
    assert (code, "portals.toml" in complaint) == (2, True)
