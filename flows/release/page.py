"""A text in Markdown as one page of HTML: no scripts, nothing fetched, readable in light, in dark and in print."""

from html import escape
from importlib.resources import files
from string import Template

from markdown_it import MarkdownIt


def page(markdown: str) -> str:
    """The page; its title is the first heading. HTML in the text shows as the signs that it is made of."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    title = next((line.removeprefix("# ") for line in markdown.splitlines() if line.startswith("# ")), "")
    template = (files("flows.release") / "page.html").read_text(encoding="utf-8")
    return Template(template).substitute(title=escape(title), body=reader.render(markdown))
