"""What the verbs print of portals: a plan, and which releases are where."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from flows.portals.portal import Listing
from flows.portals.publication import Plan


def plan(planned: Plan, portal: str) -> Iterator[RenderableType]:
    """What a publication would do; nothing of it is done."""
    edition = planned.edition
    table = Table(title=f"release {edition.version} to {portal}", title_justify="left")
    for heading in ("file", "format", "bytes", "SHA-256"):
        table.add_column(heading, justify="right" if heading == "bytes" else "left")
    for file in edition.files:
        table.add_row(file.name, file.format, f"{file.size:,}", file.sha256)
    yield table
    if planned.there:
        yield Text(f"it is there already: {planned.there}; every file would be read back and compared, nothing changed")
        return
    if planned.step:
        yield Text(f"an earlier publication was {planned.step}, and would go on from there")
    total = sum(file.size for file in edition.files)
    yield Text(f"{len(edition.files)} files, {total:,} bytes: upload unseen, read back, compare, let people see them")


def listings(found: Mapping[str, Sequence[Listing]]) -> Table:
    """Which releases are on which portal."""
    table = Table()
    for heading in ("portal", "release", "latest", "where"):
        table.add_column(heading, overflow="fold")
    for portal, releases in found.items():
        for release in releases:
            table.add_row(portal, release.version, "latest" if release.latest else "", release.link)
        if not releases:
            table.add_row(portal, "none", "", "")
    return table
