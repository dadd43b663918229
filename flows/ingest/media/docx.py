"""Word documents, read by python-docx."""

from collections.abc import Iterator
from io import BytesIO

import docx
from docx.blkcntnr import BlockItemContainer
from docx.document import Document as DocxDocument
from docx.table import Table
from docx.text.paragraph import Paragraph

from flows.ingest.archive import check_archive
from flows.ingest.content import Content


def read(data: bytes) -> Content:
    """The paragraphs and table rows of a .docx file in their order, its title and its language.

    The day that the file was made is no day of publication. Raises Unreadable where the archive is a bomb or broken.
    """
    check_archive(data)
    document = docx.Document(BytesIO(data))
    properties = document.core_properties
    return Content(
        text="\n\n".join(_blocks(document)), title=properties.title or None, language=properties.language or None
    )


def _blocks(container: DocxDocument | BlockItemContainer) -> Iterator[str]:
    for block in container.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from _rows(block)


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield "\t".join(cell.text for cell in row.cells)
