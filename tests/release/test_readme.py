"""The README of a release describes every table, column and view."""

from pathlib import Path

from flows.release.contents import schemas
from flows.release.readme import examples
from flows.release.sql import views
from tests.release.invented import DATASET


def test_everything_is_described(release: Path) -> None:
    text = (release / "README.md").read_text(encoding="utf-8")
    for name, schema in schemas().items():
        section = text.partition(f"### {name}\n")[2].partition("\n#")[0]
        assert all(f"| `{field.name}` |" in section for field in schema)
    assert all(f"| `{view.name}` | {view.description}" in text for view in views())
    assert all(example["sql"] in text for example in examples())
    assert "$" not in text


def test_the_dataset_speaks(release: Path) -> None:
    text = (release / "README.md").read_text(encoding="utf-8")
    assert f"\n---\n\n# {DATASET.title}\n" in text
    for words in (DATASET.publisher, DATASET.licence, DATASET.description, DATASET.sensitive, *DATASET.limits):
        assert words in text
