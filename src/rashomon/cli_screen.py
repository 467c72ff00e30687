"""What every command of the command line says and writes with: the screen, the exit codes, records in and out.

Exit codes: 0 done (what was skipped is counted and named), 1 a record or store breaks its rules, 2 wrong use or no such
file or id, 3 nothing could be read, 4 another process is writing into the store.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import NoReturn

import msgspec
import typer
from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook, RenderResult

from rashomon import Record, load
from rashomon.show.page import page
from rashomon.show.tables import csv_tables
from rashomon.types import RecordData

BREACHES, WRONG_USE, NOTHING_READ, BUSY = 1, 2, 3, 4

# What a terminal would obey and not show: a file, a title or a report may carry it to colour, hide or forge lines.
# Written as JSON writes it, so that a line of JSON stays one.
# Marks that turn the direction of what follows make "gpj.exe" of "exe.jpg"; lines and paragraphs have separators too.
TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029)
CONTROLS = {
    sign: f"\\u{sign:04x}" for sign in (*range(32), *range(127, 160), *TURNING) if chr(sign) not in "\n\t"
}
BREAKS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\n\t"}


class Legible(msgspec.Struct, frozen=True):
    """What is about to be shown, with the control characters of its text written out."""

    inner: ConsoleRenderable

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self.inner, options):
            yield segment if segment.control else segment._replace(text=segment.text.translate(CONTROLS))


class MakeLegible(RenderHook):
    """Rich's hook for everything that a console is asked to print."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """Make each legible."""
        return [Legible(each) for each in renderables]


def _screen(*, stderr: bool) -> Console:
    # ":car:" in an address is no picture
    console = Console(stderr=stderr, soft_wrap=True, emoji=False)
    console.push_render_hook(MakeLegible())
    return console


def aside(line: str) -> None:
    """Say something on standard error; where logs go there as JSON, they tell it, and nothing stands between them."""
    if not logging.getLogger().isEnabledFor(logging.INFO):
        err.print(line, markup=False)


def one_line(text: str) -> str:
    r"""Write out the breaks in a message that names what somebody else named: a file may not forge a line of ours.

    >>> print(one_line("skipped: a\npage: b"))
    skipped: a\u000apage: b
    """
    return text.translate(BREAKS)


out = _screen(stderr=False)
err = _screen(stderr=True)


def fail(message: str, code: int) -> NoReturn:
    """End a command with plain words on standard error."""
    err.print(one_line(message), markup=False, style="red")
    raise typer.Exit(code)


def load_record(path: Path) -> RecordData:
    """Load a record.json, or the one in a folder; what is none ends the command."""
    file = path / "record.json" if path.is_dir() else path
    try:
        return load(file).data
    except OSError as error:
        fail(f"{file}: {error.strerror}", WRONG_USE)
    except msgspec.DecodeError as error:
        fail(f"{file}: not a record of format 1 ({error})", BREACHES)


def _write_whole(file: Path, content: bytes) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def write_files(record: RecordData, folder: Path) -> None:
    """Write a record, its page and its tables into a folder, each whole or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = {
            "record.json": Record(record).to_json(),
            "index.html": page(record).encode(),
            **csv_tables(record),
        }
        for name, content in files.items():
            _write_whole(folder / name, content)
    except OSError as error:
        fail(f"{folder}: cannot write there ({error.strerror})", WRONG_USE)
