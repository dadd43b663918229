"""The whole line, end to end: real input, new documents, bad input, any order and number of workers."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import ClassVar

import polars as pl
import pytest
from prefect import get_client
from prefect.blocks.system import Secret
from prefect.testing.utilities import prefect_test_harness
from pydantic import SecretStr

from flows.errors import CallFault, DataFault
from flows.pipeline import Outcome, pipeline
from flows.publish import publish
from flows.rebuild import rebuild
from flows.release.checksums import NAME
from flows.release.last import read_last
from schemas.tables import Tables
from tests.portals.loopback import Loopback, QuietHandler

ROOT = Path(__file__).parents[1]
SIDECAR = 'title = "Invented"\npublisher = "Listeners\' Union"\npublished = 2031-05-10\nlanguage = "en"\n'
STORY = "Police arrested the poet Orla Venn on 3 May 2031. More than 40 people are held in Belarus, the union said.\n"


@pytest.fixture(scope="module", autouse=True)
def orchestrator() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed raw folder, run once."""
    data = tmp_path_factory.mktemp("seed")
    shutil.copytree(ROOT / "raw", data / "raw")
    pipeline(data, processes=1)
    return data


def data_folder(folder: Path, texts: dict[str, str]) -> Path:
    """A data folder with invented texts and a sidecar for each."""
    documents = folder / "raw" / "documents" / "union"
    documents.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "raw" / "dataset.toml", folder / "raw" / "dataset.toml")
    for name, text in texts.items():
        (documents / f"{name}.txt").write_text(text, encoding="utf-8")
        (documents / f"{name}.toml").write_text(SIDECAR, encoding="utf-8")
    return folder


def tables_of(data: Path) -> Tables:
    last = read_last(data / "curated")
    assert last is not None
    return last.tables


def sums_of(outcome: Outcome) -> str:
    return (outcome.release / NAME).read_text(encoding="utf-8")


def test_the_seed_is_read_rightly(seed: Path) -> None:
    tables = tables_of(seed)
    people = dict(tables["people"].select("name", "capacities").iter_rows())
    assert {name: capacities for name, capacities in people.items() if capacities == ["source"]} == {
        "Nils Muižnieks": ["source"]
    }
    assert {name for name, capacities in people.items() if capacities == ["subject"]} == {
        "Ales Bialiatski",
        "Viktor Babaryka",
        "Maryia Kalesnikava",
        "Mikalai Statkevich",
    }
    told = tables["counts"].join(tables["documents"].filter(kind="text"), on="document_id", how="semi")
    columns = ("measure", "value", "qualifier", "as_of", "country", "source", "surface")
    expected = ("held", 1100, "more_than", "2025-12-17", "BY", "human rights defenders", "over 1100")
    assert told.select(columns).rows() == [expected]


def test_the_seed_tells_the_releases_and_expulsions(seed: Path) -> None:
    tables = tables_of(seed)
    done_to = tables["events"].join(tables["event_people"], on="event_id").join(tables["people"], on="person_id")
    freed = done_to.filter(pl.col("type") == "release", pl.col("date") == "2025-12-13")
    assert set(freed["name"]) == {"Ales Bialiatski", "Viktor Babaryka", "Maryia Kalesnikava"}
    expulsions = tables["events"].filter(type="expulsion").select("date", "destination").rows()
    assert {("2025-12-13", "UA"), ("2025-09", "LT")} <= set(expulsions)


def test_every_figure_of_the_record_is_a_count_with_its_page(seed: Path) -> None:
    tables = tables_of(seed)
    cited = tables["evidence"].filter(pl.col("quote").is_null()).join(tables["documents"], on="document_id")
    assert cited.height == 390
    assert cited["url"].null_count() == 0


def test_the_committed_release_is_what_the_flow_gives(seed: Path) -> None:
    committed = (ROOT / "curated" / "1.0.0" / NAME).read_text(encoding="utf-8")
    assert (seed / "curated" / "1.0.0" / NAME).read_text(encoding="utf-8") == committed


def test_nothing_new_no_new_release(seed: Path) -> None:
    (seed / ".habeas" / "last_run").unlink()
    assert not pipeline(seed, processes=1).new


def test_where_nothing_is_new_nothing_is_read(seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline(seed, processes=1)

    def refuse(_raw: Path) -> None:
        raise AssertionError("it was read again")

    monkeypatch.setattr("flows.pipeline.read_documents", refuse)
    assert pipeline(seed, processes=1) == whole


def test_a_rebuild_gives_the_same_bytes(seed: Path) -> None:
    assert rebuild(seed, seed / "curated" / "1.0.0") == []


ELSEWHERE = {
    "TZ": "Asia/Kathmandu",
    "LC_ALL": "tr_TR.ISO-8859-9",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONHASHSEED": "7",
}


def run_elsewhere(data: Path, locales: Path) -> None:
    """Runs the flow in a process with another time zone and a Turkish locale, which is C where it cannot be made."""
    if shutil.which("localedef"):
        turkish = ["localedef", "--inputfile=tr_TR", "--charmap=ISO-8859-9", str(locales / ELSEWHERE["LC_ALL"])]
        subprocess.run(turkish, check=False, capture_output=True)
    command = [sys.executable, "-m", "flows.cli", "run", "--data", str(data), "--workers", "2"]
    subprocess.run(command, env={**os.environ, **ELSEWHERE, "LOCPATH": str(locales)}, check=True, cwd=ROOT)


def test_workers_order_folder_zone_and_locale_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gold = sorted((ROOT / "tests" / "gold" / "train").glob("*.txt"))[::65]
    texts = {path.stem: path.read_text(encoding="utf-8") for path in gold} | {"Ветка ı": STORY}
    shuffled = dict(sorted(texts.items(), reverse=True))
    elsewhere = data_folder(tmp_path / "elsewhere", shuffled)
    run_elsewhere(elsewhere, tmp_path)
    monkeypatch.setattr("flows.pipeline.SHARD", 3000)
    one = pipeline(data_folder(tmp_path / "one", texts), processes=1)
    two = pipeline(data_folder(tmp_path / "another place", shuffled), processes=2)
    assert sums_of(one) == sums_of(two) == (elsewhere / "curated" / "1.0.0" / NAME).read_text(encoding="utf-8")


def test_a_new_document_makes_a_minor_release_and_keeps_the_ids(tmp_path: Path) -> None:
    data = data_folder(tmp_path, {"first": STORY})
    pipeline(data, processes=1)
    before = tables_of(data)
    data_folder(tmp_path, {"second": STORY.replace("Police arrested", "On Friday a court freed")})
    assert pipeline(data, processes=1).release.name == "1.1.0"
    after = tables_of(data)
    for table, column in (("people", "person_id"), ("events", "event_id"), ("counts", "count_id")):
        assert set(before[table][column]) <= set(after[table][column])


def test_bad_input_stops_no_other_and_nothing_vanishes(tmp_path: Path) -> None:
    data = data_folder(tmp_path, {"good": STORY, "copy": STORY, "nothing": "The weather stays mild.\n"})
    folder = data / "raw" / "documents" / "union"
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "list.exe").write_bytes(b"MZ")
    (folder / "link.txt").symlink_to(ROOT / "README.md")
    (folder / "orphan.toml").write_text(SIDECAR, encoding="utf-8")
    (folder / "broken.txt").write_text(STORY + "More.\n", encoding="utf-8")
    (folder / "broken.toml").write_text("publisher = [", encoding="utf-8")
    (folder / "russian.txt").write_text(
        "Суд приговорил трёх человек к срокам от двух до пяти лет лишения свободы.\n" * 3
    )
    pipeline(data, processes=1)
    tables = tables_of(data)
    assert tables["documents"].height == 3
    rejected = {Path(path).name for path in tables["rejected"].filter(stage="ingest")["subject"]}
    assert rejected >= {"empty.txt", "binary.txt", "list.exe", "link.txt", "orphan.toml", "broken.txt"}
    assert len(rejected & {"good.txt", "copy.txt"}) == 1
    assert tables["rejected"].filter(stage="extract")["value"].to_list() == ["ru"]
    assert "Orla Venn" in tables["people"]["name"].to_list()


def test_an_empty_raw_folder_gives_an_empty_release(tmp_path: Path) -> None:
    outcome = pipeline(data_folder(tmp_path, {}), processes=1)
    assert set(outcome.summary.rows.values()) == {0}


def test_hostile_words_come_through_as_they_are(tmp_path: Path) -> None:
    name = "Robert O'Drop"
    data = data_folder(
        tmp_path, {"hostile": f'Police arrested {name} on 3 May 2031.\n\n=HYPERLINK("x"); DROP TABLE people; --\n'}
    )
    pipeline(data, processes=1)
    quotes = tables_of(data)["evidence"].filter(table="people")["quote"].to_list()
    assert all(quote in name for quote in quotes)
    assert quotes


def test_publication_through_the_flow(seed: Path, tmp_path: Path) -> None:
    release = seed / "curated" / "1.0.0"
    assert publish(str(tmp_path / "portal"), release, tmp_path).new
    assert not publish(str(tmp_path / "portal"), release, tmp_path).new


def test_a_faulty_publication_is_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[Path] = []

    def refuse(release: Path, *_: object) -> None:
        tries.append(release)
        raise DataFault(release, "it is damaged", "Make it again")

    monkeypatch.setattr("flows.publish.publish_to", refuse)
    with pytest.raises(DataFault):
        publish(str(tmp_path / "portal"), tmp_path / "1.0.0", tmp_path)
    assert len(tries) == 1


class Refusing(QuietHandler):
    """A portal that keeps the tokens it is shown, and repeats them while it refuses."""

    shown: ClassVar[list[str]] = []

    def _answer(self) -> None:
        self.content()
        self.shown.append(self.headers["Authorization"])
        body = f"{self.shown[-1]} may not publish".encode()
        self.send_response_only(401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = _answer  # noqa: N815 - named by the library


def test_a_token_in_a_block_is_shown_to_the_portal_alone(
    seed: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    token = "a-token-that-nobody-may-see"  # noqa: S105 - of no portal
    Secret(value=SecretStr(token)).save("habeas-token-open-data")
    portal = Loopback(Refusing)
    declared = f'[portal.open-data]\nkind = "ckan"\nurl = "{portal.url}"\norganization = "watch"\nslug = "held"\n'
    (tmp_path / "portals.toml").write_text(declared, encoding="utf-8")
    with pytest.raises(CallFault) as caught:
        publish("open-data", seed / "curated" / "1.0.0", tmp_path)
    portal.stop()
    assert set(Refusing.shown) == {token}
    with get_client(sync_client=True) as client:
        kept = [client.read_logs(), client.read_flow_runs(), client.read_task_runs(), client.read_artifacts()]
    assert all(kept[:3])
    assert token not in f"{caught.value!r} {kept!r} {capfd.readouterr()}"


def test_the_day_of_publication_is_kept(seed: Path) -> None:
    seeded = tables_of(seed)["documents"].filter(kind="text").select("published", "published_from").row(0)
    assert seeded == (date(2025, 12, 17), "sidecar")
