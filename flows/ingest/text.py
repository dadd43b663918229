"""Clean text: what every offset of a passage refers to."""

import re
import unicodedata

_NEWLINE = re.compile(r"\r\n?|[\x0b\x85\u2028]")
_PARAGRAPH_BREAK = re.compile(r"[\x0c\u2029]")
_LINK = re.compile(r"!?\[([^\[\]\n]+)\]\((?:#|/|\.{1,2}/|www\.|https?:|mailto:)[^()\s]*\)")
_READING_TIME = re.compile(
    r"(?:\W*\b(?:reading time|time to read)\b\W*)?\d{1,3}(?:\s?[-–—]\s?\d{1,3})?[\s-]min(?:ute)?s?\.?"
    r"(?:[\s-]read(?:ing)?(?:[\s-]time)?)?\.?",
    re.IGNORECASE,
)
_BLANK_LINES = re.compile(r"\n{3,}")

# Format characters that words need: the joiners of Persian and Indic scripts.
_JOINERS = "\u200c\u200d"
_DROPPED_CATEGORIES = {"Cc", "Cf", "Cs"}
_NESTED_LINKS = 8


def clean(text: str) -> str:
    """`text` in Unicode NFC, its paragraphs parted by one blank line, without what a reader does not read.

    Gone are control and format characters, byte order marks, runs of white space, marks of links (`[word](#)` becomes
    `word`) and lines that only tell the time that reading takes. Idempotent: `clean(clean(text)) == clean(text)`.
    """
    text = _PARAGRAPH_BREAK.sub("\n\n", _NEWLINE.sub("\n", text))
    text = unicodedata.normalize("NFC", _without_links(_without_format_characters(text)))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    kept = "\n".join("" if _READING_TIME.fullmatch(line) else line for line in lines)
    return _BLANK_LINES.sub("\n\n", kept).strip()


def paragraphs(text: str) -> list[list[str]]:
    """The lines of each paragraph of `text`, where blank lines part paragraphs."""
    return [block.splitlines() for block in re.split(r"\n\s*\n", text.strip()) if block]


def _without_format_characters(text: str) -> str:
    dropped = {character for character in set(text) if _is_dropped(character)}
    return text.translate(dict.fromkeys(map(ord, dropped)))


def _is_dropped(character: str) -> bool:
    return character not in "\n\t" + _JOINERS and unicodedata.category(character) in _DROPPED_CATEGORIES


def _without_links(text: str) -> str:
    for _ in range(_NESTED_LINKS):
        text, found = _LINK.subn(r"\1", text)
        if not found:
            break
    return text
