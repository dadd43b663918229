"""HTML, read by resiliparse: the main content of the page without menus, scripts and notices."""

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import DocumentNode, DOMContext, HTMLTree, traverse_dom

from flows.ingest.content import Content, Unreadable
from flows.ingest.limits import MAX_HTML_CHARACTERS
from flows.ingest.media.dates import leading_day
from flows.ingest.media.encoding import decode

_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_MAX_DEPTH = 500  # elements within elements; the time that resiliparse takes grows with the cube of it
_ARTICLE = re.compile(r"Article|Report|WebPage|Posting|Statement")


def read(data: bytes) -> Content:
    """The main text of an .html file, with what its meta elements and its JSON-LD say about it.

    Raises Unreadable where the bytes are no text, or elements are nested too deeply to be a page.
    """
    declared = _DECLARED.search(data[:4096])
    return read_page(decode(data, declared.group(1).decode("ascii") if declared else None))


def read_page(page: str) -> Content:
    """The same from characters."""
    if len(page) > MAX_HTML_CHARACTERS:
        raise Unreadable("size", f"the page has more than {MAX_HTML_CHARACTERS:,} characters; split it")
    tree = HTMLTree.parse(page)
    root = tree.document
    if root is None or root.document_element is None:
        return Content("")
    traverse_dom(root.document_element, _check_depth, elements_only=True)
    said = _json_ld(root) | _meta(root)
    return Content(
        text=_text(tree),
        title=said.get("title"),
        publisher=said.get("publisher"),
        published=leading_day(said.get("published")),
        language=said.get("language"),
        url=said.get("url"),
    )


def _check_depth(context: DOMContext) -> None:
    if context.depth > _MAX_DEPTH:
        raise Unreadable("readable", f"its elements are nested more than {_MAX_DEPTH} deep; this is no page")


def _text(tree: HTMLTree) -> str:
    main = _extract(tree, main_content=True)
    return main if main.strip() else _extract(tree, main_content=False)


def _extract(tree: HTMLTree, *, main_content: bool) -> str:
    return extract_plain_text(tree, main_content=main_content, list_bullets=False, alt_texts=False)


@cache
def _places() -> tuple[dict[str, str], ...]:
    """The elements that hold metadata, the best one of each field first."""
    table = files("flows.ingest.media") / "html_metadata.csv"
    return tuple(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


def _meta(root: DocumentNode) -> dict[str, str]:
    said: dict[str, str] = {}
    for place in _places():
        element = root.query_selector(place["selector"])
        value = _value(element, place["attribute"]) if element else ""
        if value:
            said.setdefault(place["field"], value)
    return said


def _value(element: Any, attribute: str) -> str:
    value = element.getattr(attribute) if attribute else element.text
    return " ".join((value or "").split())


def _json_ld(root: DocumentNode) -> dict[str, str]:
    """What the first article of the page's JSON-LD says."""
    for element in root.query_selector_all('script[type="application/ld+json"]'):
        for thing in _things(element.text or ""):
            if _ARTICLE.search(str(thing.get("@type"))):
                return _said_of(thing)
    return {}


def _things(source: str) -> Iterator[dict[str, Any]]:
    try:
        root = json.loads(source)
    except (ValueError, RecursionError):
        return  # a page with broken JSON-LD has no metadata there, and its text is none the worse
    for thing in root if isinstance(root, list) else [root]:
        if isinstance(thing, dict):
            graph = thing.get("@graph")
            yield from (each for each in (graph if isinstance(graph, list) else [thing]) if isinstance(each, dict))


def _said_of(thing: dict[str, Any]) -> dict[str, str]:
    publisher = thing.get("publisher")
    said = {
        "title": thing.get("headline"),
        "publisher": publisher.get("name") if isinstance(publisher, dict) else publisher,
        "published": thing.get("datePublished"),
        "language": thing.get("inLanguage"),
        "url": thing.get("url"),
    }
    return {field: value for field, value in said.items() if isinstance(value, str) and value}
