"""A page is valid HTML without scripts, whatever the text."""

from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
from hypothesis import given
from hypothesis import strategies as st

from flows.release.markdown import table
from flows.release.page import page


def parsed(html: str) -> Element:
    """The tree of a page. Raises ParseError where it is not valid."""
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    return tree


def test_the_report_is_a_page(release: Path) -> None:
    tree = parsed((release / "REPORT.html").read_text(encoding="utf-8"))
    markdown = (release / "REPORT.md").read_text(encoding="utf-8")
    assert tree.findtext("head/title") == tree.findtext("body/h1") == markdown.splitlines()[0].removeprefix("# ")
    assert len(tree.findall("body/h2")) == markdown.count("\n## ")
    assert not tree.findall(".//script")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_what_a_cell_holds_stays_in_it(value: str) -> None:
    tree = parsed(page(f"# <b>& $title</b>\n\n{table(['value'], [[value]])}\n"))
    assert len(tree.findall("body//td")) == 1
    assert not tree.findall(".//script")
    assert tree.findtext("head/title") == "<b>& $title</b>"
