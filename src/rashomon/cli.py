"""The command line: `rashomon read`, `show`, `verify`, `explain`. Each verb has its twin in Python.

Exit codes: 0 done (what was skipped is counted and named), 1 a record breaks its rules, 2 wrong use or no such file
or id, 3 nothing could be read.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from rashomon import Record, load
from rashomon.cli_desk import register
from rashomon.show.explain import explain as explained
from rashomon.show.page import page
from rashomon.show.tables import FORMATS, csv_tables, render
from rashomon.show.terminal import print_record, summary
from rashomon.types import RecordData
from rashomon.wiring import BrokenRecordError, Settings, read_paths

BREACHES, WRONG_USE, NOTHING_READ = 1, 2, 3

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Read what many outlets wrote about the same events; show who said what and where the reports part.",
    epilog="Exit codes: 0 done, 1 a record breaks its rules, 2 wrong use, 3 nothing could be read.",
)
_out = Console(soft_wrap=True)
_err = Console(stderr=True, soft_wrap=True)


@app.command()
def read(
    paths: Annotated[list[str], typer.Argument(help="Folders, globs, files; - for standard input.")],
    out: Annotated[
        Path, typer.Option("-o", "--out", help="Folder for the record, the page and the tables.")
    ] = Path("out"),
    sidecar: Annotated[Path | None, typer.Option(help="CSV or JSON: file, outlet, published, url.")] = None,
    models: Annotated[
        str, typer.Option(help="default, or none for the readers without trained weights.")
    ] = "default",
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0: as many as there are cores.")] = 0,
    min_score: Annotated[
        float, typer.Option(min=0, max=1, help="Leave out statements less sure than this.")
    ] = 0.0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Name every file that was not read.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Read reports into a record, a page and tables."""
    if models not in {"default", "none"}:
        _fail(f"--models {models}: there are only default and none", WRONG_USE)
    settings = Settings(
        models="none" if models == "none" else "default", workers=workers, min_score=min_score
    )
    record = _read(paths, settings, sidecar, quiet=quiet or as_json)
    _write(record, out)
    if as_json:
        _out.print_json(data=summary(record))
    elif not quiet:
        _report(record, out, verbose=verbose)
    if not record.articles:
        raise typer.Exit(NOTHING_READ)


def _read(paths: list[str], settings: Settings, sidecar: Path | None, *, quiet: bool) -> RecordData:
    stdin = sys.stdin.buffer.read() if "-" in paths else None
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        console=_err, transient=True, disable=quiet or not sys.stderr.isatty(),
    )  # fmt: skip
    with bar:
        tasks = {
            stage: bar.add_task(stage, total=None, visible=False) for stage in ("read", "group", "compare")
        }

        def progress(stage: str, done: int, total: int) -> None:
            bar.update(tasks[stage], completed=done, total=total, visible=True)

        try:
            return read_paths(paths, settings=settings, sidecar=sidecar, stdin=stdin, progress=progress)
        except BrokenRecordError as error:
            _fail(
                f"the record does not hold ({error}); this is a fault of the program, please report it",
                BREACHES,
            )


def _write(record: RecordData, out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        files = {
            "record.json": Record(record).to_json(),
            "index.html": page(record).encode(),
            **csv_tables(record),
        }
        for name, content in files.items():
            part = out / f".{name}.part"
            part.write_bytes(content)
            part.replace(out / name)
    except OSError as error:
        _fail(f"{out}: cannot write there ({error.strerror})", WRONG_USE)


def _report(record: RecordData, out: Path, *, verbose: bool) -> None:
    figures = summary(record)
    _out.print("  ".join(f"{name} {value}" for name, value in figures.items() if not isinstance(value, dict)))
    for name, counts in figures.items():
        if isinstance(counts, dict):
            _out.print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in counts.items()))
    missed = [taken for taken in record.intake.sources if taken.outcome != "read"] if record.intake else []
    for taken in missed if verbose else missed[:20]:
        _out.print(f"{taken.outcome}: {taken.source} ({taken.why})", markup=False)
    if len(missed) > 20 and not verbose:
        _out.print(f"... and {len(missed) - 20} more; -v names them all")
    _out.print(f"page: {out / 'index.html'}", markup=False)


@app.command()
def show(
    record: Annotated[Path, typer.Argument(help="A record.json, or the folder that holds it.")],
    style: Annotated[str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")] = "table",
    what: Annotated[str, typer.Option(help="points, statements, timeline, speakers, stories.")] = "points",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="A file instead of the screen.")
    ] = None,
) -> None:
    """Show a record in the terminal, or one of its lists as md, csv, jsonl or parquet."""
    data = _load(record)
    if style == "table":
        print_record(data, Console(file=output.open("w", encoding="utf-8")) if output else _out)
        return
    try:
        content = render(data, what, style)
    except ValueError as error:
        _fail(str(error), WRONG_USE)
    if output:
        output.write_bytes(content)
    elif style == "parquet" and sys.stdout.isatty():
        _fail("parquet is not for a screen: name a file with -o", WRONG_USE)
    else:
        sys.stdout.buffer.write(content)


@app.command()
def verify(
    record: Annotated[Path, typer.Argument(help="A record.json, or the folder that holds it.")],
) -> None:
    """Slice every span again and check every rule of the format; exit 1 when something does not hold."""
    breaches = Record(_load(record)).breaches()
    for breach in breaches:
        _out.print(breach, markup=False)
    if breaches:
        _out.print(f"{len(breaches)} breaches")
        raise typer.Exit(BREACHES)
    _out.print("The record holds: every span reads back, every rule of the format is kept.")


@app.command()
def explain(
    item: Annotated[str, typer.Argument(help="The id of a point, statement, story, event, speaker or link.")],
    record: Annotated[Path, typer.Argument(help="A record.json, or the folder that holds it.")],
) -> None:
    """Say why an item is what it is: the links, scores and words that decided it."""
    lines = explained(_load(record), item)
    if not lines:
        _fail(f"{item}: no such id in this record", WRONG_USE)
    for line in lines:
        _out.print(line, markup=False)


def _load(path: Path) -> RecordData:
    file = path / "record.json" if path.is_dir() else path
    try:
        return load(file).data
    except OSError as error:
        _fail(f"{file}: {error.strerror}", WRONG_USE)
    except msgspec.DecodeError as error:
        _fail(f"{file}: not a record of format 1 ({error})", BREACHES)


def _fail(message: str, code: int) -> NoReturn:
    _err.print(message, markup=False, style="red")
    raise typer.Exit(code)


register(app)


def main() -> None:
    """Run the command line."""
    app()
