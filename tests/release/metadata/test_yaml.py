import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from flows.release.metadata.yaml import as_yaml

WORDS = st.text(st.characters(exclude_categories=["Cs"]))


@given(WORDS)
@example("\x85")
@example("one\u2028two")
def test_what_is_written_is_read_back(words: str) -> None:
    assert yaml.safe_load(as_yaml({"title": words})) == {"title": words}
