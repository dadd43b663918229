"""Bytes to characters, for files that do not say (or say wrongly) how they are encoded."""

import codecs

import chardet

from flows.ingest.content import Unreadable

# UTF-32 before UTF-16: the mark of UTF-16-LE begins the one of UTF-32-LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_CONTROLS = "\t\n\r\f\v\x1a\x85"  # \x1a ends the files of old systems
_MAX_CONTROL_SHARE = 0.002


def decode(data: bytes, declared: str | None = None) -> str:
    """The characters of `data`, line ends as `\\n`.

    A byte order mark wins; then UTF-8; then the `declared` encoding; then what the bytes look like. Lines that are
    UTF-8 stay so in a file of mixed encodings. Raises Unreadable where the bytes are no text.
    """
    text = _decode_marked(data) or _decode_wide(data) or _decode_lines(data, declared)
    if _is_binary(text):
        raise Unreadable("is_text", "the bytes are no text; save the file under the extension of what it is")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_marked(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding)
    return None


def _decode_wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: the only texts with null bytes."""
    if b"\0" not in data[:4096]:
        return None
    return _decode_as(data, _detect(data))


def _decode_lines(data: bytes, declared: str | None) -> str:
    lines = data.split(b"\n")
    others = b"\n".join(line for line in lines if not _is_utf8(line))
    if not others:
        return data.decode()
    encoding = declared if declared and _fits(others, declared) else _detect(others)
    return "\n".join(line.decode() if _is_utf8(line) else _decode_as(line, encoding) for line in lines)


def _detect(data: bytes) -> str:
    encoding = chardet.detect(data)["encoding"]
    if encoding is None:
        raise Unreadable("is_text", "the bytes are text in no known encoding; save the file as UTF-8")
    return encoding


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise Unreadable("decodable", f"the bytes are not {encoding} throughout; save the file as UTF-8") from error


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _is_utf8(data: bytes) -> bool:
    return _fits(data, "utf-8")


def _is_binary(text: str) -> bool:
    controls = sum(text.count(chr(code)) for code in range(32) if chr(code) not in _LINE_CONTROLS)
    return controls > _MAX_CONTROL_SHARE * len(text)
