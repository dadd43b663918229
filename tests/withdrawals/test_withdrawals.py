"""Who withdrew is in no file of a new release, however spelled; what others have in the same words stays."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from statistics import mean
from urllib.parse import quote

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.decisions.decision import Correction, Decisions, Withdrawal
from flows.decisions.read import read_decisions
from flows.errors import CallFault, DataFault
from flows.extract.claims import Claims, CountClaim, EventClaim, PersonClaim, Reading
from flows.ingest.document import Document, Rejection
from flows.release.compare import compare
from flows.release.version import Version
from flows.release.withheld import nobody
from flows.release.write import write_release
from flows.resolve.identity import Identity
from flows.resolve.pairs import read_pairs
from flows.resolve.resolution import resolve
from flows.withdrawals.forms import forms_of
from flows.withdrawals.key import VARIABLE
from flows.withdrawals.matcher import Matcher, digests, masked
from flows.withdrawals.record import matcher_of, withdraw
from flows.withdrawals.search import suspects, withdrawal_faults
from schemas.quotes import MASK
from schemas.validation import validate
from tests.release.invented import DATASET
from tests.resolve.builders import Text, document

GOLD = Path(__file__).parents[1] / "gold" / "names"
KEY = b"k" * 32
NAME = "Siarhei Kavalenka"
SPELLINGS = [
    NAME, "Sergey Kovalenko", "Сергей Коваленко", "Kavalenka Siarhei", "KAVALENKA, Siarhei", "S. Kavalenka",
    "Siarhei Ivanavich Kavalenka", "siarhei-kavalenka", "Serhii Kovalenko",
]  # fmt: skip
DISGUISES = [
    "siarhei kavalenka", "s. kavalenka", "SIARHEI KAVALENKA", "Siarhei  Kavalenka", "Siarhei\r\n     Kavalenka",
    "Siarhei Kava-\nlenka", "Siar\u00adhei Kava\u00adlenka", "Sia\u200brhei Kavalen\u200bka",
    "Siarhei K\u0430v\u0430lenk\u0430", "Siarhei Kavale\u0301nka", "\uff33iarhei \uff2bavalenka", "siarhei.kavalenka@",
    "skavalenka@", "#SiarheiKavalenka", "#siarheikavalenka", "/siarhei-kavalenka/", "Siarhei_Kavalenka",
    "kavalenka_siarhei", "siarhei%20kavalenka", quote("Сяргей_Каваленка"), "Siarhei Kavalenka's", "Siarhei Kavalenka’s",
    "Сергея Коваленко", "Сяргею Каваленку", "Siarheju Kavalenku", "S.Kavalenka", "Kavalenka S.",
    "Kavalenka Siarhei Ivanavich", "Seryozha Kavalenka", "Siarhei (Sergey) Kavalenka", "Siarhei “Seryozha” Kavalenka",
    "Siarhei | Kavalenka", "Siarhei/Kavalenka",
]  # fmt: skip
OTHERS = ["Sviatlana Kavalenka", "Ada Lovel", "Ben Kor", "Viktar Petrenko", "the court in Minsk", "Siarhei Petrenko",
          "Siarhei said that Ivan Kavalenka", "serious coal link", "Siarhei Lavrukevich"]  # fmt: skip


def matcher(*names: str) -> Matcher:
    surnames, givens = digests(forms_of(names), KEY)
    return Matcher([Withdrawal(2, "wdr_" + "a" * 16, "", surnames, givens, "2031-01-01")], KEY)


def corpus() -> tuple[list[Document], list[Reading]]:
    """The person in every kind of place: names, quotes, contexts, groups, sources, titles, addresses, paths."""
    documents, readings = [], []
    for number, spelling in enumerate(SPELLINGS):
        text = Text()
        people = [text.person(spelling), text.person("Ben Kor")]
        arrest = text.event("arrest", "2030-05-03", [spelling, "Ben Kor"])
        alone = text.event("release", "2030-06-01", [spelling])
        passage = text.passage(f"40 friends of {spelling}, said Kavalenka")
        group, source = f"friends of {spelling}", f"the lawyer of {spelling}"
        count = CountClaim("held", 40, None, "exact", "2031", "BY", group, source, "40 friends", (passage,))
        noted = EventClaim(
            "trial", "2030-07", (), group, "BY", None, f"home of {spelling}", None, source, "asserted", (passage,)
        )
        lawyer = PersonClaim("Ada Lovel", (), "source", (f"lawyer of {spelling}",), (text.passage("Ada Lovel"),))
        made = document(number, text.text)
        slug = "-".join(spelling.split())
        fields = {"title": f"On {spelling}", "url": f"https://example.org/{slug}", "path": f"documents/{slug}.txt"}
        documents.append(Document(**{name: getattr(made, name) for name in made.__slots__} | fields))
        readings.append(Reading(made.document_id, Claims((*people, lawyer), (arrest, alone, noted), (count,))))
    return documents, readings


def tables_of(found: Matcher | None) -> dict[str, pl.DataFrame]:
    documents, readings = corpus()
    rejected = [Rejection("ingest", None, f"documents/{NAME}.doc", "extension", f"about {NAME}", NAME)]
    return dict(validate(resolve(documents, readings, rejected, Identity(), Decisions(matcher=found))).tables)


def release(folder: Path, tables: dict[str, pl.DataFrame], number: int = 0, found: Matcher | None = None) -> Path:
    previous = f"1.{number - 1}.0" if number else None
    facts = {"engine": "rules", "previous": previous}
    named = found.names if found else nobody
    return write_release(tables, folder, Version(1, number, 0), facts, DATASET, withdrawn=named)


def words_of(folder: Path) -> str:
    """All that the files of a release hold, as one text."""
    texts = [path.name + path.read_text(errors="replace") for path in folder.iterdir() if path.suffix != ".parquet"]
    return "\n".join([*texts, *(pl.read_parquet(path).write_json() for path in sorted(folder.glob("*.parquet")))])


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_name_is_found_however_it_is_spelled(spelling: str) -> None:
    found = matcher(NAME)
    assert found.mask(f"They say {spelling} was freed.") == f"They say {MASK * len(spelling)} was freed."


@pytest.mark.parametrize("spelling", DISGUISES)
def test_a_name_is_found_however_it_is_written(spelling: str) -> None:
    left = matcher(NAME).mask(f"They say {spelling} was freed.").removeprefix("They say ").removesuffix(" was freed.")
    assert MASK in left
    assert not set(left) & set("kvlnKVLNк")


@pytest.mark.parametrize("other", OTHERS)
def test_others_stay(other: str) -> None:
    assert matcher(NAME).mask(f"They say {other} was freed.") == f"They say {other} was freed."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("陳永泰", "陳永泰被捕"),
        ("陳永泰", "Joshua Chan Wing-tai"),
        ("Khin Soe", "Daw ခင်စိုး"),
        ("Suharto", "said Suharto"),
        ("Nino Beridze", "ნინო ბერიძე"),
        ("Emir-Usein Kurt-Oglan", "Эмир-Усеин Курт-Оглан"),
        ("Alaa Abd el-Fattah", "Alaa Abdelfattah"),
        ("Lujain al-Hatlan", "Loujain Alhatlan"),
        ("Anar Haydar oglu Rzayev", "Анар Гейдар оглы Рзаев"),
    ],
)
def test_names_of_other_shapes_are_found(name: str, text: str) -> None:
    assert MASK in matcher(name).mask(text)


@pytest.mark.parametrize(("table", "least", "most"), [("dev", 0.89, 0.3), ("own", 0.98, 0.45)])
def test_spellings_that_were_never_seen_are_found(table: str, least: float, most: float) -> None:
    rows = read_pairs(GOLD / f"{table}.tsv")
    pairs = [(row["same"], row[one], row[other]) for row in rows for one, other in permutations(("name_a", "name_b"))]
    found = {kind: [matcher(one).names(other) for same, one, other in pairs if same == kind] for kind in ("1", "0")}
    assert mean(found["1"]) >= least
    assert mean(found["0"]) <= most  # of people with names that are as like as those of brothers


@given(st.text())
def test_a_mask_is_as_long_as_what_it_hides(text: str) -> None:
    found = matcher(NAME)
    assert len(found.mask(text)) == len(text)
    assert masked(text, found.spans(text)) == found.mask(text)


def test_no_file_of_a_release_holds_the_person(tmp_path: Path) -> None:
    found = matcher(NAME)
    assert list(withdrawal_faults(release(tmp_path / "before", tables_of(None)), found))
    folder = release(tmp_path / "after", tables_of(found))
    assert list(withdrawal_faults(folder, found)) == []
    words = words_of(folder).lower()
    assert not [spelling for spelling in SPELLINGS if spelling.lower() in words]
    assert "kavalenka" not in words


def test_a_surname_alone_is_masked_in_what_was_turned_away(tmp_path: Path) -> None:
    found = matcher(NAME)
    subjects = [f"documents/{name}/notes.doc" for name in ("kavalenka2031", "Petrenko", "one of Коваленко")]
    rejected = [Rejection("ingest", None, subject, "extension", "no text") for subject in subjects]
    tables = resolve([], [], rejected, Identity(), Decisions(matcher=found))
    masked_subjects = tables["rejected"].sort("subject")["subject"].to_list()
    assert masked_subjects == ["documents/Petrenko/notes.doc", f"documents/one of {MASK * 9}/notes.doc", MASK * 33]
    tables = dict(validate(resolve([], [], rejected, Identity())).tables)
    (fault,) = withdrawal_faults(release(tmp_path, tables), found)
    assert "column subject" in str(fault)


def test_ids_and_checksums_hold_no_surname() -> None:
    assert matcher("Ada Bead").surnames("evt_bead2bead3bead4b " + "bead" * 16) == []
    assert matcher("Ada Bead").surnames("bead") == [(0, 4)]


def test_what_is_only_a_little_like_the_name_is_shown(tmp_path: Path) -> None:
    found = matcher(NAME)
    text = "Ivan Kavalenka, Siarhei Gavalanga and Viktar Petrenko"
    folder = release(tmp_path, tables_of(found))
    (folder / "notes.txt").write_text(text, encoding="utf-8")
    told_of = [line for line in suspects(folder, found) if "notes.txt, line 1" in line]
    shown = {line.split("“")[1].split("”")[0] for line in told_of}
    assert "Kavalenka" in shown
    assert not [words for words in shown if "Petrenko" in words]


def test_evidence_of_others_in_the_same_sentence_stays() -> None:
    tables = tables_of(matcher(NAME))
    assert set(tables["people"]["name"]) == {"Ben Kor", "Ada Lovel"}
    arrests = tables["events"].filter(type="arrest")
    assert arrests.height == 1
    assert tables["evidence"].filter(row_id=arrests[0, "event_id"])["quote"].str.contains("Ben Kor").all()
    assert tables["events"].filter(type="release").is_empty()
    assert tables["rejected"].filter(stage="validate").is_empty()


def test_a_surname_alone_as_a_value_is_no_value() -> None:
    text = Text()
    found = matcher(NAME)
    count = CountClaim("held", 40, None, "exact", "2031", "BY", "Kavalenka", "Kavalenka", "40", (text.passage("40"),))
    made = document(1, text.text)
    reading = Reading(made.document_id, Claims((), (), (count,)))
    tables = resolve([made], [reading], [], Identity(), Decisions(matcher=found))
    assert tables["counts"].select("group_description", "source").row(0) == (MASK * 9, MASK * 9)


def test_decisions_bring_no_name_back() -> None:
    found = matcher(NAME)
    documents, readings = corpus()
    count, group = tables_of(None)["counts"].select("count_id", "group_description").row(0)
    correction = Correction(
        2, count, "group_description", group, "friends of one", "misread", "https://example.org/a", "A. Steward", "2031"
    )
    tables = resolve(documents, readings, [], Identity(), Decisions(corrections=(correction,), matcher=found))
    assert "friends of one" in tables["counts"]["group_description"]
    naming = [replace(correction, value=group), replace(correction, source="https://example.org/siarhei-kavalenka")]
    for one in naming:
        with pytest.raises(DataFault, match="line 2: its value or source names a person who withdrew"):
            resolve(documents, readings, [], Identity(), Decisions(corrections=(one,), matcher=found))


def test_a_dataset_that_names_the_person_stops_the_release(tmp_path: Path) -> None:
    described = DATASET.model_copy(update={"contacts": (f"{NAME} <siarhei@example.org>",)})
    facts = {"engine": "rules", "previous": None}
    with pytest.raises(DataFault, match="contacts"):
        write_release(tables_of(None), tmp_path, Version(1, 0, 0), facts, described, withdrawn=matcher(NAME).names)
    assert not list(tmp_path.iterdir())


def test_the_search_looks_into_names_of_files_and_whole_values(tmp_path: Path) -> None:
    found = matcher(NAME)
    folder = release(tmp_path, tables_of(found))
    people = pl.read_parquet(folder / "people.parquet")
    named = people.with_columns(other_names=pl.lit(["Kavalenka"], dtype=pl.List(pl.String)))
    named.write_parquet(folder / "people.parquet")
    (folder / "siarhei-kavalenka.txt").write_text("Siarhei Kava-\nlenka", encoding="utf-8")
    in_people, in_text = (str(fault) for fault in withdrawal_faults(folder, found))
    assert "column other_names" in in_people
    assert "its own name, line 1" in in_text


def test_the_changes_tell_only_how_many_rows_went(tmp_path: Path) -> None:
    found = matcher(NAME)
    before = tables_of(None)
    release(tmp_path, before)
    folder = release(tmp_path, tables_of(found), 1, found)
    changes = pl.read_parquet(folder / "changes.parquet")
    gone = set(before["people"].filter(pl.col("name").is_in(["Ben Kor", "Ada Lovel"]).not_())["person_id"])
    assert set(changes.filter(change="withdrawn")["table"]) >= {"people", "events", "evidence", "documents"}
    assert not [person_id for person_id in gone if person_id in words_of(folder)]
    assert list(withdrawal_faults(folder, found)) == []
    assert compare(tmp_path / "1.0.0", folder).height > changes.height


def withdrawn(raw: Path, tables: dict[str, pl.DataFrame], person_id: str, key: str = "x" * 40) -> bool:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(VARIABLE, key)
        return withdraw(raw, tables, person_id, "2031-01-01")


def person(tables: dict[str, pl.DataFrame], names: Sequence[str]) -> str:
    return str(tables["people"].filter(pl.col("name").is_in(names))[0, "person_id"])


def test_a_withdrawal_is_recorded_without_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = tables_of(None)
    who = person(tables, SPELLINGS)
    assert withdrawn(tmp_path, tables, who)
    assert not withdrawn(tmp_path, tables, who)
    text = (tmp_path / "decisions" / "withdrawals.csv").read_text(encoding="utf-8")
    assert who not in text
    assert not [spelling for spelling in SPELLINGS if spelling.lower() in text.lower()]
    monkeypatch.setenv(VARIABLE, "x" * 40)
    found = matcher_of(read_decisions(tmp_path).withdrawals)
    assert found
    assert found.spans("Serhii Kovalenko")


def test_without_its_key_nothing_is_released(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = tables_of(None)
    withdrawn(tmp_path, tables, person(tables, SPELLINGS))
    recorded = read_decisions(tmp_path).withdrawals
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(DataFault, match="without the key"):
        matcher_of(recorded)
    monkeypatch.setenv(VARIABLE, "y" * 40)
    with pytest.raises(DataFault, match="another key"):
        matcher_of(recorded)
    (tmp_path / "habeas").mkdir()
    (tmp_path / "habeas" / "withdrawal.key").write_text("x" * 40 + "\n", encoding="utf-8")
    monkeypatch.delenv(VARIABLE)
    assert matcher_of(recorded)


def test_a_short_key_and_an_unknown_person_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CallFault, match="fewer than 32"):
        withdrawn(tmp_path, tables_of(None), "per_x", key="short")
    with pytest.raises(CallFault, match="no person"):
        withdrawn(tmp_path, tables_of(None), "per_x")
