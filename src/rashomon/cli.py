"""The command line: `rashomon read`, `show`, `verify`, `explain`. Each verb has its twin in Python.

Exit codes: 0 done (what was skipped is counted and named), 1 a record breaks its rules, 2 wrong use or no such file
or id, 3 nothing could be read.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, NoReturn

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from rashomon import Record, load
from rashomon.decisions import DecisionError, append_decision, decide, read_decisions
from rashomon.show.explain import explain as explained
from rashomon.show.page import page
from rashomon.show.reasons import plainly
from rashomon.show.tables import FORMATS, NOUNS, csv_tables, render
from rashomon.show.terminal import print_list, print_positions, print_record, summary
from rashomon.types import Decision, RecordData, Relation, Verdict
from rashomon.wiring import BrokenRecordError, JudgeError, Settings, SidecarError, read_paths

BREACHES, WRONG_USE, NOTHING_READ = 1, 2, 3
# Lines about what was not read, and names in one line about copies, before -v is asked for.
MOST_LINES, FEW = 20, 3

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_short=True,
    pretty_exceptions_show_locals=False,
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
        _fail(f"--models {models}: there are only default and none", WRONG_USE)
    settings = Settings(
        models="none" if models == "none" else "default", workers=workers, min_score=min_score, judge=judge
    )
    _prepare(out)
    decided = _decisions(decisions or [])
    record = _read(paths, settings, sidecar, decided, quiet=quiet or as_json)
    _write(record, out)
    if as_json:
        _out.print_json(data=summary(record))
    elif not quiet:
        _report(record, out, verbose=verbose)
    if not record.articles:
        raise typer.Exit(NOTHING_READ)


def _decisions(files: list[Path]) -> tuple[Decision, ...]:
    try:
        return tuple(decision for file in files for decision in read_decisions(file))
    except OSError as error:
        _fail(f"--decisions: {error.filename}: {error.strerror}", WRONG_USE)
    except DecisionError as error:
        _fail(f"--decisions: {error}", WRONG_USE)


def _read(
    paths: list[str],
    settings: Settings,
    sidecar: Path | None,
    decisions: tuple[Decision, ...],
    *,
    quiet: bool,
) -> RecordData:
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
            return read_paths(
                paths, settings=settings, sidecar=sidecar, stdin=stdin, decisions=decisions, progress=progress
            )
        except JudgeError as error:
            _fail(f"--judge: {error}", WRONG_USE)
        except BrokenRecordError as error:
            _fail(
                f"the record does not hold ({error}); this is a fault of the program, please report it",
                BREACHES,
            )
        except SidecarError as error:
            _fail(str(error), WRONG_USE)


def _prepare(out: Path) -> None:
    """Find out before the work, and not after it, that nothing can be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _fail(f"{out}: cannot write there ({error.strerror})", WRONG_USE)


def _write(record: RecordData, out: Path) -> None:
    try:
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
    lines = list(_missed(record, verbose=verbose))
    for line in lines if verbose else lines[:MOST_LINES]:
        _out.print(line, markup=False)
    if len(lines) > MOST_LINES and not verbose:
        _out.print(f"... and {len(lines) - MOST_LINES} more lines; -v shows them all")
    _out.print(f"page: {out / 'index.html'}", markup=False)


def _missed(record: RecordData, *, verbose: bool) -> Iterator[str]:
    """Say what became of everything that was not read, and what of the sidecar was not used."""
    taken = record.intake.sources if record.intake else ()
    yield from (
        f"skipped: {item.source} ({plainly(item.why)})" for item in taken if item.outcome == "skipped"
    )
    yield from (
        f"unused: {gap.what} ({plainly(gap.why)})" for gap in record.gaps if gap.what.startswith("sidecar")
    )
    twins: defaultdict[str, list[str]] = defaultdict(list)
    for item in taken:
        if item.outcome == "duplicate":
            twins[item.why].append(item.source)
    for why, sources in twins.items():
        named = sources if verbose or len(sources) <= FEW else [sources[0], f"{len(sources) - 1} more"]
        yield f"duplicate: {', '.join(named)} ({why})"


@app.command()
def show(
    record: Annotated[Path, typer.Argument(help="A record.json, or the folder that holds it.")],
    style: Annotated[str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")] = "table",
    what: Annotated[
        str | None,
        typer.Option(help=f"One list: {', '.join(NOUNS)}. Else a table has all, other forms have points."),
    ] = None,
    by: Annotated[
        str, typer.Option(help="party: what each party demands, proposes, promises, refuses, denies.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="A file instead of the screen.")
    ] = None,
) -> None:
    """Show a record in the terminal, or one of its lists as md, csv, jsonl or parquet."""
    data = _load(record)
    if what not in {None, *NOUNS}:
        _fail(f"{what}: no such list; there are {', '.join(NOUNS)}", WRONG_USE)
    if by not in {"", "party"}:
        _fail(f"--by {by}: there is only party", WRONG_USE)
    if by:
        print_positions(data, Console(file=output.open("w", encoding="utf-8")) if output else _out)
        return
    if style == "table":
        _show_table(data, what, output)
        return
    try:
        content = render(data, what or "points", style)
    except ValueError as error:
        _fail(str(error), WRONG_USE)
    if output:
        output.write_bytes(content)
    elif style == "parquet" and sys.stdout.isatty():
        _fail("parquet is not for a screen: name a file with -o", WRONG_USE)
    else:
        sys.stdout.buffer.write(content)


def _show_table(data: RecordData, what: str | None, output: Path | None) -> None:
    with output.open("w", encoding="utf-8") if output else nullcontext() as file:
        console = Console(file=file, width=120) if file else _out
        if what:
            print_list(data, what, console)
        else:
            print_record(data, console)


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
def link(
    record: Annotated[Path, typer.Argument(help="A record.json, or the folder that holds it.")],
    left: Annotated[str, typer.Argument(help="The id of a statement, point, speaker, article or story.")],
    right: Annotated[str, typer.Argument(help="The id of another one; of a denial, name the denial first.")],
    maker: Annotated[str, typer.Option(help="Who decides; the record will name them.")],
    yes: Annotated[bool, typer.Option("--yes", help="They belong together.")] = False,
    no: Annotated[bool, typer.Option("--no", help="They do not.")] = False,
    unsure: Annotated[bool, typer.Option("--unsure", help="It cannot be told.")] = False,
    relation: Annotated[
        str, typer.Option(help="same-utterance, denies, same-point, same-speaker, same-story; else by kind.")
    ] = "",
    file: Annotated[
        Path | None, typer.Option(help="Where to keep it; else decisions.jsonl beside the record.")
    ] = None,
) -> None:
    """Keep a person's decision beside the program's; `read --decisions FILE` respects it."""
    said: dict[Verdict, bool] = {"yes": yes, "no": no, "unsure": unsure}
    told: list[Verdict] = [verdict for verdict, given in said.items() if given]
    if len(told) != 1:
        _fail("say one of --yes, --no and --unsure", WRONG_USE)
    data = _load(record)
    kept = file or (record if record.is_dir() else record.parent) / "decisions.jsonl"
    try:
        named = msgspec.convert(relation, Relation) if relation else None
        append_decision(kept, decide(data, (left, right), told[0], maker, named))
    except (DecisionError, msgspec.ValidationError) as error:
        _fail(str(error), WRONG_USE)
    except OSError as error:
        _fail(f"{kept}: {error.strerror}", WRONG_USE)
    _out.print(f"kept in {kept}", markup=False)


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


def main() -> None:
    """Run the command line. A reader that closes the pipe (`| head`) is no error."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
