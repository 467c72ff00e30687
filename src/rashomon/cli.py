"""The command line: `rashomon read`, and the commands of the other rooms. Exit codes: see `cli_screen`."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from rashomon.cli_collect import register as register_collect
from rashomon.cli_desk import register as register_desk
from rashomon.cli_look import register as register_look
from rashomon.cli_screen import BREACHES, NOTHING_READ, WRONG_USE, err, fail, one_line, write_files
from rashomon.cli_screen import out as screen
from rashomon.cli_serve import register as register_serve
from rashomon.decisions import DecisionError, read_decisions
from rashomon.show.reasons import plainly
from rashomon.show.terminal import summary
from rashomon.types import Decision, RecordData
from rashomon.wiring import BrokenRecordError, JudgeError, Settings, SidecarError, read_paths

# Lines about what was not read, and names in one line about copies, before -v is asked for.
MOST_LINES, FEW = 20, 3

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_short=True,
    pretty_exceptions_show_locals=False,
    help="Read what many outlets wrote about the same events; show who said what and where the reports part.",
    epilog="Exit codes: 0 done, 1 a record breaks its rules, 2 wrong use, 3 nothing could be read, 4 the store is busy.",
)


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
    decisions: Annotated[
        list[Path] | None, typer.Option(help="Files of people's decisions, as `rashomon link` writes them.")
    ] = None,
    judge: Annotated[str, typer.Option(help="Your own judge: onnx:PATH, hf:NAME, or openai:URL#MODEL.")] = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Name every file that was not read.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Read reports into a record, a page and tables."""
    if models not in {"default", "none"}:
        fail(f"--models {models}: there are only default and none", WRONG_USE)
    settings = Settings(
        models="none" if models == "none" else "default", workers=workers, min_score=min_score, judge=judge
    )
    _prepare(out)
    decided = _decisions(decisions or [])
    record = _read(paths, settings, sidecar, decided, quiet=quiet or as_json)
    write_files(record, out)
    if as_json:
        screen.print_json(data=summary(record))
    elif not quiet:
        _report(record, out, verbose=verbose)
    if not record.articles:
        raise typer.Exit(NOTHING_READ)


def _decisions(files: list[Path]) -> tuple[Decision, ...]:
    try:
        return tuple(decision for file in files for decision in read_decisions(file))
    except OSError as error:
        fail(f"--decisions: {error.filename}: {error.strerror}", WRONG_USE)
    except DecisionError as error:
        fail(f"--decisions: {error}", WRONG_USE)


def _read(
    paths: list[str],
    settings: Settings,
    sidecar: Path | None,
    decisions: tuple[Decision, ...],
    *,
    quiet: bool,
) -> RecordData:
    stdin = sys.stdin.buffer.read() if "-" in paths else None
    with _bar(hidden=quiet) as bar:
        tasks = {
            stage: bar.add_task(stage, total=None, visible=False) for stage in ("read", "group", "compare")
        }

        def progress(stage: str, done: int, total: int) -> None:
            bar.update(tasks[stage], completed=done, total=total, visible=True)

        try:
            return read_paths(
                paths, settings=settings, sidecar=sidecar, stdin=stdin, decisions=decisions, progress=progress
            )
        except JudgeError as error:
            fail(f"--judge: {error}", WRONG_USE)
        except BrokenRecordError as error:
            fault = f"the record does not hold ({error}); this is a fault of the program, please report it"
            fail(fault, BREACHES)
        except SidecarError as error:
            fail(str(error), WRONG_USE)


def _bar(*, hidden: bool) -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        console=err, transient=True, disable=hidden or not sys.stderr.isatty(),
    )  # fmt: skip


def _prepare(out: Path) -> None:
    """Find out before the work, and not after it, that nothing can be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"{out}: cannot write there ({error.strerror})", WRONG_USE)


def _report(record: RecordData, out: Path, *, verbose: bool) -> None:
    figures = summary(record)
    screen.print(
        "  ".join(f"{name} {value}" for name, value in figures.items() if not isinstance(value, dict))
    )
    for name, counts in figures.items():
        if isinstance(counts, dict):
            screen.print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in counts.items()))
    lines = list(_missed(record, verbose=verbose))
    for line in lines if verbose else lines[:MOST_LINES]:
        screen.print(one_line(line), markup=False)
    if len(lines) > MOST_LINES and not verbose:
        screen.print(f"... and {len(lines) - MOST_LINES} more lines; -v shows them all")
    screen.print(one_line(f"page: {out / 'index.html'}"), markup=False)


def _missed(record: RecordData, *, verbose: bool) -> Iterator[str]:
    """Say what became of everything that was not read, and what of the sidecar was not used."""
    taken = record.intake.sources if record.intake else ()
    for item in taken:
        if item.outcome == "skipped":
            kind = "unused" if item.why == "names-no-file" else "skipped"
            yield f"{kind}: {item.source} ({plainly(item.why)})"
    twins: defaultdict[str, list[str]] = defaultdict(list)
    for item in taken:
        if item.outcome == "duplicate":
            twins[item.why].append(item.source)
    for why, sources in twins.items():
        named = sources if verbose or len(sources) <= FEW else [sources[0], f"{len(sources) - 1} more"]
        yield f"duplicate: {', '.join(named)} ({why})"


register_look(app)
register_collect(app)
register_desk(app)
register_serve(app)


def main() -> None:
    """Run the command line. A reader that closes the pipe (`| head`) is no error."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
