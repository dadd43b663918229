"""Markdown, read by markdown-it."""

import re
from collections.abc import Iterable
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from flows.ingest.content import Content, Unreadable
from flows.ingest.limits import MAX_MARKDOWN_CHARACTERS
from flows.ingest.media.encoding import decode

_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|</?[A-Za-z][^>]*>", re.DOTALL | re.IGNORECASE)
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def read(data: bytes) -> Content:
    """The text of a .md file, and its first heading as its title.

    Raises Unreadable where the bytes are no text, or too many.
    """
    source = decode(data)
    if len(source) > MAX_MARKDOWN_CHARACTERS:
        raise Unreadable("size", f"the text has more than {MAX_MARKDOWN_CHARACTERS:,} characters; save it as .txt")
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    return Content(text="\n\n".join(_blocks(tokens)), title=_title(tokens))


def _blocks(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if token.type == "inline":
            yield _words(token)
        elif token.type == "html_block":
            yield _TAG.sub("", token.content)
        else:
            yield token.content


def _words(inline: Token) -> str:
    return "".join(_BREAKS.get(child.type, _content(child)) for child in inline.children or ())


def _content(token: Token) -> str:
    return "" if token.type == "html_inline" else token.content


def _title(tokens: list[Token]) -> str | None:
    for token, following in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return _words(following) or None
    return None
