"""The commands on a record that is there: `show`, `verify`, `link`, `explain`. `cli` registers them."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console

from rashomon import Record
from rashomon.cli_screen import BREACHES, WRONG_USE, fail, load_record, one_line, out
from rashomon.decisions import DecisionError, append_decision, decide
from rashomon.show.explain import explain
from rashomon.show.listing import print_list
from rashomon.show.tables import FORMATS, NOUNS, render
from rashomon.show.terminal import print_positions, print_record
from rashomon.types import RecordData, Relation, Verdict


def register(app: typer.Typer) -> None:
    """Add every command of this module to the command line."""
    app.command("show")(show_command)
    app.command("verify")(verify_command)
    app.command("link")(link_command)
    app.command("explain")(explain_command)


def show_command(
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
    try:
        _show(load_record(record), style, what, by, output)
    except OSError as error:
        if output is None:
            raise
        fail(f"{output}: cannot be written ({error.strerror})", WRONG_USE)


def _show(data: RecordData, style: str, what: str | None, by: str, output: Path | None) -> None:
    if what not in {None, *NOUNS}:
        fail(f"{what}: no such list; there are {', '.join(NOUNS)}", WRONG_USE)
    if by not in {"", "party"}:
        fail(f"--by {by}: there is only party", WRONG_USE)
    if by:
        if output is None:
            print_positions(data, out)
            return
        with output.open("w", encoding="utf-8") as file:
            print_positions(data, Console(file=file, emoji=False))
        return
    if style == "table":
        _show_table(data, what, output)
        return
    try:
        content = render(data, what or "points", style)
    except ValueError as error:
        fail(str(error), WRONG_USE)
    if output:
        output.write_bytes(content)
    elif style == "parquet" and sys.stdout.isatty():
        fail("parquet is not for a screen: name a file with -o", WRONG_USE)
    else:
        sys.stdout.buffer.write(content)


def _show_table(data: RecordData, what: str | None, output: Path | None) -> None:
    with output.open("w", encoding="utf-8") if output else nullcontext() as file:
        console = Console(file=file, width=120, emoji=False) if file else out
        if what:
            print_list(data, what, console)
        else:
            print_record(data, console)


def verify_command(
    record: Annotated[Path, typer.Argument(help="A record.json, or the folder that holds it.")],
) -> None:
    """Slice every span again and check every rule of the format; exit 1 when something does not hold."""
    breaches = Record(load_record(record)).breaches()
    for breach in breaches:
        out.print(one_line(breach), markup=False)
    if breaches:
        out.print(f"{len(breaches)} breaches")
        raise typer.Exit(BREACHES)
    out.print("The record holds: every span reads back, every rule of the format is kept.")


def link_command(
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
        fail("say one of --yes, --no and --unsure", WRONG_USE)
    data = load_record(record)
    kept = file or (record if record.is_dir() else record.parent) / "decisions.jsonl"
    try:
        named = msgspec.convert(relation, Relation) if relation else None
        append_decision(kept, decide(data, (left, right), told[0], maker, named))
    except (DecisionError, msgspec.ValidationError) as error:
        fail(str(error), WRONG_USE)
    except OSError as error:
        fail(f"{kept}: {error.strerror}", WRONG_USE)
    out.print(one_line(f"kept in {kept}"), markup=False)


def explain_command(
    item: Annotated[str, typer.Argument(help="The id of a point, statement, story, event, speaker or link.")],
    record: Annotated[Path, typer.Argument(help="A record.json, or the folder that holds it.")],
) -> None:
    """Say why an item is what it is: the links, scores and words that decided it."""
    lines = explain(load_record(record), item)
    if not lines:
        fail(f"{item}: no such id in this record", WRONG_USE)
    for line in lines:
        out.print(one_line(line), markup=False)
