"""HTML."""

import csv
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.content import Unreadable
from flows.ingest.media.html import read
from tests.ingest.builders import STORY

PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Editor jailed | Watch House</title>
<meta property="og:title" content="Editor jailed"><meta property="og:site_name" content="Watch House">
<meta property="article:published_time" content="2031-04-02T23:30:00+03:00">
<link rel="canonical" href="https://watch.example/editor"><style>p {{ color: red }}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>Editor jailed</h1><p>{STORY}</p><script>var verdict = "guilty";</script>
<p>She was <a href="#">freed</a><br>later.</p><div style="display: none">hidden</div>
<noscript>no script</noscript></article>
<footer>Copyright</footer></body></html>"""


def test_a_page_gives_its_main_text_in_paragraphs() -> None:
    text = read(PAGE.encode()).text
    assert text.split("\n\n")[:2] == ["Editor jailed", STORY]
    assert "She was freed" in text
    for noise in ("guilty", "color", "hidden", "no script", "Home", "Copyright"):
        assert noise not in text


def test_meta_elements_say_what_the_page_is() -> None:
    content = read(PAGE.encode())
    assert (content.title, content.publisher, content.language) == ("Editor jailed", "Watch House", "en-GB")
    assert content.published == date(2031, 4, 2)
    assert content.url == "https://watch.example/editor"


def test_every_place_of_metadata_is_found_by_its_example() -> None:
    table = files("flows.ingest.media") / "html_metadata.csv"
    rows = list(csv.DictReader(table.read_text().splitlines()))
    assert rows
    for row in rows:
        field = getattr(read(row["example"].encode()), row["field"])
        assert field, row


JSON_LD = """<html><head><script type="application/ld+json">%s</script></head><body><p>Words.</p></body></html>"""


@pytest.mark.parametrize(
    "source",
    [
        '{"@type": "NewsArticle", "headline": "Freed", "datePublished": "2031-05-06", "publisher": {"name": "House"}}',
        '{"@graph": [{"@type": "Person"}, {"@type": "NewsArticle", "headline": "Freed", "publisher": "House",'
        ' "datePublished": "2031-05-06T01:00:00Z"}]}',
        '[{"@type": ["Article"], "headline": "Freed", "datePublished": "2031-05-06", "publisher": {"name": "House"}}]',
    ],
)
def test_json_ld_says_what_the_page_is(source: str) -> None:
    content = read((JSON_LD % source).encode())
    assert (content.title, content.publisher, content.published) == ("Freed", "House", date(2031, 5, 6))


@pytest.mark.parametrize(
    "source", ["{broken", "[1, null]", '{"@type": "NewsArticle", "headline": 3}', "[" * 20_000, '"x"']
)
def test_odd_json_ld_costs_no_text(source: str) -> None:
    content = read((JSON_LD % source).encode())
    assert content.text.strip() == "Words."
    assert content.title is None


def test_a_declared_encoding_is_followed() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Суд</p></body></html>'
    assert "Суд" in read(page.encode("windows-1251")).text


def test_a_page_without_main_content_gives_all_its_text() -> None:
    assert "Only a footer" in read(b"<html><body><footer>Only a footer</footer></body></html>").text


def test_too_much_is_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.ingest.media.html.MAX_HTML_CHARACTERS", 3)
    with pytest.raises(Unreadable, match="more than 3 characters"):
        read(b"<p>four")


def test_deep_nesting_is_turned_away() -> None:
    with pytest.raises(Unreadable, match="nested"):
        read(b"<div>" * 50_000 + b"x")


@given(st.text(st.sampled_from("<>/pdiv ab&;!-\"'="), max_size=200))
def test_any_markup_is_read(markup: str) -> None:
    assert isinstance(read(markup.encode()).text, str)
