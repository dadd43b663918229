"""The command `habeas`: one verb per thing that a user does.

Modules that load models or the orchestrator are imported by the verbs that need them, so that the others are quick.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from flows.errors import CallFault, DataFault, Fault

app = typer.Typer(
    name="habeas",
    help="Read texts about political imprisonment into tables of people, events and counts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Data = Annotated[Path, typer.Option("--data", help="The folder that holds raw/ and curated/.", file_okay=False)]
Release = Annotated[str | None, typer.Argument(help="Version or folder of a release; the latest one by default.")]
AnyRelease = Annotated[
    str | None, typer.Argument(help="Version, folder or http(s) address of a release; the latest one by default.")
]

ReleaseOption = Annotated[
    str | None, typer.Option("--release", help="Version or folder of a release; the latest one by default.")
]
AnyReleaseOption = Annotated[
    str | None,
    typer.Option("--release", help="Version, folder or http(s) address of a release; the latest one by default."),
]

PortalName = Annotated[
    str,
    typer.Argument(metavar="PORTAL", help="The name of a portal in portals.toml, or the path of a folder, with a /."),
]

Private = Annotated[bool, typer.Option("--allow-private", help="Fetch from private networks too.")]
Production = Annotated[
    bool, typer.Option("--production", help="Of a portal that has a sandbox: the real one, where a DOI is for ever.")
]

HERE = Path()
faults = logging.getLogger("habeas.faults")
out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


class ExportKind(StrEnum):
    """What a release can be exported as."""

    duckdb = "duckdb"
    sqlite = "sqlite"
    csv = "csv"
    xlsx = "xlsx"
    ftm = "ftm"


@app.callback()
def options(debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a fault.")] = False) -> None:
    """Options before the verb."""
    faults.setLevel(logging.DEBUG if debug else logging.INFO)


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="An empty or new folder.")]) -> None:
    """Make an empty folder for a dataset of your own."""
    from flows.ingest.init import init as make

    for path in make(folder):
        say(f"made {path}")
    say(f"Fill in {folder / 'raw' / 'dataset.toml'}, then: habeas add --data {folder} FILE|URL")


@app.command()
def add(
    sources: Annotated[list[str], typer.Argument(help="Files, or http(s) addresses.")],
    data: Data = HERE,
    publisher: Annotated[str | None, typer.Option(help="Who published them.")] = None,
    allow_private: Private = False,
) -> None:
    """Copy or download documents into raw/documents/, each with a sidecar that says where it came from."""
    from flows.ingest.add import Refused
    from flows.ingest.add import add as add_sources

    outcomes = add_sources(sources, data / "raw", publisher, allow_private=allow_private)
    refused = [outcome.fault for outcome in outcomes if isinstance(outcome, Refused)]
    for outcome in outcomes:
        if not isinstance(outcome, Refused):
            say(f"{'added' if outcome.new else 'was there already:'} {outcome.path}")
    for fault in refused[:-1]:
        complain(fault)
    if refused:
        raise refused[-1]


@app.command()
def run(
    data: Data = HERE,
    workers: Annotated[int | None, typer.Option(min=1, help="Worker processes; one per core by default.")] = None,
    version: Annotated[str | None, typer.Option(help="A higher number than the run would pick.")] = None,
) -> None:
    """Read raw/ and write a release to curated/, unless nothing has changed."""
    from flows.ingest.dataset import read_dataset
    from flows.state import prepare
    from flows.terminal.display import outcome as shown
    from flows.terminal.progress import progress

    prepare(data)
    read_dataset(data / "raw")  # a fault in it shows at once, not when the orchestrator has started
    with progress(err):
        from flows.extract.readings import warm

        warm(workers)  # the models load in a worker process while the orchestrator starts here
        from flows.pipeline import pipeline

        outcome = pipeline(data.resolve(), processes=workers, version=version)
    for part in shown(outcome.summary, outcome.release, data, new=outcome.new):
        out.print(part)


@app.command()
def query(
    sql: Annotated[str | None, typer.Argument(help="A query; without one, a prompt opens.")] = None,
    data: Data = HERE,
    release: AnyReleaseOption = None,
    form: Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")] = "table",
    allow_private: Private = False,
) -> None:
    """Ask a release in SQL."""
    from flows.release.query import open_release
    from flows.release.remote import release_at
    from flows.state import state_folder
    from flows.terminal import results
    from flows.terminal.prompt import prompt

    if form not in {"table", *results.FORMS}:
        raise CallFault(f"--format {form}", "there is no such format", f"Take table, {', '.join(results.FORMS)}")
    with (
        release_at(release, data / "curated", allow_private=allow_private) as folder,
        open_release(folder) as connection,
    ):
        if sql is None:
            prompt(connection, out, state_folder(data) / "history")
        elif form == "table":
            results.show(results.ask(connection, sql), out)
        else:
            results.write(results.ask(connection, sql), form, sys.stdout.buffer)


@app.command()
def tables(release: Release = None, data: Data = HERE) -> None:
    """List the tables of a release and their columns, with what each one holds."""
    from flows.release.query import find_release
    from flows.terminal.display import columns

    for table in columns(find_release(data / "curated", release)):
        out.print(table)


@app.command()
def check(
    release: AnyRelease = None,
    data: Data = HERE,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Run the flow again and compare the bytes.")] = False,
    allow_private: Private = False,
) -> None:
    """Check a release: checksums, schemas, rules between tables, and every quote against raw/ where that is at hand."""
    from flows.ingest.documents import read_documents
    from flows.release.check import check as faults_of
    from flows.release.remote import release_at, told_of

    texts = {document.document_id: document.text or "" for document in read_documents(data / "raw").documents}
    with release_at(release, data / "curated", allow_private=allow_private) as folder:
        faults = [
            *faults_of(folder, texts),
            *_withdrawal_faults(data, folder),
            *(_rebuild_faults(data, folder) if rebuild else []),
        ]
        for fault in faults:
            complain(told_of(release, folder, fault))
    if faults:
        raise typer.Exit(1)
    say(f"{release or folder}: every check holds{', and a rebuild gives the same bytes' if rebuild else ''}")


def _withdrawal_faults(data: Path, folder: Path) -> "list[DataFault]":
    from flows.decisions.read import read_decisions
    from flows.withdrawals.key import VARIABLE, find_key
    from flows.withdrawals.record import matcher_of
    from flows.withdrawals.search import suspects, withdrawal_faults

    withdrawals = read_decisions(data / "raw").withdrawals
    if withdrawals and find_key() is None:
        say(f"{len(withdrawals)} withdrawals could not be checked: {VARIABLE} is not set")
        return []
    matcher = matcher_of(withdrawals)
    if not matcher:
        return []
    for line in suspects(folder, matcher):
        say(f"look at {line}")
    return list(withdrawal_faults(folder, matcher))


def _rebuild_faults(data: Path, folder: Path) -> "list[DataFault]":
    from flows.state import prepare
    from flows.terminal.progress import progress

    prepare(data)
    with progress(err):
        from flows.rebuild import rebuild

        return rebuild(data, folder)


@app.command()
def review(
    data: Data = HERE,
    who: Annotated[str, typer.Option(envvar="USER", help="Who decides.")] = "unnamed",
    export: Annotated[Path | None, typer.Option("--export", help="Write the open questions as CSV.")] = None,
    answered: Annotated[
        Path | None, typer.Option("--import", help="Read such a CSV with outcomes filled in.", exists=True)
    ] = None,
) -> None:
    """Decide who is one person, pair by pair: the people that the last run could not tell."""
    from flows.decisions.answers import read_answers
    from flows.decisions.read import read_decisions
    from flows.decisions.review import decision, questions, quotes, write_questions
    from flows.decisions.write import add_decisions
    from flows.release.query import read_release
    from flows.terminal.review import answers, read_key

    raw, day = data / "raw", datetime.now(UTC).date().isoformat()
    tables, identity = read_release(data / "curated"), read_decisions(raw).identity
    if answered:
        rows = read_answers(answered, quotes(tables), identity, who, day)
        say(f"wrote {len(rows)} decisions to {add_decisions(raw, 'identity', rows)}; habeas run applies them")
        return
    decided = {frozenset((each.one, each.other)) for each in identity}
    found = [
        each for each in questions(tables) if frozenset((each.one.evidence_id, each.other.evidence_id)) not in decided
    ]
    if export:
        say(f"wrote {write_questions(found, export)} questions to {export}")
        return
    given = [
        add_decisions(raw, "identity", [decision(answer.question, answer.outcome, who, day)])
        for answer in answers(found, out, read_key)
    ]
    say(f"{len(given)} of {len(found)} questions decided; habeas run applies them")


@app.command()
def explain(
    row_id: Annotated[str, typer.Argument(help="The id of a person, an event or a count.")],
    data: Data = HERE,
    release: ReleaseOption = None,
) -> None:
    """Show a row, all its evidence, and every step and decision that made it what it is."""
    from flows.decisions.read import read_decisions
    from flows.release.explain import explain as lines
    from flows.release.query import read_release

    for line in lines(read_release(data / "curated", release), read_decisions(data / "raw"), row_id):
        say(line)


@app.command()
def withdraw(
    person_id: Annotated[str, typer.Argument(help="The id of a person of the latest release.")], data: Data = HERE
) -> None:
    """Leave a person out of every later release; records keyed digests, and no name."""
    from flows.release.query import read_release
    from flows.withdrawals.record import withdraw as record

    day = datetime.now(UTC).date().isoformat()
    new = record(data / "raw", read_release(data / "curated"), person_id, day)
    say("recorded; `habeas run` makes a release without the person" if new else "was recorded already")
    say("Releases that are out still hold the person: take them from the portals.")


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="Version, folder or http(s) address of the older release.")],
    new: Annotated[str, typer.Argument(help="Version, folder or http(s) address of the newer one.")],
    data: Data = HERE,
    rows: Annotated[bool, typer.Option("--rows", help="Show each row that changed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON.")] = False,
    allow_private: Private = False,
) -> None:
    """Tell what changed between two releases."""
    from flows.release.changes import told
    from flows.release.compare import diff as compare
    from flows.release.remote import release_at
    from flows.terminal import results

    curated = data / "curated"
    with (
        release_at(old, curated, allow_private=allow_private) as before,
        release_at(new, curated, allow_private=allow_private) as now,
        compare(before, now) as changes,
    ):
        if as_json:
            sys.stdout.buffer.writelines(results.json_parts(results.batches(changes)))
        elif rows:
            results.show(changes.limit(results.SHOWN).pl(), out, total=len(changes), rest="--json")
        else:
            say(told(changes))


@app.command()
def export(
    kind: Annotated[ExportKind, typer.Argument(help="The kind of file.")],
    target: Annotated[Path, typer.Argument(help="The file to write; for csv a folder.")],
    data: Data = HERE,
    release: ReleaseOption = None,
) -> None:
    """Make one self-contained file of a release."""
    from flows.release.export import export as write
    from flows.release.query import find_release

    write(find_release(data / "curated", release), kind.value, target)
    say(f"wrote {target}")


@app.command()
def publish(
    portal: PortalName,
    release: Release = None,
    data: Data = HERE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    production: Production = False,
) -> None:
    """Publish a release to a portal: upload it unseen, read every file back, then let it be seen."""
    from flows.release.query import find_release
    from flows.state import prepare
    from flows.terminal.portals import plan as shown

    folder = find_release(data / "curated", release)
    if dry_run:
        from flows.portals.connect import journal, open_portal
        from flows.portals.publication import plan

        with open_portal(portal, data, production=production) as opened:
            for part in shown(plan(folder, opened, journal(portal, data, production=production)), portal):
                out.print(part)
        return
    prepare(data)
    from flows.publish import publish as publish_flow

    if production:
        say(f"publishing to {portal} in PRODUCTION, not to its sandbox: what is published there is for ever")
    publication = publish_flow(portal, folder.resolve(), data.resolve(), production=production)
    say(str(publication))


@app.command()
def published(data: Data = HERE, production: Production = False) -> None:
    """List which releases are on which portal, by asking the portals of portals.toml."""
    from flows.portals.connect import open_portal
    from flows.portals.declared import has_sandbox, read_portals
    from flows.terminal.portals import listings

    found, silent = {}, []
    for name, settings in sorted(read_portals(data).items()):
        try:
            with open_portal(name, data, production=production and has_sandbox(settings)) as portal:
                found[name] = portal.published()
        except Fault as fault:
            silent.append(fault)
    out.print(listings(found))
    for each in silent:
        complain(each)
    if silent:
        raise typer.Exit(silent[-1].exit_code)


@app.command()
def unpublish(
    portal: PortalName,
    version: Annotated[str, typer.Argument(help="The version to take away.")],
    data: Data = HERE,
    production: Production = False,
) -> None:
    """Take a release away from a portal, where the portal allows it, and say what stays."""
    from flows.portals.connect import journal, open_portal
    from flows.release.version import is_version

    if not is_version(version):
        raise CallFault(version, "this is no version of a release", "Name one that `habeas published` lists")
    with open_portal(portal, data, production=production) as opened:
        stays = opened.withdraw(version)
    journal(portal, data, production=production).forget(version)
    say(f"release {version} is gone from {portal}; {stays}")


@app.command()
def extract(
    source: Annotated[Path, typer.Argument(help="A document, or a folder of documents.", exists=True)],
    target: Annotated[Path | None, typer.Option("--out", help="A folder for one JSON file per document.")] = None,
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of publication, if nothing else tells it.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show the text with its claims and their rules.")] = False,
    html: Annotated[Path | None, typer.Option("--html", help="Write the explanation to this page.")] = None,
) -> None:
    """Read documents and give their claims as JSON, in the format of the gold annotations."""
    from flows.extract.engine import Engine
    from flows.extract.explain import as_html
    from flows.extract.explain import explain as explained
    from flows.extract.predictions import annotation, as_json, documents, write
    from flows.ingest.document import Rejection

    engine, rejected = Engine(), 0
    for path, document in documents(source, published.date() if published else None):
        if isinstance(document, Rejection):
            rejected += 1
            complain(DataFault(path, document.reason, "Mend it and read it again; the others are read"))
            continue
        claims = engine.read(document.text or "", document.published)
        if html:
            html.write_text(as_html(document.text or "", claims), encoding="utf-8")
        if explain:
            out.print(explained(document.text or "", claims))
        elif target:
            say(f"wrote {write(annotation(path, document, claims), target)}")
        elif not html:
            sys.stdout.write(as_json(annotation(path, document, claims)))
    if rejected:
        raise typer.Exit(1)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="A folder of texts with their annotations.", exists=True)],
    errors: Annotated[bool, typer.Option("--errors", help="Show each miss in its sentence.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score the engine against annotated documents."""
    from flows.extract.engine import Engine
    from flows.extract.evaluate import as_lines, as_table
    from flows.extract.evaluate import evaluate as score

    scores = score(gold, Engine())
    if as_json:
        print(json.dumps(scores.as_json(), indent=1))  # noqa: T201 - plain JSON, no markup
    else:
        out.print(as_table(scores))
    for line in as_lines(scores.errors) if errors else ():
        say(line)


@app.command("match-names")
def match_names(
    pairs: Annotated[Path, typer.Argument(help="TSV with the columns name_a and name_b.", exists=True)],
    target: Annotated[Path | None, typer.Option("--out", help="Where to write; the terminal by default.")] = None,
) -> None:
    """Compare names: adds `score` (0 to 1) and `why` to each pair."""
    from flows.resolve.names import match_pairs
    from flows.resolve.pairs import read_pairs, write_pairs

    write_pairs(match_pairs(read_pairs(pairs)), target)


@app.command()
def serve(
    data: Data = HERE,
    cron: Annotated[str, typer.Option(help="When to run, as a cron expression in UTC.")] = "0 4 * * *",
) -> None:
    """Serve the pipeline as a deployment that runs on a schedule, until stopped."""
    from flows.server import server
    from flows.state import prepare

    prepare(data)
    with server() as address:
        from flows.pipeline import pipeline

        say(f"runs on {data.resolve()} at {cron} (UTC), told by the server at {address}; stop it with Ctrl-C")
        pipeline.serve(name="habeas", cron=cron, parameters={"data": str(data.resolve())}, print_starting_message=False)


def say(text: str) -> None:
    """One plain line; what looks like markup is not."""
    out.print(escape(text))


def complain(fault: Fault) -> None:
    """A fault on the error stream."""
    err.print(f"[red]habeas:[/red] {escape(str(fault))}")


def main() -> None:
    """Run the command. Exit codes: 0 fine, 1 the data is at fault, 2 the call is."""
    try:
        app()
    except Fault as fault:
        if faults.isEnabledFor(logging.DEBUG):
            err.print_exception()
        complain(fault)
        sys.exit(fault.exit_code)


if __name__ == "__main__":
    main()
