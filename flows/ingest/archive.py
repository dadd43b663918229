"""Zip archives (.docx, .xlsx), checked before a parser unpacks them."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from flows.ingest.content import Unreadable
from flows.ingest.limits import MAX_PARTS, MAX_UNPACKED_BYTES, MEGABYTE

_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)")


def check_archive(data: bytes) -> None:
    """Raises Unreadable where the archive is broken, unpacks to too much, is locked, or its XML declares entities.

    Declared sizes can be trusted: `zipfile` never unpacks more of a part than its declared size.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check_parts(archive)
    except (BadZipFile, EOFError, NotImplementedError) as error:
        raise Unreadable("readable", f"the archive is broken ({error}); fetch it again or save it anew") from error


def _check_parts(archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        most = MAX_UNPACKED_BYTES // MEGABYTE
        raise Unreadable("size", f"it unpacks to more than {most} MB or {MAX_PARTS:,} parts, like a zip bomb")
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable("unlocked", "it needs a password; save it without one")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and _ENTITIES.search(archive.read(part)):
            raise Unreadable("readable", f"its part {part.filename} declares entities, which no office program writes")
